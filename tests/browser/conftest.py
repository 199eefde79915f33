"""A real browser before a real server: `make assets` and Chromium are needed.

Without them these tests are left out, and say so; with WIJKSIM_BROWSER_TESTS=must they fail.
"""

import os
import shutil
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
from browsers import QUIET
from playwright.sync_api import Browser, Page, sync_playwright

from wijksim.dashboard import vendored

ROOT = Path(__file__).resolve().parents[2]
AXE = vendored.Package("axe-core", "4.10.3", ("axe.min.js", "LICENSE"))
START_SECONDS = 60


def without(reason: str) -> NoReturn:
    told = f"THE BROWSER TESTS DID NOT RUN: {reason}"
    if os.environ.get("WIJKSIM_BROWSER_TESTS") == "must":
        pytest.fail(told)
    pytest.skip(told)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        without("there is no chromium")
    if not vendored.is_complete():
        without("'make assets' was not run")
    with sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=path, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of the accessibility checker, fetched once."""
    target = ROOT / "build/browser-tests"
    try:
        list(vendored.fetch(target, [AXE]))
    except (FileNotFoundError, subprocess.CalledProcessError) as reason:
        without(f"axe-core cannot be fetched ({reason})")
    return (target / AXE.label / "axe.min.js").read_text(encoding="utf-8")


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


@pytest.fixture(scope="session")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture
def asked_for() -> list[str]:
    """Every address that the page asked for."""
    return []


@pytest.fixture
def page(browser: Browser, server: str, asked_for: list[str]) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1366, "height": 900})
    opened.set_default_timeout(20_000)
    opened.on("request", lambda request: asked_for.append(request.url))
    yield opened
    opened.close()
