"""Mesa, on which the model and its agents stand, imported without what neither of them uses.

Represents: Mesa's experimental continuous space asks scipy for one function at its top, and with it
comes a good part of scipy; its runner of batches asks for a progress bar, and with it comes a part
that is for notebooks; its collector of data asks for pandas, to make tables. All of that still
works when somebody calls it. And to name its log, Mesa looks for the module that it stands in among
the sources of all that is loaded, which takes longer than all the rest of it; the frame that asks
knows the name.
Leaves out: nothing; `mesa` is Mesa as it is.
"""

import inspect
import sys
from types import FrameType
from typing import Any

from wijksim.core.later import instead, postponed

_frames = inspect.getouterframes
_module = inspect.getmodule


def _frames_without_source(frame: Any, context: int = 1) -> Any:
    """The frames around this one, without the `context` of lines that stand around their calls."""
    return _frames(frame, 0)


def _module_by_name(asked: Any, file: str | None = None) -> Any:
    """The module of something; that of a frame by the name that it bears."""
    if isinstance(asked, FrameType):
        return sys.modules.get(asked.f_globals.get("__name__", ""))
    return _module(asked, file)


with (
    postponed("scipy.spatial.distance", "cdist"),
    postponed("tqdm.auto", "tqdm"),
    postponed("pandas"),
    instead(inspect, getouterframes=_frames_without_source, getmodule=_module_by_name),
):
    import mesa

__all__ = ["mesa"]
