"""How the inner loops of the model are compiled, decided once for the whole project.

Represents: one decorator, ``kernel``, for functions that run over the columns of a table.
Source: the numba documentation on ``njit``; the choices below are the project's own.
Leaves out: parallel loops inside a kernel (neighbourhoods are the unit of parallel work).

The choices, and why:

* ``fastmath`` stays off, so that the compiler neither reorders sums nor fuses a multiplication with
  an addition: the same bits come out on every processor;
* ``error_model="numpy"`` lets a division by zero give infinity instead of a branch in every loop;
* ``nogil`` lets several neighbourhoods run in threads;
* ``cache`` keeps the compiled code beside the source, so that only the first run is slow.
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
    compiled = numba.njit(
        cache=_has_a_file(function), nogil=True, error_model="numpy", fastmath=False
    )(function)
    return cast(Callable[P, R], compiled)


def _has_a_file(function: Callable[..., object]) -> bool:
    """Whether the source stands in a file; code typed at a prompt cannot be cached."""
    return not function.__code__.co_filename.startswith("<")
