"""Servers of the dashboard for browser tests, and how to leave these tests out."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from accessibility import IN_PLACE
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


def without(reason: str) -> NoReturn:
    told = f"THE BROWSER TESTS DID NOT RUN: {reason}"
    if os.environ.get("WIJKSIM_BROWSER_TESTS") == "must":
        pytest.fail(told)
    pytest.skip(told)


def patient(page: Page) -> Page:
    """A page that, wherever it goes, waits for the app to take over from what is shown at first."""
    go = page.goto

    def goto(address: str) -> None:
        go(address)
        page.wait_for_function(IN_PLACE)

    vars(page)["goto"] = goto
    return page


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[str]:
    """A dashboard of its own, with more words on its command line; `folder` is for its log."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    asked = ["dashboard", "--port", str(port), "--replicates", "2", "--no-browser", *words]
    log = (folder / "log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "wijksim", *asked],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                break
        except (urllib.error.URLError, OSError):
            if process.poll() is not None or time.monotonic() > deadline:
                log.seek(0)
                process.kill()
                pytest.fail(f"the server did not start:\n{log.read()}")
            time.sleep(0.2)
    yield address
    process.terminate()
    process.wait(timeout=20)
    log.close()
