"""How the inner loops of the model are compiled, decided once for the whole project.

Represents: two decorators. ``kernel`` is for functions that run over the columns of a table;
``inline_kernel`` is for small arithmetic that kernels call inside their loops.
Source: the numba documentation on ``njit``; the choices below are the project's own.
Leaves out: parallel loops inside a kernel (neighbourhoods are the unit of parallel work).

The choices, and why:

* ``fastmath`` stays off, so that the compiler neither reorders sums nor fuses a multiplication with
  an addition: the same bits come out on every processor;
* ``error_model="numpy"`` lets a division by zero give infinity instead of a branch in every loop;
* ``nogil`` lets several neighbourhoods run in threads;
* ``cache`` keeps the compiled code beside the source, so that only the first run is slow;
* ``forceinline``, for ``inline_kernel`` alone, puts the arithmetic into the loop that asks for it,
  where the processor can then do several persons at once (measured: six times faster).
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile ``function`` for use over columns; it keeps its signature.

    Inside a kernel only arrays, numbers and other kernels may be used, and the exponentials and
    logarithms of :mod:`wijksim.core.elementary` instead of those of numpy.

    >>> @kernel
    ... def double(hours: float) -> float:
    ...     return hours + hours
    >>> double(1.5)
    3.0
    """
    return _compiled(function, forceinline=False)


def inline_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a few lines of arithmetic that become part of every kernel that calls them.

    Meant for formulas about one person. Long functions would make the callers slow to compile.
    """
    return _compiled(function, forceinline=True)


def _compiled(function: Callable[P, R], forceinline: bool) -> Callable[P, R]:
    stands_in_a_file = not function.__code__.co_filename.startswith("<")
    compiled = numba.njit(
        cache=stands_in_a_file,
        nogil=True,
        error_model="numpy",
        fastmath=False,
        forceinline=forceinline,
    )(function)
    return cast(Callable[P, R], compiled)
