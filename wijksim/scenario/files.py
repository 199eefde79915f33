"""Reading one YAML file that somebody else wrote, and remembering where everything stood.

Represents: the text of a file as a tree of nodes, each with its file, line and key. A small, strict
part of YAML 1.2 is understood: mappings, lists and single values. Numbers with a percent sign are
shares, dates are ISO dates, `yes` and `no` are words.

Source: YAML 1.2 for the form; the limits are assumptions: far above what a person writes.

Leaves out, with a message: tags, anchors and aliases, several documents in one file, keys that
occur twice, numbers that are not finite or above 10^15, files above 1 MiB, with more than 50,000
values or nested above 16 deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from wijksim.core.errors import Where, WijksimError
from wijksim.scenario.nodes import Node
from wijksim.scenario.parsed import keep, kept
from wijksim.scenario.scalars import plain_value

MAX_BYTES: Final = 1_048_576
MAX_DEPTH: Final = 16
MAX_VALUES: Final = 50_000

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def read_file(*, path: Path, label: str) -> Node:
    """The contents of a file. `label` is what messages call it.

    Raises WijksimError for whatever keeps it from being read.
    """
    return parse(data=read_bytes(path=path, label=label), label=label)


def read_bytes(*, path: Path, label: str) -> bytes:
    """The bytes of a file that is not too large to be a scenario."""
    where = Where(label)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as reason:
        told = getattr(reason, "strerror", None) or "its name cannot be one"
        raise WijksimError(
            f"the file cannot be read: {told}", where=where, do="check its name and its rights"
        ) from reason
    if len(data) > MAX_BYTES:
        raise WijksimError(
            "the file is larger than 1 MiB",
            where=where,
            why="no scenario needs so much, and reading it could take the machine down",
            do="check that this is a scenario file; split it with 'extends' if it is",
        )
    return data


@lru_cache(maxsize=256)
def parse(*, data: bytes, label: str) -> Node:
    """The tree of a YAML text; see the module for what it may hold. Raises WijksimError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = data[: reason.start].count(b"\n") + 1
        raise WijksimError(
            "the file is not text in UTF-8",
            where=Where(label, line),
            do="save it as plain text with the encoding UTF-8",
        ) from reason
    known = kept(data=data, label=label)
    if known is not None:
        return known
    try:
        found = _Reader(label).tree(YAML(typ="safe", pure=True).parse(text))
    except YAMLError as reason:
        mark = getattr(reason, "problem_mark", None) or getattr(reason, "context_mark", None)
        at = mark.line + 1 if mark is not None else None
        problem = getattr(reason, "problem", None) or "a character that YAML does not allow"
        raise WijksimError(
            f"the file is not valid YAML: {problem}",
            where=Where(label, at),
            do="look at this line and the one above: indentation, a colon or a quote",
        ) from reason
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError) as reason:
        raise WijksimError(
            "the file is not valid YAML", where=Where(label), do="compare it with a shipped file"
        ) from reason
    keep(found, data=data, label=label)
    return found


class _Reader:
    """Builds nodes from parser events, with a stack instead of recursion."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.open: list[Node] = []
        self.keys: list[str | None] = []
        self.root: Node | None = None
        self.key_line: int | None = None
        self.values = 0

    def tree(self, events: Iterator[Any]) -> Node:
        documents = 0
        for event in events:
            where = Where(
                self.label, event.start_mark.line + 1, ".".join(k for k in self.keys if k)
            )
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1 or event.version or event.tags:
                    raise _refusal("several documents or YAML directives", where)
            elif isinstance(event, AliasEvent) or getattr(event, "anchor", None):
                raise _refusal("anchors (&) or aliases (*)", where)
            elif getattr(event, "tag", None) not in (None, "!"):
                raise _refusal("tags (!)", where)
            elif isinstance(event, ScalarEvent):
                self._scalar(event, where)
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                self._enter(isinstance(event, MappingStartEvent), where)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self.open.pop()
                self.keys.pop()
                if self.open:
                    self.keys[-1] = None
        return self.root if self.root is not None else Node({}, Where(self.label, 1))

    def _scalar(self, event: Any, where: Where) -> None:
        if _UNPRINTABLE.search(event.value):
            raise _refusal("control characters", where)
        group = self.open[-1].held if self.open else None
        if isinstance(group, dict) and self.keys[-1] is None:
            if event.value in group:
                raise WijksimError(
                    f"the key '{event.value}' stands here twice",
                    where=where,
                    why="only one of the two could count",
                    do="remove or rename one of them",
                )
            self.keys[-1], self.key_line = event.value, where.line
            return
        plain = event.style is None and event.implicit[0]
        if isinstance(group, dict) and plain and not event.value and self.key_line is not None:
            # A value that is left out has no line of its own: the parser names one further on.
            where = Where(where.file, self.key_line, where.key)
        self._place(Node(plain_value(event.value, where) if plain else event.value, where))

    def _enter(self, is_mapping: bool, where: Where) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise _refusal(f"more than {MAX_DEPTH} levels", where)
        if self.open and isinstance(self.open[-1].held, dict) and self.keys[-1] is None:
            raise _refusal("keys that are lists or groups", where)
        in_mapping = bool(self.open) and isinstance(self.open[-1].held, dict)
        line = self.key_line if in_mapping else where.line
        node = Node({} if is_mapping else [], Where(where.file, line, where.key))
        self._place(node)
        self.open.append(node)
        self.keys.append(None)

    def _place(self, node: Node) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            raise _refusal(f"more than {MAX_VALUES} values", node.where)
        if not self.open:
            self.root = node
            return
        group = self.open[-1].held
        if isinstance(group, dict):
            group[str(self.keys[-1])] = node
            if not isinstance(node.held, dict | list):
                self.keys[-1] = None
        elif isinstance(group, list):
            group.append(node)


def _refusal(what: str, where: Where) -> WijksimError:
    return WijksimError(
        f"the file uses {what}",
        where=where,
        why="every value has to stand where it is used, so that its line can be shown",
        do="write the values out, or share them between files with 'extends'",
    )
