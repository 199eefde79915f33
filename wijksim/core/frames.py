"""pandas, which makes tables of what a run tells, imported when the first table is made.

Represents: importing it takes an eighth of the time until the first week, and up to there nothing
is made into a table: events and figures stand in arrays and lists.
Source: the project's own measurements. Leaves out: nothing; `pd` is pandas as it is.
"""

from wijksim.core.later import postponed

with postponed("pandas"):
    import pandas as pd

__all__ = ["pd"]
