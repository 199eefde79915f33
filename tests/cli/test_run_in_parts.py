"""A run may be stopped, kept, and gone on with: the figures are those of a run in one go."""

import hashlib
import json
from pathlib import Path

import pytest
from command_line import SHORT, refused, wijksim

MIDDLE = "2013-08-15"
"""A day in the middle of a quarter."""


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a scenario, the first part of its run, and the checkpoint it ended with."""
    folder = tmp_path_factory.mktemp("half")
    text = SHORT.replace("2015-06-30", "2013-12-31")
    (folder / "short.yaml").write_text(text, encoding="utf-8")
    other = text + "levers: {access.desk_hours: 8}\n"
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    words = ("run", "short.yaml", "--seed", "3", "--until", MIDDLE, "--checkpoint", "half.wijk")
    done = wijksim(*words, "--out", "first", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "half.wijk" in done.stdout
    return folder


def test_a_run_in_two_parts_gives_the_same_file_as_a_run_in_one(half: Path) -> None:
    whole = wijksim("run", "short.yaml", "--seed", "3", "--out", "whole", cwd=half)
    parts = wijksim("run", "short.yaml", "--from", "half.wijk", "--out", "parts", cwd=half)
    assert whole.returncode == parts.returncode == 0, whole.stderr + parts.stderr
    figures = [half / name / "outcomes.parquet" for name in ("whole", "parts", "first")]
    assert figures[0].read_bytes() == figures[1].read_bytes()
    assert figures[2].read_bytes() != figures[0].read_bytes()
    manifest = json.loads((half / "parts/manifest.json").read_text("utf-8"))
    assert manifest["command"] == "wijksim run short --from half.wijk"
    assert manifest["seeds"] == [3, 3]
    kept = hashlib.sha256((half / "half.wijk").read_bytes()).hexdigest()
    assert manifest["from"] == {"file": "half.wijk", "sha256": kept, "week_of": "2013-08-19"}
    assert str(half) not in json.dumps(manifest)


def test_the_same_first_part_gives_the_same_checkpoint(half: Path) -> None:
    words = ("run", "short.yaml", "--seed", "3", "--until", MIDDLE, "--checkpoint", "new/b.wijk")
    assert wijksim(*words, "--out", "again", cwd=half).returncode == 0
    assert (half / "half.wijk").read_bytes() == (half / "new/b.wijk").read_bytes()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("short.yaml", "--checkpoint", "half.wijk"), "never overwritten"),
        (("short.yaml", "--checkpoint", "."), "folder"),
        (("short.yaml", "--checkpoint", "short.yaml/x"), "cannot be written"),
        (("short.yaml", "--checkpoint", "out"), "same place"),
        (("short.yaml", "--checkpoint", "x.wijk", "--events"), "no event log"),
        (("short.yaml", "--from", "half.wijk", "--events"), "no event log"),
        (("other.yaml", "--from", "half.wijk"), "another past"),
        (("short.yaml", "--from", "short.yaml"), "no checkpoint that can be used"),
        (("short.yaml", "--from", "none.wijk"), "no such checkpoint"),
        (("short.yaml", "--from", "half.wijk", "--seed", "4"), "made with seed 3"),
        (("short.yaml", "--from", "half.wijk", "--until", "2013-03-01"), "no week left"),
    ],
)
def test_what_cannot_be_done_in_parts_is_told(
    half: Path, words: tuple[str, ...], says: str
) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in half.iterdir()}
    assert says in refused("run", *words, "--out", "out", cwd=half)
    assert {path.name: path.stat().st_mtime_ns for path in half.iterdir()} == before


def test_a_checkpoint_is_replaced_only_when_asked(half: Path) -> None:
    (half / "old.wijk").write_bytes(b"old")
    words = ("run", "short.yaml", "--until", "2013-01-10", "--checkpoint", "old.wijk", "--out", "o")
    assert "--force" in refused(*words, cwd=half)
    assert (half / "old.wijk").read_bytes() == b"old"
    assert wijksim(*words, "--force", cwd=half).returncode == 0
    assert (half / "old.wijk").read_bytes() != b"old"
