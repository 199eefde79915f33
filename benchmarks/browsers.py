"""Visitors of the dashboard with a real browser each, beside those who only speak its protocol."""

from __future__ import annotations

import asyncio
import contextlib
import math
import shutil
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import Browser, Error, async_playwright

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FIRST = "#answer .answers li"
"""The first sentence of an answer."""
SCRUB = """async () => {
  const wards = document.querySelector('.wards'), slider = document.querySelector('.clock input');
  const before = +wards.dataset.painted, begun = performance.now();
  let turns = 0;
  await new Promise((done) => {
    const go = () => {
      slider.value = turns++ % 130;
      slider.dispatchEvent(new Event('input'));
      if (performance.now() - begun < 3000) requestAnimationFrame(go); else done();
    };
    requestAnimationFrame(go);
  });
  return (+wards.dataset.painted - before) / ((performance.now() - begun) / 1000);
}"""
"""Moves the clock of the map as fast as it is drawn, for three seconds: pictures a second."""


@dataclass
class Looker:
    """A visitor with a browser: when the page and its first answer stood there, in seconds."""

    query: str
    opened_in: float = math.nan
    first_in: float = math.nan
    shown: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    @property
    def is_own(self) -> bool:
        """Whether every address that the page showed asks for what was asked."""
        asked = _asked(self.query)
        return all(_asked(urlsplit(one).query) == asked for one in self.shown)


def _asked(query: str) -> dict[str, list[str]]:
    return {name: found for name, found in parse_qs(query.lstrip("?")).items() if name != "lang"}


def chromium() -> str | None:
    """Where the browser is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


async def look(browser: Browser, address: str, looker: Looker, *, seconds: float) -> None:
    """Open a page and look at it until `seconds` have passed."""
    page = await browser.new_page(viewport={"width": 1366, "height": 900})
    page.set_default_timeout(1000 * seconds)
    page.on("pageerror", lambda mistake: looker.mistakes.append(str(mistake)))
    began = time.perf_counter()

    async def reading() -> None:
        await page.goto(f"{address}/{looker.query}")
        await page.locator("h1").first.wait_for()
        looker.opened_in = time.perf_counter() - began
        await page.locator(FIRST).first.wait_for()
        looker.first_in = time.perf_counter() - began

    with contextlib.suppress(Error, asyncio.TimeoutError):
        await asyncio.wait_for(reading(), seconds)
    await asyncio.sleep(max(0.0, seconds - (time.perf_counter() - began)))
    looker.shown.append(page.url)
    await page.goto("about:blank")  # so that the page can say goodbye, as when a person closes it
    await page.close()


async def look_all(address: str, lookers: list[Looker], *, seconds: float) -> None:
    """Each in a browser of its own, all at the same time. Raises SystemExit without a browser."""
    path = chromium()
    if lookers and path is None:
        raise SystemExit("there is no chromium; use --browsers 0")
    if not lookers:
        return
    async with async_playwright() as engine:
        launch = engine.chromium.launch
        opened = [await launch(executable_path=path, args=list(QUIET)) for _ in lookers]
        both = zip(opened, lookers, strict=True)
        await asyncio.gather(*(look(one, address, who, seconds=seconds) for one, who in both))
        for one in opened:
            await one.close()
