"""The map plays and scrubs in the browser, tells who is behind a dot, and is restored."""

import csv
import re
from collections.abc import Callable

import pytest
from accessibility import violations
from browsers import SCRUB
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")
RUN_MILLISECONDS = 400_000
PAIR = "wijk=carnisse&s=top-down-rollout&s=bottom-up-self-organisation"


def opened(page: Page, server: str, rest: str) -> None:
    page.goto(f"{server}/neighbourhood?{rest}&{PAIR}")
    page.locator(".wards[data-painted]").wait_for(timeout=RUN_MILLISECONDS)


@pytest.mark.parametrize(
    ("lang", "head", "button", "told"),
    [
        ("nl", "Tien jaar in een wijk", "Afspelen", "met ‘Uitrol van bovenaf’ heeft"),
        ("en", "A neighbourhood through ten years", "Play", "of residents are in need"),
    ],
)
def test_ten_years_play_on_two_maps_in_both_languages(
    page: Page, server: str, axe: str, asked_for: list[str], lang: str, head: str, button: str,
    told: str,
) -> None:  # fmt: skip
    opened(page, server, f"lang={lang}")
    expect(page.get_by_role("heading", level=1)).to_have_text(head)
    expect(page.locator(".wards canvas")).to_have_count(2)
    expect(page.locator(".told")).to_contain_text(told)
    begin = page.locator(".clock output").inner_text()
    page.get_by_role("button", name=button).click()
    expect(page.locator(".clock output")).not_to_have_text(begin)
    page.locator(".clock button").click()
    page.locator(".figures summary").click()
    expect(page.locator(".figures table")).to_have_count(3)
    page.get_by_label("Banden tussen blokken" if lang == "nl" else "Ties between blocks").check()
    assert violations(page, axe) == []
    outside = [one for one in asked_for if not one.startswith((server, "data:", "blob:"))]
    assert outside == []


def test_a_resident_is_found_by_keyboard_alone(page: Page, server: str, axe: str) -> None:
    opened(page, server, "lang=en")
    page.get_by_role("application").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".facts h3")).to_have_text(re.compile(r"Block \d+-\d+"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".facts h3")).to_contain_text("Resident 1, Block")
    expect(page.get_by_role("rowheader", name="Ties outside the home")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Age")).to_be_visible()
    page.wait_for_function("location.search.includes('op=r')")
    assert violations(page, axe) == []
    page.locator(".ground").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator(".facts")).to_have_count(0)


def test_a_click_on_a_sign_tells_what_stands_there(page: Page, server: str) -> None:
    opened(page, server, "lang=en")
    page.get_by_label("Place, organisation").select_option("p0")
    expect(page.get_by_role("rowheader", name="Visits a week")).to_be_visible()
    spot = page.evaluate(
        "() => { const s = document.querySelector('.wards canvas');"
        "const one = s.found.find((found) => found.key === 'p1');"
        "return [one.x / s.ratio, one.y / s.ratio]; }"
    )
    page.locator(".ground").first.click(position={"x": spot[0], "y": spot[1]})
    expect(page.get_by_label("Place, organisation")).to_have_value("p1")


def test_the_address_restores_maps_layer_week_and_choice(page: Page, server: str) -> None:
    opened(page, server, "lang=en")
    page.get_by_label("Help that arrives").check()
    page.get_by_label("Difference on the second map").check()
    page.get_by_label("Place, organisation").select_option("p0")
    slider = page.get_by_role("slider", name="Month")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    month = page.locator(".clock output").inner_text()
    page.wait_for_function("location.search.includes('week=')")
    address = page.url
    assert "laag=reach" in address and "verschil=1" in address and "op=p0" in address
    page.goto("about:blank")
    page.goto(address)
    page.locator(".wards[data-painted]").wait_for(timeout=RUN_MILLISECONDS)
    expect(page.locator(".clock output")).to_have_text(month)
    expect(page.get_by_label("Help that arrives")).to_be_checked()
    expect(page.get_by_label("Difference on the second map")).to_be_checked()
    expect(page.get_by_label("Place, organisation")).to_have_value("p0")


def test_scrubbing_draws_without_asking_the_server(
    page: Page, server: str, record_property: Callable[[str, object], None]
) -> None:
    opened(page, server, "lang=en")
    rate = page.evaluate(SCRUB)
    record_property("pictures a second while scrubbing", round(rate, 1))
    print(f"\n{rate:.1f} pictures a second while scrubbing two maps")
    assert rate > 0


def test_scrubbing_past_a_month_and_back_leaves_the_same_picture(page: Page, server: str) -> None:
    opened(page, server, "lang=en")
    seen = "() => [...document.querySelectorAll('.wards canvas')].map((one) => one.toDataURL())"
    slider = page.get_by_role("slider", name="Month")

    def moved(key: str, times: int) -> list[str]:
        slider.focus()
        for _ in range(times):
            page.keyboard.press(key)
        page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
        pictures: list[str] = page.evaluate(seen)
        return pictures

    first = moved("ArrowRight", 3)
    assert moved("ArrowRight", 20) != first
    assert moved("ArrowLeft", 20) == first


@pytest.mark.parametrize(
    ("kind", "begin"), [("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"\xef\xbb\xbf")]
)
def test_a_map_is_taken_along(page: Page, server: str, kind: str, begin: bytes) -> None:
    opened(page, server, "lang=en")
    with page.expect_download() as coming:
        button = f"Download as {kind}: Map: Self-organisation from below"
        page.get_by_role("button", name=button).press("Enter")
    assert coming.value.path().read_bytes().startswith(begin)
    assert coming.value.suggested_filename == (
        f"carnisse-map-bottom-up-self-organisation-need-2013-01.{kind.lower()}"
    )
    if kind == "CSV":
        table = csv.reader(coming.value.path().read_text("utf-8-sig").splitlines())
        assert next(table)[:2] == ["Block", "Severity of need, average"]
        assert all(0 <= float(row[1]) <= 1 for row in table)


def test_the_maps_fit_a_phone(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, server, "lang=nl")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
