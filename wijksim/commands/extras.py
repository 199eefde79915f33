"""Commands that need more packages than a single run does: what to install when one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from wijksim.core.errors import WijksimError


@contextmanager
def needs_extra(
    name: str, *, why: str = "sweeps need a few packages more than a single run"
) -> Iterator[None]:
    """Imports of an extra of the package. Raises WijksimError that says what to install."""
    try:
        yield
    except ModuleNotFoundError as reason:
        if (reason.name or "").startswith("wijksim"):
            raise
        raise WijksimError(
            f"a package is not installed: {reason.name}",
            why=why,
            do=f"install them with: pip install 'wijksim[{name}]'",
        ) from reason
