"""Chance that is addressed, never consumed.

Represents: every draw in the model is the answer to one question: for *this decision*, in *this
week*, about *this person* (and perhaps a second one), under this seed. The same question always
gets the same answer, whoever else asks whatever else, in any order, on any number of threads. Two
scenarios with the same seed therefore share their luck, and a difference between them is caused by
the policy alone.

Source: Philox 4x32-10, a counter-based generator (Salmon, Moraes, Dror and Shaw 2011, "Parallel
random numbers: as easy as 1, 2, 3"). The counter is (decision, week, who, sub); the key comes from
the seed and the neighbourhood.

Leaves out: streams with a state. There is nothing to advance, so nothing can get out of step.

Words are kept in 64-bit integers below 2**32, because a product of two words then fits.
"""

import hashlib
import operator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijksim.core.compile import draw_kernel, inline_kernel, kernel
from wijksim.core.quantiles import exponential_quantile, normal_quantile, poisson_quantile

LARGEST_SEED = 2**63

_WORD = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_KEY_STEP_0 = np.uint64(0x9E3779B9)
_KEY_STEP_1 = np.uint64(0xBB67AE85)
_ROUNDS = 10
_DROP_6 = np.uint64(6)
_UP_26 = np.uint64(26)
_TWO_POW_MINUS_32 = 2.0**-32
_TWO_POW_MINUS_52 = 2.0**-52

_names_by_number: dict[int, str] = {}


def decision(name: str) -> int:
    """Return the permanent number of a decision, a 32-bit word made from its name.

    The name is part of the results: another name gives other luck. Adding a decision changes no
    draw of any other decision.

    Raises ValueError for an empty name, and when two different names share a number.

    >>> decision("needs.debt.onset") == decision("needs.debt.onset")
    True
    """
    if not name:
        raise ValueError("A decision needs a name, for example decision('needs.debt.onset').")
    digest = hashlib.blake2s(name.encode("utf-8"), digest_size=4).digest()
    number = int.from_bytes(digest, "little")
    known = _names_by_number.setdefault(number, name)
    if known != name:
        raise ValueError(
            f"The decisions {name!r} and {known!r} have the same number ({number}), so they would "
            "share their luck. Give one of them a slightly different name."
        )
    return number


def draw_key(seed: int, neighbourhood: str = "") -> NDArray[np.uint32]:
    """Return the draw key of one neighbourhood in one replicate, shape (2,), uint32.

    Arguments: ``seed``, a whole number from 0 up to 2**63; ``neighbourhood``, its code.
    Neighbourhoods of one city share the seed and differ in key, so their luck is independent.

    Raises ValueError for a seed outside these bounds, TypeError for one that is no whole number.
    """
    whole = operator.index(seed)
    if not 0 <= whole <= LARGEST_SEED:
        raise ValueError(f"The seed is {whole}; it has to lie between 0 and 2**63.")
    question = whole.to_bytes(8, "little") + neighbourhood.encode("utf-8")
    digest = hashlib.blake2s(question, digest_size=8, person=b"wijkdraw").digest()
    return np.frombuffer(digest, dtype="<u4").astype(np.uint32)


