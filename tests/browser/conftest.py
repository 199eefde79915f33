"""A real browser before a real server: `make assets` and Chromium are needed.

Without them these tests are left out, and say so; with WIJKSIM_BROWSER_TESTS=must they fail.
"""

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from browsers import QUIET
from playwright.sync_api import Browser, Page, sync_playwright
from servers import ROOT, patient, serving, without

from wijksim.dashboard import vendored

AXE = vendored.Package("axe-core", "4.10.3", ("axe.min.js", "LICENSE"))


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
    opened = patient(browser.new_page(viewport={"width": 1366, "height": 900}))
    opened.set_default_timeout(20_000)
    opened.on("request", lambda request: asked_for.append(request.url))
    yield opened
    opened.close()
