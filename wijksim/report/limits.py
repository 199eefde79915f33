"""The limits of use, taken from the project's own page, so that every report carries them whole.

Reads docs/limits.md, in a checkout or in an installed package, and turns the half in one language
into HTML. It knows headings, paragraphs, lists, bold, italics and code, and no more.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_HEADS: Final = {"en": "# Limits of use", "nl": "# Grenzen aan het gebruik"}


def limits_page() -> str:
    """The text of docs/limits.md."""
    inside = _PACKAGE / "shipped" / "docs" / "limits.md"
    path = inside if inside.is_file() else _PACKAGE.parent / "docs" / "limits.md"
    return path.read_text(encoding="utf-8")


def limits(lang: str) -> Markup:
    """The limits in one language, as HTML from headings of level 3 on."""
    parts = re.split(r"^(?=# )", limits_page(), flags=re.MULTILINE)
    half = next(part for part in parts if part.startswith(_HEADS[lang]))
    blocks = [block.strip() for block in half.split("\n\n")[1:]]
    return Markup("\n").join(_block(block) for block in blocks if _is_told(block))


def _is_told(block: str) -> bool:
    return bool(block) and block != "---" and "](#" not in block


def _block(block: str) -> Markup:
    if block.startswith("## "):
        return Markup("<h3>{}</h3>").format(_inline(block[3:]))
    if block.startswith("- "):
        items = re.split(r"\n- ", block[2:])
        inner = Markup("").join(Markup("<li>{}</li>").format(_inline(one)) for one in items)
        return Markup("<ul>{}</ul>").format(inner)
    return Markup("<p>{}</p>").format(_inline(block))


def _inline(words: str) -> Markup:
    told = str(escape(" ".join(words.split())))
    told = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", told)
    told = re.sub(r"\*(.+?)\*", r"<em>\1</em>", told)
    told = re.sub(r"`(.+?)`", r"<code>\1</code>", told)
    return Markup(told)
