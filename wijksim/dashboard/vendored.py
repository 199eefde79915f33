"""What the browser needs from elsewhere: fetched once, at build time, and then served from here.

Represents: a short list of packages of the npm registry, each at one version, of which only the
files that a browser asks for and the licences are kept. They go into the wheel; none of it is
committed. Run by `make assets`: `python -m wijksim.dashboard.vendored`.
Source: what the server of Solara 1.64 and its chart component ask for.
Leaves out: fonts in old forms, maps for debugging, builds that are not used.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

HERE: Final = Path(__file__).parent / "vendored"


@dataclass(frozen=True)
class Package:
    """One package of the registry, and the paths in it that are kept (a folder ends with /)."""

    name: str
    version: str
    keep: tuple[str, ...]

    @property
    def label(self) -> str:
        """The folder under which the server looks for it."""
        return f"{self.name}@{self.version}"


PACKAGES: Final = (
    Package("@widgetti/solara-vuetify3-app", "5.2.0", ("dist/", "README.md", "package.json")),
    Package("requirejs", "2.3.6", ("require.js", "README.md", "package.json")),
    Package("echarts", "5.4.0", ("dist/echarts.js", "LICENSE", "licenses/", "NOTICE")),
)
LEFT_OUT: Final = (".map", ".eot", ".ttf", ".svg", "app7.js", "app8.js", "app7.min.js", "main7.css")


def is_complete() -> bool:
    """Whether everything was fetched, so that the dashboard can start."""
    return all((HERE / one.label / ".whole").exists() for one in PACKAGES)


def fetch(target: Path = HERE, packages: Iterable[Package] = PACKAGES) -> Iterator[str]:
    """Fetch what is missing; gives the label of each package as it is there.

    Raises FileNotFoundError without npm, and CalledProcessError when its registry does not answer.
    """
    target.mkdir(parents=True, exist_ok=True)
    for package in packages:
        home = target / package.label
        if not (home / ".whole").exists():
            with tempfile.TemporaryDirectory(dir=target) as folder:
                _unpack(package, Path(folder), home)
        yield package.label


def _unpack(package: Package, folder: Path, home: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is needed to fetch what the dashboard shows in a browser")
    told = subprocess.run(
        [npm, "pack", "--silent", "--pack-destination", str(folder), package.label],
        check=True,
        capture_output=True,
        text=True,
    )
    archive = folder / told.stdout.split()[-1]
    stage = folder / "stage"
    with tarfile.open(archive) as packed:
        for member in packed.getmembers():
            path = PurePosixPath(*PurePosixPath(member.name).parts[1:])
            if not member.isfile() or ".." in path.parts or not _is_kept(package, str(path)):
                continue
            content = packed.extractfile(member)
            assert content is not None
            place = stage / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.read())
    (stage / ".whole").touch()
    if home.exists():
        shutil.rmtree(home)
    home.parent.mkdir(parents=True, exist_ok=True)
    os.replace(stage, home)


def _is_kept(package: Package, path: str) -> bool:
    wanted = any(path.startswith(one) if one.endswith("/") else path == one for one in package.keep)
    return wanted and not path.endswith(LEFT_OUT)


def main() -> int:
    """Fetch everything, saying what; 1 when it cannot be had."""
    try:
        for label in fetch():
            print(f"there: {label}")
    except (FileNotFoundError, subprocess.CalledProcessError, tarfile.TarError) as reason:
        told = getattr(reason, "stderr", "") or str(reason)
        print(f"The files for the browser cannot be fetched: {told.strip()}", file=sys.stderr)
        print("Node.js with npm is needed once, with its registry.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
