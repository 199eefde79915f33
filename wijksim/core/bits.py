"""Sets of up to 64 rows kept in one word: a bit for each, so that 64 are looked at in one step.

Represents: counting the members of such a set, and finding the first of them.
Source: counting by adding neighbouring bits, then pairs, then fours (Knuth, The Art of Computer
Programming, volume 4A, section 7.1.3); a power of two shows its exponent as a float64.
Leaves out: anything about who or what the rows are.
"""

from typing import Final

import numpy as np

from wijksim.core.compile import inline_kernel

BITS: Final = 64
"""Rows in one word."""

_EVERY_SECOND = np.uint64(0x5555555555555555)
_EVERY_SECOND_PAIR = np.uint64(0x3333333333333333)
_EVERY_SECOND_FOUR = np.uint64(0x0F0F0F0F0F0F0F0F)
_EVERY_BYTE = np.uint64(0x0101010101010101)
_ONE = np.uint64(1)
_TWO = np.uint64(2)
_FOUR = np.uint64(4)
_TOP_BYTE = np.uint64(56)
_MANTISSA_BITS = np.int64(52)
_EXPONENT_BIAS = np.int64(1023)


@inline_kernel
def count_ones(word: np.uint64) -> int:
    """How many bits of a word are 1, from 0 up to 64.

    >>> int(count_ones(np.uint64(0b1011)))
    3
    """
    pairs = word - ((word >> _ONE) & _EVERY_SECOND)
    fours = (pairs & _EVERY_SECOND_PAIR) + ((pairs >> _TWO) & _EVERY_SECOND_PAIR)
    bytes_ = (fours + (fours >> _FOUR)) & _EVERY_SECOND_FOUR
    return int((bytes_ * _EVERY_BYTE) >> _TOP_BYTE)


@inline_kernel
def lowest_one(word: np.uint64) -> int:
    """Place of the lowest bit that is 1, from 0 up to 63; -1023 for a word without any.

    >>> int(lowest_one(np.uint64(0b1000)))
    3
    """
    alone = word & (~word + _ONE)
    return int((np.float64(alone).view(np.int64) >> _MANTISSA_BITS) - _EXPONENT_BIAS)
