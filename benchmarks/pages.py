"""How long one visitor with a browser waits for the dashboard, and how smoothly the map moves.

Represents: a visitor on the machine of the server, when the server has done what it does ahead. The
browser keeps what it has read and compiled, as one that is not in private mode does; each page is
opened several times in it. Source: first paint is the browser's own "first-contentful-paint".
Leaves out: a crowd (`benchmarks/sessions.py`), a network, a graphics card.

Run it by `python benchmarks/pages.py [--times N] [--pairs N]`; some minutes on two free cores.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from browsers import FIRST, QUIET, SCRUB, chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright
from sessions import served, until_calm

PAGES = ("", "neighbourhood", "lives", "together", "experiments", "make", "method")
QUERY = "?lang=nl&wijk=carnisse&s=top-down-rollout&s=bottom-up-self-organisation"
PAINTED = """async () => {
  const seen = () => performance.getEntriesByName('first-contentful-paint')[0];
  while (!seen()) await new Promise((done) => setTimeout(done, 20));
  return seen().startTime / 1000;
}"""
SIZES = range(13, 60)
"""Sizes of a team that no shipped policy has: each makes a policy that nobody asked about."""


def opened(context: BrowserContext, address: str, until: str) -> tuple[float, float]:
    """Seconds until the first paint, and until something is there to be read."""
    page = context.new_page()
    page.set_default_timeout(120_000)
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(until).first.wait_for()
    shown = time.perf_counter() - began
    painted = float(page.evaluate(PAINTED))
    page.wait_for_load_state("networkidle")
    page.close()
    return painted, shown


def fresh(page: Page, address: str, size: int) -> float:
    """Seconds from the question about a policy that was just made to its first answer."""
    page.goto(f"{address}/make?lang=en")
    box = page.get_by_label("Size of the team")
    box.fill(str(size))
    box.press("Tab")
    button = page.get_by_role("button", name="Compare with where you started")
    page.wait_for_load_state("networkidle")
    began = time.perf_counter()
    button.click()
    page.locator(FIRST).first.wait_for()
    return time.perf_counter() - began


def told(what: str, values: list[float], aim: str, *, places: int = 2) -> None:
    """One line: the median, the least and the most."""
    middle = statistics.median(values)
    print(
        f"{what}: median {middle:.{places}f}, least {min(values):.{places}f}, "
        f"most {max(values):.{places}f} (asked: {aim})",
        flush=True,
    )


def measure(address: str, calm: Callable[[], None], *, times: int) -> None:
    """Open a browser, and print what its visitor waits for."""
    path = chromium()
    if path is None:
        raise SystemExit("there is no chromium")
    with sync_playwright() as engine, tempfile.TemporaryDirectory() as profile:
        context = engine.chromium.launch_persistent_context(
            profile,
            executable_path=path,
            args=list(QUIET),
            viewport={"width": 1366, "height": 900},
        )
        began = time.perf_counter()
        opened(context, f"{address}/{QUERY}", FIRST)
        print(f"the start page in a browser that was never here: {time.perf_counter() - began:.2f}")
        calm()
        for one in PAGES:
            paints = [opened(context, f"{address}/{one}{QUERY}", "h1")[0] for _ in range(times)]
            told(f"first paint of /{one}, s", paints, "at most 2")
        whole = [opened(context, f"{address}/{QUERY}", FIRST)[1] for _ in range(times)]
        told("a comparison that is there, s", whole, "at most 1")
        page = context.new_page()
        page.set_default_timeout(120_000)
        waits = []
        for size in SIZES[:times]:
            calm()
            waits.append(fresh(page, address, size))
        told("first answer about a policy just made, s", waits, "at most 5")
        page.goto(f"{address}/neighbourhood{QUERY}")
        page.locator(".wards[data-painted]").wait_for()
        calm()
        rates = [float(page.evaluate(SCRUB)) for _ in range(times)]
        told("pictures a second while scrubbing two maps", rates, "at least 50", places=0)
        context.close()


def main() -> None:
    """Start a server, measure, and stop it."""
    parser = argparse.ArgumentParser(description="What one visitor of the dashboard waits for.")
    parser.add_argument("--times", type=int, default=5, help="how often each is measured")
    parser.add_argument("--pairs", type=int, default=10, help="pairs of each comparison")
    parser.add_argument("--port", type=int, default=18766)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        process = served(given.port, pairs=given.pairs, log=log)
        address = f"http://127.0.0.1:{given.port}"
        try:
            until_calm(address, process.pid)
            measure(address, lambda: until_calm(address, process.pid), times=given.times)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
            if "Traceback" in (words := log.read_text(encoding="utf-8")):
                print(words[-3000:], file=sys.stderr)
    print(f"load of this machine in the last minute: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
