"""In the tables of a PDF, the cell at the head of a row becomes a header, as it is on the page.

Represents: what a screen reader says with a figure, its row as well as its column. typst marks the
heads of columns and has no stable way yet to mark those of rows. Source: ISO 32000-1, 14.8.5.7
(attributes of tables) and 14.7.2 (the tree of identifiers).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, String

TABLE, BODY, ROW, HEAD = Name("/Table"), Name("/TBody"), Name("/TR"), Name("/TH")


def with_row_heads(content: bytes, headed: Sequence[Sequence[bool]]) -> bytes:
    """The same PDF, in which the first cell of each row that is `headed` heads that row.

    `headed` has a list for each table in reading order, with one word for each row of its body.
    Raises ValueError when these are not the tables of the PDF. The same bytes give the same bytes.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root.StructTreeRoot
        tables = [one for one in _parts(root) if one.S == TABLE]
        rows = [list(_rows(table)) for table in tables]
        if [len(one) for one in rows] != [len(one) for one in headed]:
            raise ValueError("the PDF has other tables than the page")
        names = NameTree(root.IDTree)
        for place, table in enumerate(rows):
            for number, row in enumerate(table):
                if headed[place][number]:
                    called = f"row {place + 1}.{number + 1}"
                    _mark(row, called)
                    names[called] = row.K[0]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _parts(node: Object) -> Iterator[Any]:
    """All elements below a node of the structure, in reading order."""
    inner = node.get("/K", Array())
    for one in inner if isinstance(inner, Array) else [inner]:
        if isinstance(one, Dictionary) and "/S" in one:
            yield one
            yield from _parts(one)


def _rows(table: Object) -> Iterator[Any]:
    for body in _parts(table):
        if body.S == BODY:
            yield from (one for one in _parts(body) if one.S == ROW)


def _mark(row: Any, called: str) -> None:
    """Make the first cell of a row its header, to which the other cells refer."""
    head, *others = row.K
    head.S = HEAD
    head.ID = String(called)
    _attributes(head).Scope = Name("/Row")
    for cell in others:
        _attributes(cell).Headers.append(String(called))


def _attributes(cell: Any) -> Any:
    """What a cell says of its place in a table."""
    given = cell.A
    return next(one for one in (given if isinstance(given, Array) else [given]) if one.O == TABLE)
