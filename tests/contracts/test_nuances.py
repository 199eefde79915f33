"""Every nuance of the essay has a place in the model, or a reason why it has none."""

import re
from pathlib import Path

import pytest

from wijksim.entities.world import SCHEMAS
from wijksim.scenario.levers import BY_NAME

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "nuances.md"
STATES = ("in", "partly", "left out")


def rows() -> list[tuple[str, str, str]]:
    found = []
    for line in TABLE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[1] in STATES:
            found.append((cells[0], cells[1], cells[2]))
    return found


ROWS = rows()
COLUMNS = {f"{schema.table}.{column.name}" for schema in SCHEMAS for column in schema.columns}


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def test_the_model_page_leads_to_the_table_and_no_row_is_lost() -> None:
    assert "(nuances.md)" in (ROOT / "docs" / "odd.md").read_text("utf-8")
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| ")]
    assert len(ROWS) == len([line for line in lines if not line.startswith("| nuance")]) > 30


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:50])
def test_a_nuance_names_what_carries_it_or_says_why_it_is_left_out(
    row: tuple[str, str, str],
) -> None:
    nuance, state, where = row
    if state != "left out":
        assert quoted(where), f"'{nuance}' is said to be in, but nothing is named"
    if state == "partly":
        assert "left out" in where or "has no" in where or "none is shipped" in where, nuance
    if state == "left out":
        assert len(where.split()) >= 6, f"no reason for '{nuance}'"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:50])
def test_what_is_named_exists(row: tuple[str, str, str]) -> None:
    for name in quoted(row[2]):
        if "/" in name:
            assert (ROOT / name).is_file(), name
        elif "." in name:
            assert name in COLUMNS or name in BY_NAME, name
