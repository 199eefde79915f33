"""A report's HTML as a tree of plain data, so that another form of it says exactly the same.

Represents: every heading, paragraph, list, table and drawing of a page, in reading order. Words are
words and never markup. Leaves out what only a browser needs: links that skip, contents, toggles.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any, Final

from markupsafe import escape

Node = dict[str, Any]

VOID: Final = frozenset({"meta", "br", "link", "img", "hr", "input"})
LEFT_OUT: Final = frozenset({"style", "nav", "summary", "script"})


class _Reader(HTMLParser):
    """Keeps drawings as they are written, and all the rest as nodes."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Node = {"tag": "root", "of": []}
        self.path: list[Node] = [self.root]
        self.drawing: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "svg" or self.inside:
            self._draw(tag, given)
            return
        node: Node = {"tag": tag, "of": [], "kind": given.get("class", "").split()}
        node |= {name: given[name] for name in ("id", "lang", "href") if name in given}
        self.path[-1]["of"].append(node)
        if tag not in VOID:
            self.path.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.inside:
            self.drawing.append(self.get_starttag_text() or "")
        else:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside:
            self.drawing.append(f"</{self.inside.pop()}>")
            if not self.inside:
                self.path[-1]["of"][-1]["svg"] = "".join(self.drawing)
        elif len(self.path) > 1 and self.path[-1]["tag"] == tag:
            self.path.pop()

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.drawing.append(str(escape(data)))
        elif self.path[-1]["tag"] not in LEFT_OUT:
            self.path[-1]["of"].append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _draw(self, tag: str, given: dict[str, str]) -> None:
        start = self.get_starttag_text() or ""
        if not self.inside:
            alt = "" if given.get("aria-hidden") == "true" else given.get("aria-label", "")
            kind = given.get("class", "").split()
            self.path[-1]["of"].append({"tag": tag, "of": [], "kind": kind, "alt": alt})
            self.drawing = []
            if "xmlns" not in given:
                start = start.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        self.inside.append(re.split(r"[\s/>]", start[1:], maxsplit=1)[0])
        self.drawing.append(start)


def tree(html: str) -> Node:
    """The page as `{lang, title, of}`; each node has a tag, classes and children or words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    page = next((one for one in nodes(reader.root) if one["tag"] == "html"), reader.root)
    body = next((one for one in nodes(page) if one["tag"] == "body"), page)
    heads = [_words(one) for one in nodes(body) if one["tag"] == "h1"]
    return {
        "lang": page.get("lang", ""),
        "title": " ".join(heads).strip(),
        "of": _kept(body)["of"],
    }


def nodes(node: Node) -> list[Node]:
    """All nodes below one, each before the nodes in it."""
    inner = [one for one in node["of"] if isinstance(one, dict)]
    return [deep for one in inner for deep in (one, *nodes(one))]


def _words(node: Node) -> str:
    return "".join(one if isinstance(one, str) else _words(one) for one in node["of"])


def _kept(node: Node) -> Node:
    """A node without what only a browser needs."""
    return node | {
        "of": [
            one if isinstance(one, str) else _kept(one)
            for one in node["of"]
            if isinstance(one, str) or not (one["tag"] in LEFT_OUT or "skip" in one["kind"])
        ]
    }
