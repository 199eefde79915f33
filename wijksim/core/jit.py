"""Numba, by which kernels are compiled, imported without what no kernel uses.

Represents: Numba tells whoever listens each time that it asks something of the compiler beneath it,
ten thousands of times before the first week; nobody here listens. And before its first kernel it
imports scipy's linear algebra, to see whether kernels could multiply matrices; none does, as the
last bits of such sums differ between processors.
Source: the project's own measurements. Leaves out: nothing; `numba` is Numba as it is, but for the
event "numba:llvm_lock", which it no longer tells when it is first imported here.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from llvmlite.binding import ffi

from wijksim.core.later import instead, postponed


def _nobody_listens(begins: Callable[[], Any], ends: Callable[[], Any]) -> None:
    """Take in who wants to be told, and tell nothing."""


with instead(ffi, register_lock_callback=_nobody_listens):
    import numba
    from numba.core import types
    from numba.core.compiler_lock import global_compiler_lock


def without_linear_algebra() -> AbstractContextManager[None]:
    """While this is open, a kernel is compiled or fetched without importing scipy's."""
    return postponed("scipy.linalg.cython_blas")


__all__ = ["global_compiler_lock", "numba", "types", "without_linear_algebra"]
