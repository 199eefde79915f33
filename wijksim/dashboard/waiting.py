"""Waiting for a task in another process, in a page that goes on meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

import solara
import solara.lab

from wijksim.dashboard.errands import Errand
from wijksim.dashboard.work import Desk

LOOK_SECONDS: Final = 0.25


def use_errand(desk: Desk, key: str, task: Callable[[], Any]) -> Errand:
    """Follow the task with this key as long as the component is shown; draws anew when it is done.

    For use in a component, as a hook.
    """
    errand: Errand = solara.use_memo(lambda: desk.fetch(key, task), dependencies=[key])
    solara.use_effect(lambda: lambda: desk.drop(errand), dependencies=[errand])
    _, see = solara.use_state("")

    async def watch() -> None:
        while not errand.is_settled:
            await asyncio.sleep(LOOK_SECONDS)
        see(f"{errand.key} {errand.mistake}")

    solara.lab.use_task(watch, dependencies=[id(errand)])
    return errand
