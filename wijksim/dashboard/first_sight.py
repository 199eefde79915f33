"""What a page shows at once, before its app has come: its head, and an answer that is known.

Represents: the page's language and title, its head, and on the first page the choices and the
answer, written into the page that the server sends. The app needs a second to be fetched, started
and connected; it then takes the place of what stands here, in the same places.
Where no page stands, who looks with a browser is told so, in the same head, and no app comes.
Leaves out: answers that are still growing, and what other pages show.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from functools import cache
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, Template

from wijksim.dashboard.theme import STYLE

_TEMPLATE: Final = Path(__file__).with_suffix(".html")
_TITLE: Final = re.compile("<title>[^<]*</title>")
_VIEWPORT: Final = re.compile('<meta name="viewport"[^>]*>')
_ZOOMS: Final = '<meta name="viewport" content="width=device-width, initial-scale=1">'
"""Everybody may zoom in on a phone; the server's own page forbids it."""
NOT_FOUND: Final = int(HTTPStatus.NOT_FOUND)
_APP: Final = '<div id="app"'
Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
App = Callable[[Any, Receive, Send], Awaitable[None]]
See = Callable[[str, str], "Sight | None"]
Lose = Callable[[str], "Sight"]


@dataclass(frozen=True)
class Sight:
    """What can be shown at once of a page: arguments of its masthead, and more if there is."""

    head: dict[str, Any]
    wait: str
    """What is said where the rest will stand."""
    controls: dict[str, Any] | None = None
    answer: str = ""
    """HTML of a report, in which texts of others are escaped."""
    way_back: str = ""
    """Where no page stands: the words of the link to the first."""

    def html(self) -> str:
        """The elements that stand before the app."""
        return _template().render(
            head=self.head,
            wait=self.wait,
            controls=self.controls,
            answer=self.answer,
            way_back=self.way_back,
        )

    def alone(self) -> str:
        """The whole page, where no app comes after."""
        lang, title = escape(self.head["lang"]), escape(f"{self.head['title']} · wijksim")
        return (
            f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{_ZOOMS}'
            f"<title>{title}</title><style>{STYLE}</style></head><body>{self.html()}</body></html>"
        )

    def put_into(self, page: str) -> str:
        """The page that the server made, with this in it; as it was where it has no app."""
        before, app, after = page.partition(_APP)
        if not app:
            return page
        lang, title = escape(self.head["lang"]), escape(f"{self.head['title']} · wijksim")
        before = before.replace("<html>", f'<html lang="{lang}">', 1)
        before = _TITLE.sub(lambda _: f"<title>{title}</title>", before, count=1)
        before = _VIEWPORT.sub(_ZOOMS, before, count=1)
        before = before.replace("</head>", f"<style>{STYLE}</style></head>", 1)
        return f"{before}{self.html()}{app}{after}"


class AtFirstSight:
    """An ASGI application that adds to the pages of another what is known of them."""

    def __init__(self, app: App, see: See, lose: Lose) -> None:
        """`see` gives what to show for a path and a query; None for what is no page.

        `lose` gives what to show for a query where the other finds nothing.
        """
        self._app, self._see, self._lose = app, see, lose

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Serve."""
        sight, query = None, ""
        if scope["type"] == "http" and scope["method"] == "GET":
            query = scope["query_string"].decode("latin-1")
            sight = await asyncio.to_thread(self._see, scope["path"], query)
            if sight is None and _is_looked_at(scope):
                await self._find(query, scope, receive, send)
                return
        if sight is None:
            await self._app(scope, receive, send)
            return
        plain = [one for one in scope["headers"] if one[0] != b"accept-encoding"]
        begun: list[Event] = []
        parts: list[bytes] = []

        async def add(event: Event) -> None:
            if event["type"] == "http.response.start":
                begun.append(event)
                return
            parts.append(event.get("body", b""))
            if not event.get("more_body", False):
                page = b"".join(parts).decode("utf-8")
                whole = sight.put_into(page).encode("utf-8")
                kept = [one for one in begun[0]["headers"] if one[0] != b"content-length"]
                length = (b"content-length", str(len(whole)).encode())
                await send({**begun[0], "headers": [*kept, length]})
                await send({"type": "http.response.body", "body": whole})

        await self._app({**scope, "headers": plain}, receive, add)

    async def _find(self, query: str, scope: Any, receive: Receive, send: Send) -> None:
        """Serve what the other finds; a page that tells so where it finds nothing."""
        lost = False

        async def tell(event: Event) -> None:
            nonlocal lost
            if event["type"] == "http.response.start" and event["status"] == NOT_FOUND:
                lost = True
            elif not lost:
                await send(event)

        await self._app(scope, receive, tell)
        if lost:
            body = self._lose(query).alone().encode("utf-8")
            headers = [
                (b"content-type", b"text/html; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
            ]
            start = {"type": "http.response.start", "status": NOT_FOUND, "headers": headers}
            await send(start)
            await send({"type": "http.response.body", "body": body})


def _is_looked_at(scope: Any) -> bool:
    """Whether somebody goes to an address with a browser, which then asks for a page."""
    return any(name == b"accept" and b"text/html" in asked for name, asked in scope["headers"])


@cache
def _template() -> Template:
    return Environment(autoescape=True).from_string(_TEMPLATE.read_text(encoding="utf-8"))
