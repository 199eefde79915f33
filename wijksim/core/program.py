"""Which text of the model made a result.

Represents: one hash over the files that a course of the model follows from. What is kept by one
text of the model, such as a checkpoint or a chunk of an audit, is not gone on with by another.
Leaves out: parameters and scenarios, which are told apart by what they hold; pages and reports.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

MODEL: Final = (
    "core", "entities", "submodels", "outcomes", "input_data",
    "building.py", "model.py", "observation.py", "schedule.py",
)  # fmt: skip
"""Folders and files, below the package, that hold the model."""


@cache
def program_sha256() -> str:
    """A SHA-256 over the names and the text of the files of the model."""
    root = Path(__file__).resolve().parents[1]
    told = hashlib.sha256()
    for part in MODEL:
        place = root / part
        for path in sorted(place.rglob("*.py")) if place.is_dir() else (place,):
            told.update(path.relative_to(root).as_posix().encode("utf-8"))
            told.update(path.read_bytes())
    return told.hexdigest()
