"""The dashboard's server with a clock of its own: how long does an answer take, seen from there?

Visitors write on each sign of life when they sent it; this server notes how much later the answer
leaves. What a visitor's own process needs to read it is then left out. Both sides read the same
clock, so they must run on one machine. Asked for `/timed`, it gives all waits in seconds.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn

from wijksim.dashboard.command import SETTINGS, serve

Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
WORD = "app-status"
SHORT = 4000
"""Bytes of a message that can be a sign of life; figures and texts are longer."""
_SENT_AT = re.compile(r'"sent_at": ?([0-9.]+)')


class Timed:
    """An ASGI application that looks on at another."""

    def __init__(self, app: Callable[[Any, Receive, Send], Awaitable[None]]) -> None:
        self._app = app
        self.waits: list[float] = []

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Serve, and note."""
        if scope["type"] == "http" and scope["path"] in ("/timed", "/at-work"):
            desk = sys.modules[SETTINGS["SOLARA_APP"]].DESK
            asked_for = self.waits if scope["path"] == "/timed" else desk.is_at_work
            head = {"type": "http.response.start", "status": 200, "headers": []}
            await send(head)
            await send({"type": "http.response.body", "body": json.dumps(asked_for).encode()})
            return
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        asked: deque[float] = deque()

        async def received() -> Event:
            event = await receive()
            found = _SENT_AT.search(told(event))
            if found:
                asked.append(float(found.group(1)))
            return event

        async def sent(event: Event) -> None:
            await send(event)
            if asked and WORD in told(event):
                self.waits.append(time.perf_counter() - asked.popleft())

        await self._app(scope, received, sent)


def told(event: Event) -> str:
    """The text of a short message."""
    raw = event.get("text") or event.get("bytes") or ""
    if len(raw) > SHORT:
        return ""
    return raw if isinstance(raw, str) else raw.decode("utf-8", "ignore")


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="The dashboard's server, with a clock.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--pairs", type=int, default=10)
    given = parser.parse_args()
    run = uvicorn.run

    def run_timed(app: Any, **rest: Any) -> None:
        run(Timed(app), **rest)

    vars(uvicorn)["run"] = run_timed
    serve(host="127.0.0.1", port=given.port, lang="nl", pairs=given.pairs, browse=False)


if __name__ == "__main__":
    main()
