"""The server's own clock sees how long an answer takes, from the moment that it was asked for."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from timed_server import Timed

LATE_SECONDS = 0.05


def waits(messages: list[dict[str, Any]], *, kind: str = "websocket") -> list[float]:
    """What the clock saw when an application answered each message a little later."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        for _ in messages:
            await receive()
            await asyncio.sleep(LATE_SECONDS)
            await send({"text": '{"method": "app-status"}'})

    async def received() -> dict[str, Any]:
        return messages[0]

    async def sent(event: Any) -> None:
        return None

    timed = Timed(app)
    with ThreadPoolExecutor(1) as server:  # browser tests leave a loop running in this thread
        server.submit(asyncio.run, timed({"type": kind, "path": "/"}, received, sent)).result()
    return timed.waits


def sign_of_life() -> dict[str, Any]:
    return {"text": f'{{"method": "app-status", "sent_at": {time.perf_counter()}}}'}


def test_the_wait_runs_from_when_the_visitor_sent_it() -> None:
    (wait,) = waits([sign_of_life()])
    assert wait >= LATE_SECONDS
    early = {"text": f'{{"sent_at": {time.perf_counter() - 10}}}'}
    assert waits([early])[0] >= 10 + LATE_SECONDS, "time in the queue before the server counts"


def test_other_messages_are_not_counted() -> None:
    assert waits([{"text": "a click"}]) == []
    assert waits([{"text": sign_of_life()["text"] + " " * 5000}]) == []
