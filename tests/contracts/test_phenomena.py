"""What the argument names is told in the log: docs/phenomena.md points at what exists."""

import re
from pathlib import Path

import pytest

from wijksim.entities.event_kinds import EVENT_KINDS
from wijksim.outcomes.catalogue import OUTCOMES

ROOT = Path(__file__).resolve().parents[2]
KINDS = {kind.name for kind in EVENT_KINDS}
NAMES = {one.name for one in OUTCOMES}


def rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "phenomena.md").read_text("utf-8").splitlines()
    table = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    cells = [[cell.strip() for cell in row] for row in table]
    return [row for row in cells if len(row) == 5 and row[1].startswith("`")]


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def names_of_all_tests() -> set[str]:
    paths = (ROOT / "tests").rglob("test_*.py")
    return {
        name
        for path in paths
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }


ROWS = rows()
KNOWN_TESTS = names_of_all_tests()


def test_no_line_is_lost() -> None:
    assert len(ROWS) == 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:50])
def test_a_phenomenon_has_a_mechanism_a_trace_and_a_test_that_exist(row: list[str]) -> None:
    _, mechanism, told, times, test = row
    assert (ROOT / quoted(mechanism)[0]).is_file()
    traces = set(quoted(told))
    if told.startswith("no event"):
        assert traces and traces <= NAMES and not times
    else:
        assert traces and traces <= KINDS
        assert len(times.split(",")) == 3
    (name,) = quoted(test)
    assert name in KNOWN_TESTS


def test_every_turn_that_is_walked_back_belongs_to_a_phenomenon() -> None:
    """Events of the argument, against those of everyday life such as births and requests."""
    told = {one for row in ROWS for one in quoted(row[2])}
    walked = {
        "dissolved", "merged", "team started", "team stopped", "team refitted", "team reorganised",
        "initiative began", "initiative ended", "room conceded", "mode reached", "mode lost",
    }  # fmt: skip
    assert walked <= told


def test_readers_are_led_to_the_table() -> None:
    assert "(phenomena.md)" in (ROOT / "docs" / "odd.md").read_text("utf-8")
