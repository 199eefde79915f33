"""wijksim: a laboratory for thinking about care in Dutch neighbourhoods.

What most users need hangs here: `load_scenario`, `WijkModel`, `run`, `compare`. Each is imported
when it is first asked for, so that `import wijksim` costs nothing.
"""

import importlib
from typing import Any

_SHOWN = {
    "Comparison": ("wijksim.report.comparison", "Comparison"),
    "RunResult": ("wijksim.results", "RunResult"),
    "Scenario": ("wijksim.scenario.settled", "Scenario"),
    "WijkModel": ("wijksim.model", "WijkModel"),
    "WijksimError": ("wijksim.core.errors", "WijksimError"),
    "compare": ("wijksim.report.comparison", "compare"),
    "load_scenario": ("wijksim.checked", "load_scenario"),
    "run": ("wijksim.results", "run_scenario"),
}

__all__ = sorted(_SHOWN)


def __getattr__(name: str) -> Any:
    """Import what is asked for. Raises AttributeError for what wijksim does not show."""
    if name not in _SHOWN:
        raise AttributeError(f"module 'wijksim' has no attribute '{name}'")
    module, attribute = _SHOWN[name]
    return getattr(importlib.import_module(module), attribute)


def __dir__() -> list[str]:
    return __all__
