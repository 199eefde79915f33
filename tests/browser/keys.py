"""A visitor without a mouse or a picture: goes by Tab, hears roles and names, sees the focus."""

from playwright.sync_api import Locator, Page

MOST_TABS = 250
SHOWN = """(one) => {
  const seen = getComputedStyle(one);
  const marked = seen.outlineStyle !== 'none' && parseFloat(seen.outlineWidth) >= 2;
  const within = (at, most) => Math.min(Math.max(at, 1), most - 1);
  const hit = (line) => one.contains(document.elementFromPoint(
    within(line.x + line.width / 2, innerWidth), within(line.y + line.height / 2, innerHeight)));
  const lines = [...one.getClientRects()].filter((l) => l.bottom > 0 && l.top < innerHeight);
  const free = lines.length > 0 && lines.every(hit);
  const named = one.getAttribute('aria-label') || one.innerText || (one.labels || [])[0]?.innerText;
  return [marked ? '' : 'no outline', free ? '' : 'covered', named ? '' : 'no name']
    .filter(Boolean).map((fault) => fault + ': ' + one.outerHTML.slice(0, 120));
}"""


def go_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus; fails when Tab never comes there."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never comes to {wanted}")


def faults_of_focus(page: Page, *, stops: int) -> list[str]:
    """What is wrong with the first elements that Tab comes to: unmarked, covered or nameless."""
    faults: list[str] = []
    page.evaluate("document.activeElement?.blur()")
    for _ in range(stops):
        page.keyboard.press("Tab")
        at = page.evaluate_handle("document.activeElement").as_element()
        if at is not None and at.evaluate("(one) => one !== document.body"):
            faults += at.evaluate(SHOWN)
    return faults
