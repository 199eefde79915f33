"""How to do again what a page shows, folded away until somebody asks."""

from __future__ import annotations

import reacton.ipyvuetify as v
import solara

from wijksim.dashboard.components import Text
from wijksim.dashboard.language import say_in


@solara.component
def Again(lang: str, command: str, python: str) -> None:
    """The same on the command line and in Python."""
    with v.Html(tag="details"):
        Text(say_in(lang)("The same on the command line and in Python"), tag="summary")
        Text(command, tag="pre")
        Text(python, tag="pre")
