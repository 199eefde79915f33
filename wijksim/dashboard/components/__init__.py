"""Small parts of pages: plain elements of HTML, which keyboard and screen reader know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reacton.ipyvuetify as v
import solara

from wijksim.dashboard.components.ready import component


@component("page.vue")
def Masthead(
    lang: str,
    title: str,
    skip: str,
    home: str,
    menu_name: str,
    menu: list[dict[str, Any]],
    other_language: dict[str, str],
    address: str,
) -> None:
    """The head of every page: name, pages, the other language.

    Sets the page's language, title and address (without a step in the browser's history).
    """


@component("choices.vue")
def Choices(
    legend: str,
    options: list[dict[str, str]],
    chosen: list[str],
    on_chosen: Callable[[list[str]], None],
    most: int,
    hint: str,
) -> None:
    """Boxes to tick, at most so many; `options` have value and name."""


@component("pick.vue")
def Pick(
    legend: str,
    options: list[dict[str, str]],
    chosen: str,
    on_chosen: Callable[[str], None],
) -> None:
    """One of several."""


@component("meter.vue")
def Meter(done: int, total: int, text: str) -> None:
    """How far some work is; with a `total` of 0 only that it goes on."""


@component("weights.vue")
def Weights(
    lang: str,
    words: dict[str, str],
    outcomes: list[str],
    others: list[dict[str, Any]],
    weights: list[int],
    on_weights: Callable[[list[int]], None],
) -> None:
    """Sliders for what one finds important, and the score that they give, beside each other.

    `others` have a name and, for each pair of runs, the gain of each outcome in steps that matter.
    """


@component("loops.vue")
def Loops(
    words: dict[str, str],
    loops: list[dict[str, Any]],
    name: str,
    on_name: Callable[[str], None],
    step: int,
    on_step: Callable[[int], None],
) -> None:
    """Feedback loops as a picture and a list of steps, one step, from 0, at a time."""


@component("lookup.vue")
def Lookup(
    words: dict[str, str],
    heads: list[str],
    rows: list[list[str]],
    sought: str,
    on_sought: Callable[[str], None],
) -> None:
    """A table in which one can search; the first cell of a row names it."""


@component("levers.vue")
def Levers(
    words: dict[str, str],
    groups: list[dict[str, Any]],
    values: dict[str, str],
    on_values: Callable[[dict[str, str]], None],
) -> None:
    """A form over levers, in groups; `values` are as typed, empty for what stays as it is."""


@component("entry.vue")
def Entry(
    legend: str, kind: str, value: str, on_value: Callable[[str], None], low: str, high: str
) -> None:
    """One field to type in: a text or a date."""


@component("upload.vue")
def Upload(
    legend: str, too_large: str, most: int, text: str, on_text: Callable[[str], None]
) -> None:
    """A file of text, of at most so many bytes, from the visitor's machine."""


@component("taker.vue")
def Taker() -> None:
    """Stands once on each page: turns a drawing into a file, colours and caption included."""


@component("report_takes.vue")
def ReportTakes(words: dict[str, str], files: list[dict[str, Any]]) -> None:
    """Buttons below each figure of a report on this page; `files` has name and CSV of each.

    In the order of the figures, or with the `figure` that each is about; with `heads` and `rows`
    the figure gets a table as well.
    """


@component("figure.vue")
def Figure(
    caption: str,
    wide: str,
    narrow: str,
    legend: str,
    heads: list[str],
    rows: list[list[str]],
    csv: str,
    filename: str,
    words: dict[str, str],
) -> None:
    """A drawing with its sentence, its table, and buttons that give it as PNG, SVG and CSV.

    `wide` and `narrow` are SVG made here, all texts in it escaped; `narrow` may be empty.
    """


@component("moment.vue")
def MomentSlider(
    legend: str, names: list[str], last: int, at: int, on_at: Callable[[int], None]
) -> None:
    """A slider over moments, each with a name; `at` is the place of the one chosen."""


@solara.component
def Press(text: str, *, on_click: Callable[[], None], live: bool = True) -> None:
    """A plain button."""
    off = {} if live else {"disabled": "disabled"}
    button = v.Html(
        tag="button", class_="plain", attributes={"type": "button", **off}, children=[text]
    )
    v.use_event(button, "click", lambda *_: on_click())


@solara.component
def Text(text: str, *, tag: str = "p", kind: str = "", role: str = "") -> None:
    """Words in an element; never read as HTML."""
    v.Html(tag=tag, class_=kind, attributes={"role": role} if role else {}, children=[text])
