"""How the inner loops of the model are compiled, decided once for the whole project.

Represents: three decorators. ``kernel`` is for functions that run over the columns of a table;
``inline_kernel`` is for small arithmetic that kernels call inside their loops; ``draw_kernel`` is
for arithmetic that many kernels call with whole numbers of many kinds.
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
  where the processor can then do several persons at once (measured: six times faster);
* a kernel that another one calls is compiled for the kinds of what it is given, not anew for every
  constant, and a ``draw_kernel`` not even for every width of a whole number;
* ``no_cfunc_wrapper``, for nothing calls a kernel from C;
* while a kernel is compiled, unused memory is looked for more seldom.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache, partial
from multiprocessing import parent_process
from pathlib import Path
from types import ModuleType
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np

from wijksim.core.jit import global_compiler_lock, numba, types, without_linear_algebra
from wijksim.core.unused_memory import looked_for_seldom

COLD_SHARE = 0.5
"""Below this share of kernels with compiled code on disk the wait is worth a word (assumption)."""

_without_value: Callable[[Any], Any] = types.unliteral
_kernels: list[Any] = []
_compiled_on_disk: list[Any] = []
_ready: list[bool] = []
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


def draw_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """An inline kernel that takes all its whole numbers as 64 bits, whoever asks, compiled once.

    Meant for functions that cut their whole numbers to a fixed width themselves, so that a wider
    one changes nothing.
    """
    return _compiled(function, forceinline=True, widen=True)


def is_first_use() -> bool:
    """Whether much is to be compiled, and this is the process to do it: none that another started.

    Once compiled code is there, it stays so.
    """
    if _ready or not _kernels or parent_process() is not None:
        return False
    if sum(map(_is_ready, _kernels)) < COLD_SHARE * len(_kernels):
        return True
    _ready.append(True)
    return False


def tell_when_cold() -> None:
    """Say once, on the error channel, that the first use compiles; only when it will."""
    if is_first_use() and not _told:
        _told.append(True)
        print(
            "wijksim: first use: compiling, about a minute; later runs start at once.",
            file=sys.stderr,
            flush=True,
        )


def apart_from_the_first() -> None:
    """Keep what this process compiles in files of their own, when another compiles the same.

    Without this, two processes that compile one kernel for two kinds of arguments at the same
    moment could choose the same file for both.
    """
    for compiled in _compiled_on_disk:
        index = compiled._cache._cache_file
        usual = index._data_name
        index._data_name = partial(_beside, usual)


def _beside(usual: Callable[[int], str], number: int) -> str:
    return f"beside-{usual(number)}"


def _is_ready(compiled: Any) -> bool:
    return bool(compiled._cache._cache_file._load_index())


def _compiled(function: Callable[P, R], forceinline: bool, widen: bool = False) -> Callable[P, R]:
    stands_in_a_file = os.path.exists(function.__code__.co_filename)
    options: dict[str, Any] = {
        "cache": stands_in_a_file,
        "nogil": True,
        "no_cfunc_wrapper": True,
        "error_model": "numpy",
        "fastmath": False,
        "forceinline": forceinline,
    }
    compiled: Any = numba.njit(**options)(function)
    compiled.source_stamp = _source_stamp(function)
    compiled.compile = _unswept(compiled.compile)
    compiled.get_call_template = _by_kind(compiled.get_call_template, widen)
    if stands_in_a_file:
        index = compiled._cache._cache_file
        index._source_stamp = (index._source_stamp, compiled.source_stamp)
        _compiled_on_disk.append(compiled)
        if not forceinline:
            _kernels.append(compiled)
    return cast(Callable[P, R], compiled)


def _unswept(compile_for: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Compiling, with unused memory looked for more seldom; threads compile in turn anyway."""

    def compile_unswept(signature: Any) -> Any:
        with global_compiler_lock, looked_for_seldom(), without_linear_algebra():
            return compile_for(signature)

    return compile_unswept


def _by_kind(call_template: Callable[..., Any], widen: bool) -> Callable[..., Any]:
    """How another kernel finds the code to call: by kinds of arguments, whatever their value.

    The compiler's own way makes every whole number that stands in the source a kind of its own.
    """

    def kind(argument: Any) -> Any:
        plain = _without_value(argument)
        return types.int64 if widen and isinstance(plain, types.Integer) else plain

    def by_kind(arguments: Any, named: Any) -> Any:
        return call_template(
            tuple(map(kind, arguments)), {name: kind(one) for name, one in named.items()}
        )

    return by_kind


def _source_stamp(function: Callable[..., object]) -> str:
    """A mark that changes when the function's file, or a kernel or number it uses, changes.

    The compiler's own mark covers the file of the function alone, so that an edited formula in
    another file would silently go unused.
    """
    code = function.__code__
    parts = [os.path.basename(code.co_filename)]
    if os.path.exists(code.co_filename):
        parts.append(_digest(code.co_filename))
    known = function.__globals__
    for name in sorted(code.co_names):
        used = known.get(name)
        if isinstance(used, ModuleType):
            used_from_module = [getattr(used, part, None) for part in sorted(code.co_names)]
            parts.extend(_mark(part) for part in used_from_module)
        else:
            parts.append(f"{name} {_mark(used)}")
    return hashlib.blake2s("\n".join(parts).encode("utf-8")).hexdigest()


@cache
def _digest(file: str) -> str:
    return hashlib.blake2s(Path(file).read_bytes()).hexdigest()


def _mark(used: object) -> str:
    if isinstance(used, int | float | np.number):
        return repr(used)
    return str(getattr(used, "source_stamp", ""))
