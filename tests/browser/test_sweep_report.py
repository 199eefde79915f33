"""The report of a sweep in a browser: nothing is fetched, it fits a phone, axe finds nothing."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from accessibility import violations
from playwright.sync_api import Browser
from swept import BOTTOM, TOP, made_up, number_factor

from wijksim.report.sweeps.page import sweep_page
from wijksim.sweep.analysis.analyse import analyse


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    draw = np.random.default_rng(1)
    design = pd.DataFrame({"x.one": draw.random(80), "x.two": draw.random(80)})
    base = 10 + draw.standard_normal((80, 2))
    other = base - 4.0 * (design["x.one"] > 0.5).to_numpy()[:, None] + 0.5
    swept = made_up(
        design,
        (number_factor("x.one"), number_factor("x.two")),
        {TOP: base, BOTTOM: other},
    )
    page = sweep_page(analyse(swept), lang="en", command="wijksim analyse x", versions={"x": "1"})
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_report_is_accessible_and_fetches_nothing(
    browser: Browser, axe: str, report: Path, theme: str
) -> None:
    page = browser.new_page(color_scheme=theme, viewport={"width": 1200, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    assert violations(page, axe) == []
    assert asked == [report.as_uri()]
    page.close()


def test_the_report_fits_a_phone(browser: Browser, report: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 700})
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
