"""Files that were read before, kept as they were understood, so that a run starts sooner.

Represents: reading the two dozen YAML files of a scenario takes a quarter of a second, and they are
the same from run to run. What a file was found to say is kept in a folder of its own beside the
compiled code, as JSON: data alone, nothing that could be carried out. It is used only for the very
bytes that it was made from, read by the very code that made it; whatever does not fit is read
again, and a file that was refused is never kept. Where nothing can be written nothing is kept.

Leaves out: short files, which are read as fast as they are looked up, and files of users.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import uuid
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from wijksim.core.errors import Where
from wijksim.scenario.nodes import Node

KEPT_FROM: Final = 1024
"""Bytes from which a file is kept (assumption: a shorter one is read in some milliseconds)."""
SHIPPED: Final = "scenarios/"
"""How labels of shipped files begin. Files of users and uploads have any number of names."""
READERS: Final = ("files.py", "nodes.py", "parsed.py", "scalars.py")
_GROUP, _LIST, _DATE, _VALUE = range(4)


def folder() -> Path:
    """Where files are kept: where the compiler of kernels keeps its work."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    if chosen:
        return Path(chosen) / "files"
    return Path(importlib.util.cache_from_source(__file__)).parent / "files"


def kept(*, data: bytes, label: str) -> Node | None:
    """The tree of these bytes, when it was kept before."""
    if not _worth_keeping(data, label):
        return None
    try:
        told = json.loads(_place(label).read_bytes())
        return _unpacked(told["tree"], label) if told["of"] == _mark(data, label) else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def keep(tree: Node, *, data: bytes, label: str) -> None:
    """Keep the tree of these bytes, in the place of what was kept of this label before."""
    if not _worth_keeping(data, label):
        return
    told = json.dumps({"of": _mark(data, label), "tree": _packed(tree)}, separators=(",", ":"))
    place = _place(label)
    half = place.with_name(f".{place.name}.{uuid.uuid4().hex}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            half.write_text(told, encoding="utf-8")
            os.replace(half, place)
        finally:
            half.unlink(missing_ok=True)


def _worth_keeping(data: bytes, label: str) -> bool:
    return len(data) >= KEPT_FROM and label.startswith(SHIPPED)


def _place(label: str) -> Path:
    return folder() / f"{hashlib.blake2s(label.encode(), digest_size=12).hexdigest()}.json"


@cache
def _code() -> bytes:
    """What the code that reads files looks like."""
    here = Path(__file__).parent
    return hashlib.sha256(b"\0".join((here / one).read_bytes() for one in READERS)).digest()


def _mark(data: bytes, label: str) -> str:
    return hashlib.sha256(b"\0".join((_code(), label.encode(), data))).hexdigest()


def _packed(node: Node) -> list[Any]:
    """Kind, line, key and what is held."""
    held: Any = node.held
    kind = _VALUE
    if isinstance(held, dict):
        kind, held = _GROUP, {key: _packed(inner) for key, inner in held.items()}
    elif isinstance(held, list):
        kind, held = _LIST, [_packed(inner) for inner in held]
    elif isinstance(held, date):
        kind, held = _DATE, held.isoformat()
    return [kind, node.where.line, node.where.key, held]


def _unpacked(packed: list[Any], label: str) -> Node:
    kind, line, key, held = packed
    if kind == _GROUP:
        held = {name: _unpacked(inner, label) for name, inner in held.items()}
    elif kind == _LIST:
        held = [_unpacked(inner, label) for inner in held]
    elif kind == _DATE:
        held = date.fromisoformat(held)
    return Node(held, Where(label, line, key))
