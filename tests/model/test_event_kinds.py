"""Every name in the event log can be looked up: whom it is about, and what it means."""

import ast
from pathlib import Path

from lived_events import lived

from wijksim.entities.event_kinds import EVENT_KINDS
from wijksim.entities.world import SCHEMAS
from wijksim.scenario.describe import describe_model, narrowed, render

PACKAGE = Path(__file__).resolve().parents[2] / "wijksim"
KNOWN = {(kind.about, kind.name) for kind in EVENT_KINDS}
NAMES = {kind.name for kind in EVENT_KINDS}


def model_trees() -> list[ast.Module]:
    paths = [
        *(PACKAGE / "submodels").glob("*.py"),
        *(PACKAGE / "outcomes").glob("*.py"),
        PACKAGE / "turning_points.py",
    ]
    return [ast.parse(path.read_text("utf-8")) for path in sorted(paths)]


def test_each_kind_stands_once_with_its_meaning_and_a_table_that_exists() -> None:
    assert len(KNOWN) == len(EVENT_KINDS)
    tables = {schema.table for schema in SCHEMAS}
    for kind in EVENT_KINDS:
        assert kind.about in tables and len(kind.meaning) > 10, kind


def test_what_the_log_of_a_run_holds_can_be_looked_up() -> None:
    poor = {f"budget.{domain}": 0.45 for domain in ("youth", "support", "income", "debt")}
    busy = {"team.presence": "added", "team.fte": 11.0, "governance.patience": 3.0,
            "initiatives.money": 40_000.0, "room.willingness": 0.9}  # fmt: skip
    run = lived("carnisse/no-team", seed=1, weeks=60, levers={**poor, **busy},
                closing=20, later={40: {"team.presence": "none"}})  # fmt: skip
    seen = set(zip(run.events["subject"], run.events["kind"], strict=True))
    assert len(seen) > 15, sorted(seen)
    assert seen <= KNOWN, f"add to wijksim/entities/event_kinds.py: {sorted(seen - KNOWN)}"


def test_what_submodels_tell_by_name_can_be_looked_up() -> None:
    """Also what is too rare for a short run."""
    told = {
        word.value
        for tree in model_trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ((isinstance(node.func, ast.Attribute) and node.func.attr == "log")
             or (isinstance(node.func, ast.Name) and node.func.id == "tell"))
        for word in node.args[:2]
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }  # fmt: skip
    assert len(told) > 20
    assert told <= NAMES, f"add to wijksim/entities/event_kinds.py: {sorted(told - NAMES)}"


def test_no_kind_is_listed_that_nothing_tells() -> None:
    words = {
        node.value
        for tree in model_trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert words >= NAMES, f"nothing tells: {sorted(NAMES - words)}"


def test_a_reader_finds_the_kinds_of_events_in_the_description() -> None:
    page = render(narrowed(describe_model(), section="events"))
    assert "## Events" in page and "## Levers" not in page
    for kind in EVENT_KINDS:
        assert f"| {kind.name} | {kind.about} |" in page
