"""What docs/audit.md calls its outcomes follows from its own figures, and readers are led to it."""

import re
from pathlib import Path

import pytest

from wijksim.experiment.audit_verdict import ALWAYS
from wijksim.experiment.statistics import wilson
from wijksim.outcomes.catalogue import OUTCOMES

ROOT = Path(__file__).resolve().parents[2]
SETS = 500
HIGH, LOW = 100 * ALWAYS, 100 * (1 - ALWAYS)
Row = tuple[str, str, float, float, float, str]


def rows() -> list[Row]:
    """Outcome, version, share, both ends of the interval, label."""
    found = []
    for line in (ROOT / "docs" / "audit.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 5 and "–" in cells[3]:
            ends = cells[3].split("–")
            found.append(
                (cells[0], cells[1], float(cells[2]), float(ends[0]), float(ends[1]), cells[4])
            )
    return found


ROWS = rows()
ALONE = [row for row in ROWS if "averaged" not in row[1]]
"""Shares of sets that were each lived with one seed."""


def label(share: float, low: float, high: float) -> set[str]:
    """The words that a share and its interval ask for."""
    words = set()
    if share > HIGH or share < LOW:
        words.add("built in")
    if low < HIGH < high or low < LOW < high:
        words.add("cannot tell")
    if not words:
        words.add("one-sided" if low > 80.0 or high < 20.0 else "open")
    return words


def test_every_key_outcome_stands_there_before_and_after() -> None:
    keys = {one.name for one in OUTCOMES if one.key}
    assert len(ALONE) == 4 * len(keys) == 20
    assert sum(version.startswith("before") for _, version, *_ in ALONE) == len(keys)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}, {row[1]}")
def test_a_label_follows_from_its_share_and_interval(row: Row) -> None:
    _, _, share, low, high, told = row
    asked = label(share, low, high)
    assert all(word in told for word in asked), f"{told} should say {asked}"
    if "cannot tell" not in asked and "built in" not in asked:
        assert "built in" not in told and "cannot tell" not in told


@pytest.mark.parametrize("row", ALONE, ids=lambda row: f"{row[0]}, {row[1]}")
def test_an_interval_is_that_of_its_share_of_the_sets(row: Row) -> None:
    """To a tenth, as the share itself is told to a tenth."""
    _, version, share, low, high, _ = row
    named = re.search(r"(\d+) sets", version)
    asked = wilson(share / 100, int(named[1]) if named else SETS)
    assert [low, high] == pytest.approx([100 * end for end in asked], abs=0.11)


def test_a_label_can_be_wrong() -> None:
    assert label(97.4, 95.6, 98.5) == {"built in"}
    assert label(95.4, 93.2, 97.0) == {"built in", "cannot tell"}
    assert label(94.6, 92.3, 96.3) == label(4.0, 2.6, 6.1) - {"built in"} == {"cannot tell"}
    assert label(92.2, 89.5, 94.2) == {"one-sided"}
    assert label(74.6, 70.6, 78.2) == {"open"}


@pytest.mark.parametrize("page", ["README.md", "docs/limits.md"])
def test_who_reads_a_result_is_led_to_the_audit(page: str) -> None:
    assert "audit.md" in (ROOT / page).read_text("utf-8")
