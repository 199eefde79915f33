"""Buttons that give a file, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import reacton.ipyvuetify as v
import solara

from wijksim.dashboard.language import say_in
from wijksim.report.pdf import pdf


@solara.component
def Download(data: Callable[[], bytes], *, filename: str, label: str) -> None:
    """A plain button that gives a file."""
    button = v.Html(tag="button", class_="plain", attributes={"type": "button"}, children=[label])
    solara.FileDownload(data, filename=filename, children=[button])


@solara.component
def Reports(html: Callable[[], str], lang: str) -> None:
    """The report of a page as HTML and as PDF; `html` makes the whole of it."""
    say = say_in(lang)
    Download(
        lambda: html().encode("utf-8"),
        filename="report.html",
        label=say("Download the report (HTML)"),
    )
    Download(lambda: pdf(html()), filename="report.pdf", label=say("Download the report (PDF)"))
