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
* ``cache`` keeps the compiled code beside the source, so that only the first run is slow; a kernel
  is compiled anew when its own file or that of a kernel it uses has changed;
* ``forceinline``, for ``inline_kernel`` alone, puts the arithmetic into the loop that asks for it,
  where the processor can then do several persons at once (measured: six times faster).
"""

import hashlib
import os
import sys
from collections.abc import Callable
from multiprocessing import parent_process
from types import ModuleType
from typing import Any, ParamSpec, TypeVar, cast

import numba
import numpy as np

COLD_SHARE = 0.5
"""Below this share of kernels with compiled code on disk the wait is worth a word (assumption)."""

_kernels: list[Any] = []
_told: list[bool] = []

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


def tell_when_cold() -> None:
    """Say once, on the error channel, that the first use compiles; only when it will.

    Nothing is said in processes that another one started, nor when compiled code is there.
    """
    if _told or parent_process() is not None:
        return
    _told.append(True)
    if _kernels and sum(map(_is_ready, _kernels)) < COLD_SHARE * len(_kernels):
        print(
            "wijksim: first use: compiling, about a minute; later runs start at once.",
            file=sys.stderr,
            flush=True,
        )


def _is_ready(compiled: Any) -> bool:
    return bool(compiled._cache._cache_file._load_index())


def _compiled(function: Callable[P, R], forceinline: bool) -> Callable[P, R]:
    stands_in_a_file = os.path.exists(function.__code__.co_filename)
    compiled: Any = numba.njit(
        cache=stands_in_a_file,
        nogil=True,
        error_model="numpy",
        fastmath=False,
        forceinline=forceinline,
    )(function)
    compiled.source_stamp = _source_stamp(function)
    if stands_in_a_file:
        index = compiled._cache._cache_file
        index._source_stamp = (index._source_stamp, compiled.source_stamp)
        if not forceinline:
            _kernels.append(compiled)
    return cast(Callable[P, R], compiled)


def _source_stamp(function: Callable[..., object]) -> str:
    """A mark that changes when the function's file, or a kernel or number it uses, changes.

    The compiler's own mark covers the file of the function alone, so that an edited formula in
    another file would silently go unused.
    """
    code = function.__code__
    parts = [os.path.basename(code.co_filename)]
    if os.path.exists(code.co_filename):
        status = os.stat(code.co_filename)
        parts.append(f"{status.st_mtime_ns} {status.st_size}")
    known = function.__globals__
    for name in sorted(code.co_names):
        used = known.get(name)
        if isinstance(used, ModuleType):
            used_from_module = [getattr(used, part, None) for part in sorted(code.co_names)]
            parts.extend(_mark(part) for part in used_from_module)
        else:
            parts.append(f"{name} {_mark(used)}")
    return hashlib.blake2s("\n".join(parts).encode("utf-8")).hexdigest()


def _mark(used: object) -> str:
    if isinstance(used, int | float | np.number):
        return repr(used)
    return str(getattr(used, "source_stamp", ""))
