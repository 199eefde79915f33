"""Writing results: all of a result or nothing, and never over an existing one unasked.

Represents: an output folder that is filled out of sight and shown at once. Files are written in a
hidden folder beside it, flushed to disk, and moved when all are there. When anything goes wrong,
or the user stops the program, the hidden folder is removed and what stood there before remains.

Leaves out: locking against two programs that write the same folder at the same moment.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wijksim.core.errors import Where, WijksimError


def check_target(folder: Path, *, force: bool, can_force: bool = True) -> None:
    """Raise WijksimError when a result cannot be written to a folder. Leaves nothing.

    Meant to be asked before a long computation. An empty folder counts as free. ``can_force`` says
    whether the command that asks has a ``--force`` to be told of.
    """
    where = Where(str(folder)[:300])
    try:
        _look_up(folder)
        if folder.is_dir():
            if any(folder.iterdir()) and not force:
                raise WijksimError(
                    "the output folder already holds something",
                    where=where,
                    why="an existing result is never overwritten unasked",
                    do=(
                        "choose another --out, or add --force to replace the result in it"
                        if can_force
                        else "choose another --out"
                    ),
                )
            place = folder
        elif os.path.lexists(folder):
            raise WijksimError(
                "the output folder is a file",
                where=where,
                do="choose another --out",
            )
        else:
            place = next(one for one in folder.absolute().parents if os.path.lexists(one))
        with tempfile.TemporaryDirectory(prefix=".wijksim-", dir=place):
            pass
    except (OSError, ValueError) as reason:
        raise _failure(folder, reason) from reason


def check_new_file(path: Path, *, force: bool) -> None:
    """Raise WijksimError when one file cannot be written there, or already exists.

    Meant to be asked before a long computation. Leaves nothing.
    """
    where = Where(str(path)[:300])
    try:
        _look_up(path)
        if path.is_dir():
            raise WijksimError("this is a folder", where=where, do="give the name of a file")
        if os.path.lexists(path) and not force:
            raise WijksimError(
                "this file already exists",
                where=where,
                why="an existing file is never overwritten unasked",
                do="choose another name, or add --force to replace it",
            )
        place = next(one for one in path.absolute().parents if os.path.lexists(one))
        with tempfile.TemporaryFile(prefix=".wijksim-", dir=place):
            pass
    except (OSError, ValueError) as reason:
        raise _failure(path, reason) from reason


def _look_up(folder: Path) -> None:
    """Raise OSError or ValueError for a name that can never be a folder here."""
    with suppress(FileNotFoundError):
        folder.lstat()


@contextmanager
def new_folder(folder: Path, *, force: bool, replaces: Iterable[str] = ()) -> Iterator[Path]:
    """A hidden folder to write in, which becomes `folder` when the block ends well.

    With `force`, files in an existing folder give way to new ones of the same name, and those
    named in `replaces` go as well, so that no file of an older result stays behind.
    Raises WijksimError when the folder cannot be written.
    """
    check_target(folder, force=force)
    made: list[Path] = []
    stage: Path | None = None
    try:
        for parent in reversed(folder.absolute().parents):
            if not parent.exists():
                parent.mkdir()
                made.append(parent)
        stage = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}-", dir=folder.absolute().parent))
        stage.chmod(0o755)
        yield stage
        _flush(stage)
        _show(stage, folder, replaces)
        made = []
    except OSError as reason:
        raise _failure(folder, reason) from reason
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)
        for parent in reversed(made):
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()


def _flush(stage: Path) -> None:
    for path in sorted(stage.iterdir()):
        with path.open("rb+") as handle:
            os.fsync(handle.fileno())


def _show(stage: Path, folder: Path, replaces: Iterable[str]) -> None:
    """Put the new files in their folder; when that breaks off, what was there is put back."""
    if not folder.exists():
        stage.rename(folder)
        return
    new = sorted(path.name for path in stage.iterdir())
    for name in new:
        if (folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, f"'{name}' is a folder there")
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}-", dir=folder.absolute().parent))
    old = [
        name
        for name in sorted({*new, *replaces})
        if os.path.lexists(folder / name) and not (folder / name).is_dir()
    ]
    try:
        for name in old:
            os.replace(folder / name, aside / name)
        for name in new:
            os.replace(stage / name, folder / name)
    except BaseException:
        for name in new:
            if not os.path.lexists(stage / name):
                os.replace(folder / name, stage / name)
        for name in old:
            if os.path.lexists(aside / name):
                os.replace(aside / name, folder / name)
        aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _failure(folder: Path, reason: Exception) -> WijksimError:
    told = reason.strerror if isinstance(reason, OSError) and reason.strerror else str(reason)
    return WijksimError(
        f"the result cannot be written there: {told}",
        where=Where(str(folder)[:300]),
        why="nothing was left half-written",
        do="check the disk and the folder, or choose another place",
    )
