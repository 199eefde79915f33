"""Waiting in a page that goes on meanwhile, for as long as somebody looks at it.

Represents: what a part of a page watches beside itself, such as a task in another process. It ends
when that part is shown no more: a watch for what never comes would otherwise hold all that its
visitor had for as long as the server lives (tasks of Solara run on, whoever has gone).
Leaves out: the work that is watched, which the desk stops.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine, Sequence
from contextvars import Context
from typing import Any, Final

import solara

from wijksim.dashboard.errands import Errand
from wijksim.dashboard.shelf import scenarios_of
from wijksim.dashboard.work import Desk

LOOK_SECONDS: Final = 0.25
Watching = Callable[[], Coroutine[Any, Any, None]]


def use_watch(watch: Watching, dependencies: Sequence[object]) -> None:
    """Watch beside the page, anew when dependencies change, until the component is shown no more.

    For use in a component, as a hook.
    """

    def begin() -> Callable[[], None]:
        loop = asyncio.new_event_loop()
        task = Context().run(loop.create_task, watch())

        def live() -> None:
            try:
                with contextlib.suppress(asyncio.CancelledError):
                    loop.run_until_complete(task)
            finally:
                loop.close()

        def end() -> None:
            with contextlib.suppress(RuntimeError):  # it has ended by itself
                loop.call_soon_threadsafe(task.cancel)

        threading.Thread(target=live, daemon=True, name="watch").start()
        return end

    solara.use_effect(begin, dependencies=list(dependencies))


def use_foresight(desk: Desk, place: str) -> None:
    """As long as the component is shown, do ahead what may be asked of a neighbourhood; a hook."""

    def begin() -> Callable[[], None]:
        scenarios = scenarios_of(place)
        desk.foresee(scenarios)
        return lambda: desk.overlook(scenarios)

    solara.use_effect(begin, dependencies=[place])


def use_errand(desk: Desk, key: str, task: Callable[[], Any]) -> tuple[Errand, Callable[[], None]]:
    """Follow the task with this key as long as the component is shown; draws anew when it is done.

    Gives as well what asks for it again, after a mistake. For use in a component, as a hook.
    """
    times, again = solara.use_state(0)
    errand: Errand = solara.use_memo(lambda: desk.fetch(key, task), dependencies=[key, times])
    solara.use_effect(lambda: lambda: desk.drop(errand), dependencies=[errand])
    _, see = solara.use_state("")

    async def watch() -> None:
        while not errand.is_settled:
            await asyncio.sleep(LOOK_SECONDS)
        see(f"{errand.number} {errand.mistake}")

    use_watch(watch, [id(errand)])
    return errand, lambda: again(times + 1)