@inline_kernel
def philox(
    c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Mix a counter of four words with a key of two: four words, each a uint64 below 2**32."""
    for _ in range(_ROUNDS):
        product_0 = _MULTIPLIER_0 * c0
        product_1 = _MULTIPLIER_1 * c2
        c0 = (product_1 >> _HALF) ^ c1 ^ k0
        c1 = product_1 & _WORD
        c2 = (product_0 >> _HALF) ^ c3 ^ k1
        c3 = product_0 & _WORD
        k0 = (k0 + _KEY_STEP_0) & _WORD
        k1 = (k1 + _KEY_STEP_1) & _WORD
    return c0, c1, c2, c3


@draw_kernel
def words(
    key: NDArray[np.uint32], decision: int, week: int, who: int, sub: int
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Return the four random words (uint64 below 2**32) that belong to one question.

    ``decision`` comes from :func:`decision`; ``week`` is an absolute week number and may be
    negative; ``who`` is a permanent id; ``sub`` is a second id or a slot. All wrap at 32 bits.
    """
    return philox(
        np.uint64(np.uint32(decision)),
        np.uint64(np.uint32(week)),
        np.uint64(np.uint32(who)),
        np.uint64(np.uint32(sub)),
        np.uint64(key[0]),
        np.uint64(key[1]),
    )


@draw_kernel
def uniform(key: NDArray[np.uint32], decision: int, week: int, who: int, sub: int) -> float:
    """Return a number strictly between 0 and 1, an odd multiple of 2**-53.

    Odd multiples are exact in a float64, never 0 or 1, and lie evenly around one half.
    """
    w0, w1, _, _ = words(key, decision, week, who, sub)
    k = ((w0 >> _DROP_6) << _UP_26) | (w1 >> _DROP_6)
    return (np.float64(k) + 0.5) * _TWO_POW_MINUS_52


@draw_kernel
def uniform4(
    key: NDArray[np.uint32], decision: int, week: int, who: int, sub: int
) -> tuple[float, float, float, float]:
    """Return four numbers strictly between 0 and 1, of 32 bits each, for the price of one.

    For up to four decisions that are always taken together about the same person.
    """
    w0, w1, w2, w3 = words(key, decision, week, who, sub)
    return (
        (np.float64(w0) + 0.5) * _TWO_POW_MINUS_32,
        (np.float64(w1) + 0.5) * _TWO_POW_MINUS_32,
        (np.float64(w2) + 0.5) * _TWO_POW_MINUS_32,
        (np.float64(w3) + 0.5) * _TWO_POW_MINUS_32,
    )


@draw_kernel
def uniform_pair(key: NDArray[np.uint32], decision: int, week: int, a: int, b: int) -> float:
    """Return the uniform draw of a pair; it is the same whoever of the two is named first."""
    first = np.uint32(a)
    second = np.uint32(b)
    if second < first:
        first, second = second, first
    return uniform(key, decision, week, int(first), int(second))


@draw_kernel
def integer_below(
    key: NDArray[np.uint32], decision: int, week: int, who: int, sub: int, n: int
) -> int:
    """Return a whole number from 0 up to and including n - 1; 0 if ``n`` is below 1.

    The bias is below n / 2**52, far under what a model of people could notice.
    """
    return int(uniform(key, decision, week, who, sub) * max(n, 1))


@draw_kernel
def normal(key: NDArray[np.uint32], decision: int, week: int, who: int, sub: int) -> float:
    """Return a draw from the normal distribution with mean 0 and standard deviation 1."""
    return normal_quantile(uniform(key, decision, week, who, sub))


@draw_kernel
def exponential(key: NDArray[np.uint32], decision: int, week: int, who: int, sub: int) -> float:
    """Return a draw from the exponential distribution with mean 1; divide by a rate to scale it."""
    return exponential_quantile(uniform(key, decision, week, who, sub))


@draw_kernel
def poisson_small(
    key: NDArray[np.uint32], decision: int, week: int, who: int, sub: int, mean: float
) -> int:
    """Return a count from the Poisson distribution; the work grows with ``mean``."""
    return poisson_quantile(uniform(key, decision, week, who, sub), mean)


@kernel
def _fill_uniforms(
    key: NDArray[np.uint32],
    decision: int,
    week: int,
    who: NDArray[np.uint32],
    sub: int,
    out: NDArray[np.float64],
) -> None:
    for i in range(who.shape[0]):
        out[i] = uniform(key, decision, week, who[i], sub)


def uniforms(
    key: NDArray[np.uint32], decision: int, week: int, who: ArrayLike, sub: int = 0
) -> NDArray[np.float64]:
    """Return :func:`uniform` for every id in ``who``, in the same order and shape; for set-up code.

    >>> key = draw_key(seed=1, neighbourhood="carnisse")
    >>> age = decision("population.age")
    >>> everybody = uniforms(key, age, 0, [7, 8, 9])
    >>> bool(everybody[1] == uniform(key, age, 0, 8, 0))
    True
    """
    ids = np.asarray(who)
    flat = np.ascontiguousarray(ids.reshape(-1)).astype(np.int64).astype(np.uint32)
    out = np.empty(flat.shape[0], dtype=np.float64)
    _fill_uniforms(key, decision, week, flat, sub, out)
    return out.reshape(ids.shape)
