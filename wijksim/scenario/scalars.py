"""What a single value in a file means: a number, a share, a date, true or false, nothing, a word.

Represents: values without quotes. `75%` is a share, `2015-01-01` a date; `yes` and `no` are words.

Source: the core schema of YAML 1.2, with shares and dates added; the limits are assumptions.

Leaves out: hexadecimal and octal numbers, times of day, infinity and "not a number".
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Final

from wijksim.core.errors import Where, WijksimError

MAX_NUMBER: Final = 1e15
MAX_DIGITS: Final = 40

_INTEGER = re.compile(r"[+-]?[0-9]+(?:_[0-9]+)*")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_PERCENT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?) ?%")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_FINITE = re.compile(r"[+-]?\.?(?:inf|infinity|nan)", re.IGNORECASE)

Scalar = str | int | float | bool | date | None


def plain_value(text: str, where: Where) -> Scalar:
    """The value of a text without quotes. Raises WijksimError for a number or date that is none."""
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError as reason:
            raise WijksimError(
                f"{text} is no date", where=where, do="write year-month-day, such as 2015-01-01"
            ) from reason
    percent = _PERCENT.fullmatch(text)
    number = percent[1] if percent else text
    if not (_DECIMAL.fullmatch(number) or _INTEGER.fullmatch(number)):
        if _NOT_FINITE.fullmatch(text):
            raise _no_number(text, where)
        return text
    value = float(number.replace("_", "")) if len(number) <= MAX_DIGITS else math.inf
    if not abs(value) <= MAX_NUMBER:
        raise _no_number(text, where)
    if percent:
        return value / 100.0
    return int(number.replace("_", "")) if _INTEGER.fullmatch(number) else value


def _no_number(text: str, where: Where) -> WijksimError:
    return WijksimError(
        f"{text[:MAX_DIGITS]} is no number to compute with",
        where=where,
        why="a number has to be finite, at most 10^15 and at most 40 digits long",
        do="write an ordinary number",
    )
