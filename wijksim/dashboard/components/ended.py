"""Work that ended before its time, and a way to ask for it again."""

from __future__ import annotations

from collections.abc import Callable

import solara

from wijksim.dashboard.components import Press, Text
from wijksim.dashboard.language import say_in


@solara.component
def Ended(told: str, lang: str, on_again: Callable[[], None]) -> None:
    """Says that it ended; a button asks for it again."""
    say = say_in(lang)
    Text(told, kind="caution", role="alert")
    with solara.Div(classes=["downloads"]):
        Press(say("Try again"), on_click=on_again)
