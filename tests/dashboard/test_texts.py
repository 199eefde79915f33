"""Every text of the dashboard exists in Dutch and in English."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from wijksim.dashboard.language import texts

DASHBOARD = Path(__file__).resolve().parents[2] / "wijksim/dashboard"
MARKS = {"say", "marked"}


def said(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            for one in node.args:
                if isinstance(one, ast.Constant):
                    yield str(one.value)


def all_said() -> set[str]:
    return {
        text for path in DASHBOARD.rglob("*.py") for text in said(path.read_text(encoding="utf-8"))
    }


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_text_has_a_dutch_form() -> None:
    assert set(said("say('a'); marked('b'); other('c')")) == {"a", "b"}
    assert sorted(all_said() - set(texts("nl"))) == []


def test_no_dutch_text_is_left_that_nobody_says() -> None:
    assert sorted(set(texts("nl")) - all_said()) == []


def test_a_figure_that_stands_in_one_language_stands_in_the_other() -> None:
    assert holes("{a} of {b}") == {"a", "b"}
    assert [en for en, nl in texts("nl").items() if holes(en) != holes(nl)] == []
