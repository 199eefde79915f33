"""Small parts of pages, with plain elements of HTML so that keyboard and screen reader know them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("page.vue")
def Masthead(
    lang: str,
    title: str,
    skip: str,
    home: str,
    menu_name: str,
    menu: list[dict[str, Any]],
    other_language: dict[str, str],
) -> None:
    """The head of every page: name, pages, the other language; sets language and title."""


@solara.component_vue("choices.vue")
def Choices(
    legend: str,
    options: list[dict[str, str]],
    chosen: list[str],
    on_chosen: Callable[[list[str]], None],
    most: int,
    hint: str,
) -> None:
    """Boxes to tick, at most so many; `options` have value and name."""


@solara.component_vue("pick.vue")
def Pick(
    legend: str,
    options: list[dict[str, str]],
    chosen: str,
    on_chosen: Callable[[str], None],
) -> None:
    """One of several."""


@solara.component_vue("meter.vue")
def Meter(done: int, total: int, text: str) -> None:
    """How far some work is."""
