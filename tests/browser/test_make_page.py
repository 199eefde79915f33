"""Make a policy: by form and by file, with mistakes told at once."""

import pytest
from accessibility import violations
from keys import go_to
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")


def test_a_policy_is_made_by_form_and_told_when_wrong(page: Page, server: str, axe: str) -> None:
    page.goto(f"{server}/make?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Make a policy of your own")
    size = page.get_by_label("Size of the team")
    size.fill("900")
    size.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("team.fte")
    expect(size).to_have_attribute("aria-invalid", "true")
    assert violations(page, axe) == []
    size.fill("12")
    size.press("Tab")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator(".lever [aria-invalid]")).to_have_count(0)
    expect(page.get_by_role("button", name="Compare with where you started")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the file").press("Enter")
    assert "team.fte: 12" in coming.value.path().read_text(encoding="utf-8")


def test_a_number_is_typed_as_the_page_shows_numbers_whatever_the_browser_speaks(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/make?lang=nl")
    page.get_by_text("Toegang, plekken en bewonersinitiatieven").click()
    file = page.get_by_role("region", name="Het bestand")
    for field, typed, told in (
        ("Geld per jaar voor bewonersinitiatieven", "20.000", "initiatives.money: 20000"),
        ("Zwaarte waaronder een hulpvraag", "0,5", "norm.self_reliance: 0.5"),
    ):
        page.get_by_label(field).focus()
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
        expect(file).to_contain_text(told)
    expect(page.get_by_label("Zwaarte waaronder een hulpvraag")).to_have_value("0,5")


def test_a_file_is_brought_and_never_read_as_html(page: Page, server: str, axe: str) -> None:
    page.goto(f"{server}/make?lang=nl")
    expect(page.get_by_role("heading", level=1)).to_have_text("Maak uw eigen beleid")
    assert violations(page, axe) == []
    bad = b"schema: 1\ntitle: {nl: '<img src=x id=evil>', en: x}\nextends: nowhere\n"
    page.get_by_label("Of kies een eigen bestand (YAML)").set_input_files(
        {"name": "a.yaml", "mimeType": "text/yaml", "buffer": bad}
    )
    expect(page.get_by_role("alert")).to_contain_text("nowhere")
    assert page.locator("#evil").count() == 0
    assert violations(page, axe) == []


def test_a_file_is_brought_by_keyboard_and_one_that_is_too_large_is_refused(
    page: Page, server: str, axe: str
) -> None:
    page.on("filechooser", lambda _: None)  # asked only at the press, the browser may hear it late
    page.goto(f"{server}/make?lang=en")
    chosen = page.get_by_label("Or bring a file (YAML)")
    go_to(page, chosen)
    with page.expect_file_chooser() as coming:
        page.keyboard.press("Enter")
    good = b"schema: 1\ntitle: {nl: Van mij, en: Mine}\nextends: carnisse/mixed\n"
    coming.value.set_files({"name": "a.yaml", "mimeType": "text/yaml", "buffer": good})
    expect(page.get_by_role("button", name="Back to the form")).to_be_visible()
    expect(page.get_by_role("region", name="The file")).to_contain_text("carnisse/mixed")
    large = {"name": "b.yaml", "mimeType": "text/yaml", "buffer": b"#" * 100_001}
    chosen.set_input_files(large)
    expect(page.get_by_role("alert")).to_have_text("This file is too large.")
    assert violations(page, axe) == []


def test_the_form_fits_a_phone(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{server}/make?lang=nl")
    expect(page.locator(".lever").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_file_about_other_years_is_told_so_and_not_compared(page: Page, server: str) -> None:
    page.goto(f"{server}/make?lang=en")
    short = b"extends: carnisse/mixed\nhorizon: {start: 2013-01-01, end: 2014-12-31}\n"
    page.get_by_label("Or bring a file (YAML)").set_input_files(
        {"name": "a.yaml", "mimeType": "text/yaml", "buffer": short}
    )
    expect(page.get_by_role("alert")).to_contain_text("cannot be compared")
    expect(page.get_by_role("alert")).to_contain_text("'mine' from 2013-01-01 to 2014-12-31")
    expect(page.get_by_role("button", name="Download the file")).to_be_visible()
    expect(page.get_by_role("button", name="Compare with where you started")).to_have_count(0)
