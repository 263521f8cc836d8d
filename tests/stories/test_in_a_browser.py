"""The main job, lived once in a real browser: raised, told, agreed and settled on the sandbox's page."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, sync_playwright
from starlette.applications import Starlette
from starlette.routing import Mount

from bot import demo
from bot.server import Running
from tests.stories.test_given_an_area import AREA, ID
from tests.stories.test_scs import GIVEN

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Where pictures of what people see are kept, if anywhere: how docs/images/thread.png is made.
PICTURES = os.environ.get("STORY_PICTURES", "")

pytestmark = pytest.mark.skipif(
    not Path(CHROMIUM).exists(),
    reason="CHROMIUM IS NOT INSTALLED: the demo has NOT been lived in a browser (.ci/run does it)",
)


@pytest.fixture
def page(berkshire: Any) -> Iterator[Page]:
    """A browser at the sandbox's page, whose clock is wound by the installation."""
    door = demo.door(berkshire.app, berkshire.clock, berkshire.sandbox.url)
    served = Running(Starlette(routes=[Mount("/", door)]))
    berkshire.workspace.delivers_to(f"{served.url}/slack/events", f"{served.url}/demo/wind")
    berkshire.app.runner.start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(
            base_url=berkshire.sandbox.url, viewport={"width": 1440, "height": 1000}
        )
        page.set_default_timeout(20_000)
        yield page
        browser.close()
    served.stop()


@pytest.fixture
def two(berkshire: Any) -> Any:
    """Another procedure in force in My Town, which says what it is not for."""
    berkshire.stops()
    berkshire.settings = {"procedure_of": {AREA: ID}, "signposts": GIVEN}
    berkshire.starts()
    return berkshire


def test_where_two_procedures_are_in_force_what_goes_elsewhere_is_seen_apart(two, page):
    page.goto("/as/U0SAM")
    dialog = opens(page)
    picture(page, "area")
    dialog.get_by_label("Where the child or young person lives").select_option(label=AREA)
    dialog.get_by_role("button", name="Next").click()
    menu = dialog.get_by_label("What it is about")
    menu.wait_for()
    groups = [group.get_attribute("label") for group in menu.locator("optgroup").all()]
    assert groups == ["What this procedure is for", "Goes elsewhere: you are told where"]
    menu.evaluate("each => each.size = 18")  # a menu that is open is in no picture
    picture(page, "about")


def test_a_disagreement_is_lived_from_raising_to_settlement(berkshire, page):
    page.goto("/")
    picture(page, "people")
    page.get_by_role("link", name="Sam Okafor").click()
    raises(page)
    thread(page, "U0SAM", "Sam")

    page.get_by_role("button", name="Next moment").click()
    page.get_by_text("It is now Tuesday 7 April 2026, 09:00").wait_for()
    page.get_by_role("button", name="Next moment").click()
    page.get_by_text("It is now Tuesday 7 April 2026, 17:00").wait_for()
    assert len(berkshire.told("Tom")) == 1

    propose(page, "U0TOM")
    picture(page, "proposed")
    approve(page, "U0TOM")
    approve(page, "U0JO")

    berkshire.workspace.waits_for(lambda: "settled at" in berkshire.card().text, called="the end")
    page.reload()
    page.get_by_role("article").filter(has_text="settled at Stage 1").first.wait_for()
    picture(page, "settled")
    sees_to_what_is_left(page, "U0TOM")


def opens(page: Page) -> Locator:
    """Somebody types /escalate: what opens."""
    page.get_by_label("Write to Escalate").fill("/escalate")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    return dialog


def raises(page: Page) -> None:
    """The three pages, filled in as a person fills them in."""
    dialog = opens(page)
    assert "dial 999" in dialog.inner_text()
    picture(page, "first")
    dialog.get_by_label("Where the child or young person lives").select_option(label="Reading")
    dialog.get_by_label("What it is about").select_option(index=1)
    dialog.get_by_label("The other agency's professional you differ with").select_option("U0PRIYA")
    dialog.get_by_label("Yes, and we still differ").check()
    dialog.get_by_role("button", name="Next").click()
    dialog.get_by_label("What differs").fill("The referral was closed without an assessment.")
    dialog.get_by_label("What you have seen or know").fill("Two missed weight checks.")
    dialog.get_by_label("What you ask for").fill("An assessment this week.")
    dialog.get_by_label("Why this is in the best interest").fill("Four days with nobody visiting.")
    dialog.get_by_label("The day on which the difference began").fill("2026-04-02")
    dialog.get_by_label("At about what time").fill("15:00")
    picture(page, "second")
    dialog.get_by_role("button", name="Preview").click()
    dialog.get_by_text("Nothing has been posted yet").wait_for()
    picture(page, "preview")
    dialog.get_by_role("button", name="Confirm and raise").click()
    dialog.get_by_text("has been raised").wait_for()
    dialog.get_by_role("button", name="Close").first.click()


def thread(page: Page, person: str, name: str) -> None:
    """Somebody opens the disagreement's channel and its thread."""
    page.goto(f"/as/{person}")
    picture(page, f"told-{name}")
    for _ in range(20):
        link = page.get_by_role("navigation").get_by_role("link", name="esc-")
        if link.count():
            break
        page.reload()
    link.first.click()
    page.get_by_role("article").first.wait_for()
    picture(page, f"channel-{name}")


def propose(page: Page, person: str) -> None:
    """A manager puts an agreement to each agency."""
    thread(page, person, "Tom")
    page.get_by_role("button", name="Propose an agreement").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Action 1: what will be done").fill("An assessment is begun today.")
    dialog.get_by_label("Action 1: who will do it").fill("Priya Desai")
    dialog.get_by_label("Action 1: by which day").fill("2026-04-10")
    picture(page, "propose")
    dialog.get_by_role("button", name="Propose").click()
    dialog.wait_for(state="detached")


def approve(page: Page, person: str) -> None:
    """A manager approves for their agency."""
    thread(page, person, person)
    for _ in range(20):
        button = page.get_by_role("button", name="Approve", exact=True)
        if button.count():
            break
        page.reload()
    button.first.click()
    page.wait_for_load_state()


def sees_to_what_is_left(page: Page, person: str) -> None:
    """A manager opens their side's page from what they were told, and says where it is filed."""
    page.goto(f"/as/{person}")
    page.get_by_role("button", name="See to what is left").last.click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert "child's file" in dialog.inner_text()
    picture(page, "closing")
    for each in dialog.get_by_label("Done", exact=True).all():
        each.check()
    dialog.get_by_label("How each of them was told").fill("I rang each of them.")
    dialog.get_by_label("Where it is filed").fill("Mosaic, document 4471.")
    picture(page, "closing-filled")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_text("Answered so far").wait_for()
    assert "Mosaic, document 4471." in dialog.inner_text()
    picture(page, "closing-saved")


def picture(page: Page, name: str) -> None:
    """Keep what is seen, where pictures are wanted."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=False)
