"""Unused memory is looked for more seldom for a while, and as always afterwards."""

import gc
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wijksim.cli import app
from wijksim.core.unused_memory import NEW_OBJECTS, looked_for_seldom
from wijksim.experiment import one_run


@pytest.fixture(autouse=True)
def as_it_was():
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)


def test_it_is_looked_for_seldom_for_a_while_and_as_before_even_after_a_failure() -> None:
    gc.set_threshold(321, 5, 6)
    with pytest.raises(KeyError), looked_for_seldom():
        assert gc.get_threshold() == (NEW_OBJECTS, 5, 6)
        raise KeyError
    assert gc.get_threshold() == (321, 5, 6)


@pytest.mark.parametrize("own", [0, 2 * NEW_OBJECTS])
def test_who_looks_more_seldom_still_or_never_goes_on_with_that(own: int) -> None:
    gc.set_threshold(own, 5, 6)
    with looked_for_seldom():
        assert gc.get_threshold() == (own, 5, 6)


def test_a_run_loads_its_libraries_and_lives_without_much_looking(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = []

    def look(asked: object, **how: object) -> dict[str, object]:
        seen.append(gc.get_threshold()[0])
        return {}

    monkeypatch.setattr(one_run, "write_one_run", look)
    usual = gc.get_threshold()
    done = CliRunner().invoke(app, ["run", "carnisse/mixed", "--out", str(tmp_path / "new")])
    assert done.exit_code == 0, done.output
    assert seen == [NEW_OBJECTS] and gc.get_threshold() == usual
