"""Importing a library without what it does on the way that nobody here asks for.

Represents: some libraries import a function at their top which only a corner of them uses. While
that import runs, a stand-in takes the place of the module which holds the function: the module
itself is imported once the function is called. Afterwards the stand-in is gone, so whoever imports
the module gets the module.
Others call something slow of another module while they are imported, for the sake of something that
nobody reads; while that import runs, something quick is called instead.

Source: the project's own measurements. Leaves out: modules that are imported already; for these
nothing is put in place, as nothing would be won.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def postponed(module: str, *functions: str) -> Iterator[None]:
    """While this is open, whoever imports `functions` from `module` gets them without importing it.

    Called, they import it and do what they do there. Whatever else is asked of it is imported at
    once, so its errors are those of the module itself.
    """
    if module in sys.modules:
        yield
        return
    stand_in = ModuleType(module)

    def real(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"the stand-in of '{module}' has no '{name}'")
        if sys.modules.get(module) is stand_in:
            del sys.modules[module]
        return getattr(importlib.import_module(module), name)

    def when_called(name: str) -> Callable[..., Any]:
        return lambda *given, **named: real(name)(*given, **named)

    vars(stand_in).update({name: when_called(name) for name in functions}, __getattr__=real)
    sys.modules[module] = stand_in
    try:
        yield
    finally:
        if sys.modules.get(module) is stand_in:
            del sys.modules[module]


@contextmanager
def instead(module: ModuleType, **others: Callable[..., Any]) -> Iterator[None]:
    """While this is open, functions of `module` are `others`, by name; afterwards they are back.

    Raises AttributeError when the module has no function of such a name.
    """
    own = {name: getattr(module, name) for name in others}
    vars(module).update(others)
    try:
        yield
    finally:
        vars(module).update(own)
