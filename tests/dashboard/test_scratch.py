"""What a server puts aside goes when it goes, whether it is asked to stop or killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from waiting import PATIENCE_SECONDS

from wijksim.dashboard.scratch import OWNED, Scratch, remove_orphans

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "wijksim-pasts-"
OWNER = """
import time
from wijksim.dashboard.scratch import Scratch

scratch = Scratch("wijksim-pasts-")
(scratch.path / "past.wijk").write_bytes(b"lived")
print("ready", flush=True)
time.sleep(600)
"""
APP = """
import os
import threading
import time
import urllib.request
from functools import partial
from fake_runs import planted
from wijksim.dashboard.work import Desk

DESK = Desk(workers=1, pairs=1, run=planted)
(DESK._folder.path / "past.wijk").write_bytes(b"lived")
Page = None

def first_sight(address, query):
    return None

def lost_sight(query):
    return None

def open_up():
    DESK.fetch("long", partial(time.sleep, 600))
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{os.environ['PORT']}/readyz"):
                return print("ready", flush=True)
        except OSError:
            time.sleep(0.1)
"""
SERVER = """
import os
from wijksim.dashboard import command, vendored

vendored.is_complete = lambda: True
command.SETTINGS["SOLARA_APP"] = "small_app"
command.serve(host="127.0.0.1", port=int(os.environ["PORT"]), lang="nl", pairs=2, browse=False)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@contextmanager
def running(text: str, place: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has said that it is ready; it is killed when it has not ended by itself."""
    (place / "small_app.py").write_text(APP, encoding="utf-8")
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = str(tried.getsockname()[1])
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests", place)))
    with subprocess.Popen(
        [sys.executable, "-c", text],
        env={**os.environ, "PYTHONPATH": path, "PORT": port, "TMPDIR": str(place)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None and "ready\n" in iter(process.stdout.readline, "")
            yield process
        finally:
            process.kill()


def folders(place: Path) -> list[Path]:
    return sorted(place.glob(f"{PREFIX}*"))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_dashboard_that_is_asked_to_stop_ends_its_work_and_leaves_nothing(
    how: int, temporary: Path
) -> None:
    with running(SERVER, temporary) as server:
        (folder,) = folders(temporary)
        assert (folder / "past.wijk").exists()
        server.send_signal(how)
        server.wait(PATIENCE_SECONDS)
        assert server.stdout is not None and "Traceback" not in server.stdout.read()
    assert folders(temporary) == []


def test_what_a_killed_dashboard_left_is_removed_by_the_next(temporary: Path) -> None:
    with running(OWNER, temporary) as owner:
        (left,) = folders(temporary)
        owner.kill()
    assert (left / "past.wijk").exists()
    scratch = Scratch(PREFIX)
    assert folders(temporary) == [scratch.path]
    scratch.close()
    assert folders(temporary) == []


def test_what_a_living_dashboard_put_aside_is_left_alone(temporary: Path) -> None:
    with running(OWNER, temporary):
        (living,) = folders(temporary)
        here = Scratch(PREFIX)
        remove_orphans(temporary, PREFIX)
        assert folders(temporary) == sorted([living, here.path])
        assert {one.name for one in living.iterdir()} == {OWNED, "past.wijk"}
        here.close()


def test_folders_that_are_not_known_to_be_orphans_are_left_alone(temporary: Path) -> None:
    others = temporary / "elsewhere"
    others.mkdir()
    (others / OWNED).touch()
    (temporary / f"{PREFIX}link").symlink_to(others)
    (temporary / f"{PREFIX}begun").mkdir()
    (temporary / f"{PREFIX}file").touch()
    before = sorted(temporary.rglob("*"))
    remove_orphans(temporary, PREFIX)
    assert sorted(temporary.rglob("*")) == before


def test_what_a_worker_wrote_while_its_server_stopped_goes_too(temporary: Path) -> None:
    text = OWNER.replace("time.sleep(600)", "scratch.close()\nscratch.path.mkdir()")
    with running(text, temporary) as server:
        server.wait(PATIENCE_SECONDS)
    assert folders(temporary) == []
