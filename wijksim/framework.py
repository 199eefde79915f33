"""Mesa, on which the model and its agents stand, imported without what neither of them uses.

Represents: Mesa's experimental continuous space asks scipy for one function at its top, and with it
comes a good part of scipy: two thirds of the time that importing Mesa takes beside pandas. The
function still works when somebody calls it.
Leaves out: nothing; `mesa` is Mesa as it is.
"""

from wijksim.core.later import postponed

with postponed("scipy.spatial.distance", "cdist"):
    import mesa

__all__ = ["mesa"]
