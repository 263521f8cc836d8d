"""The page lived in a real browser: by keyboard, to be read by everybody, and with no outside asset."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, sync_playwright

from sandbox.driver import Workspace
from sandbox.server import Serving

Call = Callable[..., dict[str, Any]]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Text against what lies behind it, and controls against their names, as WCAG 2.2 AA counts them.
FAULTS = """() => {
  const faults = [];
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let n = node; n; n = n.parentElement) {
      const colour = parts(getComputedStyle(n).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim());
    if (!own || node.closest("[inert], .quiet, script, style, option") || !node.checkVisibility()) continue;
    const [a, b] = [parts(getComputedStyle(node).color), behind(node)].map(light);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faults.push(`${ratio.toFixed(2)}:1 for ${node.textContent.trim().slice(0, 40)}`);
  }
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (!field.labels.length && !field.ariaLabel) faults.push(`no label: ${field.outerHTML}`);
  }
  for (const button of document.querySelectorAll("button, a, summary")) {
    if (!button.textContent.trim() && !button.ariaLabel) faults.push(`no name: ${button.outerHTML}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((n) => n.id);
  for (const id of new Set(ids)) if (ids.filter((i) => i === id).length > 1) faults.push(`two ${id}`);
  const open = [...document.querySelectorAll("h1")].filter((h) => !h.closest("[inert]"));
  if (open.length !== 1) faults.push(`${open.length} first headings`);
  if (!document.querySelector("main")) faults.push("no main");
  if (!document.documentElement.lang) faults.push("no language");
  return faults;
}"""

pytestmark = pytest.mark.skipif(
    not Path(CHROMIUM).exists(),
    reason="CHROMIUM IS NOT INSTALLED: the page has NOT been lived in a browser (.ci/run does it)",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, sandbox: Serving) -> Iterator[Page]:
    """A page that notes every address it asks for."""
    context = chromium.new_context(base_url=sandbox.url, viewport={"width": 1400, "height": 860})
    page = context.new_page()
    page.set_default_timeout(20_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(f"error: {error}"))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((sandbox.url, "data:"))] == []


@pytest.fixture
def every_block() -> list[dict[str, Any]]:
    """One of every block and element that the page draws."""
    text = {"type": "plain_text", "text": "Words"}
    options = [{"text": {"type": "plain_text", "text": w}, "value": w} for w in ("One", "Two")]
    confirm = dict.fromkeys(("title", "text", "confirm", "deny"), text)
    buttons = [
        {"type": "button", "action_id": style, "text": text, "style": style}
        for style in ("primary", "danger")
    ]
    chosen = [
        {"type": kind, "action_id": kind, "placeholder": text, **more}
        for kind, more in (
            ("static_select", {"options": options, "initial_option": options[0]}),
            ("overflow", {"options": options}),
            ("radio_buttons", {"options": options}),
            ("checkboxes", {"options": options}),
            ("multi_static_select", {"options": options}),
            ("datepicker", {"initial_date": "2026-04-02"}),
            ("timepicker", {}),
            ("datetimepicker", {"initial_date_time": 1775138400}),
            ("users_select", {"initial_user": "U0SAM"}),
            ("multi_users_select", {}),
        )
    ]
    rich = {
        "type": "rich_text_section",
        "elements": [
            {"type": "text", "text": "bold", "style": {"bold": True}},
            {"type": "link", "url": "https://x.example"},
            {"type": "user", "user_id": "U0SAM"},
        ],
    }
    bullets = {"type": "rich_text_list", "style": "bullet", "elements": [rich, rich]}
    return [
        {"type": "header", "text": text},
        {"type": "section", "text": text, "fields": [text, text], "accessory": buttons[0]},
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "*Small* <@U0SAM> `code`"}]},
        {
            "type": "actions",
            "elements": [*buttons, buttons[0] | {"action_id": "c", "confirm": confirm}],
        },
        {"type": "actions", "elements": chosen},
        {"type": "rich_text", "elements": [rich, bullets]},
        {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a"},
    ]


def _faults(page: Page) -> list[str]:
    found: list[str] = page.evaluate(FAULTS)
    return found


def test_a_disagreement_is_raised_and_taken_up_by_keyboard_alone(
    page: Page, app: Any, workspace: Workspace
) -> None:
    page.goto("/")
    page.get_by_role("link", name="Grace Okafor").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Write to Escalate").focus()
    page.keyboard.type("/escalate")
    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog", name="Raise")
    dialog.wait_for()
    assert page.evaluate("document.activeElement.id") == "modal-title"
    page.keyboard.press("Tab")
    page.keyboard.type("The threshold is met <b>and</b> we disagree.")
    for _ in range(4):  # past who, which kind, close: to the submit button
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Send"
    page.keyboard.press("Enter")

    dialog.get_by_role("alert").get_by_text("Please complete this required field.").wait_for()
    box = dialog.get_by_label("What happened?")
    assert box.input_value() == "The threshold is met <b>and</b> we disagree."
    dialog.get_by_label("Who with?").select_option("U0SAM")
    dialog.get_by_role("button", name="Send").press("Enter")
    page.get_by_role("navigation").get_by_text("esc-1").wait_for()
    assert dialog.count() == 0

    page.get_by_label("Be somebody else").select_option("U0SAM")
    page.get_by_role("navigation").get_by_role("link", name="esc-1").press("Enter")
    card = page.get_by_role("article").filter(has_text="The threshold is met <b>and</b>").first
    card.get_by_role("button", name="Take").press("Enter")
    page.get_by_role("complementary", name="Thread").get_by_text("has it.").first.wait_for()
    page.get_by_label("Reply in the thread").fill("We will look at it today.")
    page.get_by_label("Reply in the thread").press("Enter")
    page.get_by_role("complementary").get_by_text("We will look at it today.").wait_for()
    said = workspace.person("U0GRACE").conversation("esc-1").messages[-1].replies
    assert said[-1].text == "We will look at it today."


def test_every_view_of_the_page_can_be_read_and_named(
    page: Page, app: Any, workspace: Workspace, call: Call, channel: str, every_block: list[Any]
) -> None:
    grace = workspace.person("U0GRACE")
    posted = call("chat.postMessage", channel=channel, text="x", blocks=every_block)["ts"]
    call("chat.postMessage", channel=channel, text="x", blocks=every_block, thread_ts=posted)
    call("chat.postEphemeral", channel=channel, user="U0GRACE", text="Psst", blocks=every_block)
    grace.posts("Mine", "esc-1")
    views = ["/", "/as/U0GRACE", f"/as/U0GRACE/in/{channel}", "/as/U0GRACE/home"]
    for path in [*views, f"/as/U0GRACE/in/{channel}?edit={grace.reads('esc-1')[-1].ts}"]:
        page.goto(path)
        assert _faults(page) == [], path
    grace.types("/escalate")
    grace.submits()
    page.goto("/as/U0GRACE")
    assert page.get_by_role("dialog").is_visible()
    assert _faults(page) == []


def test_the_page_fits_a_narrow_window(page: Page, call: Call, channel: str) -> None:
    words = "A_very_long_word_" * 12
    call("chat.postMessage", channel=channel, text=words)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/as/U0GRACE/in/{channel}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_news_is_shown_by_itself_but_never_over_what_is_being_typed(
    page: Page, call: Call, channel: str
) -> None:
    page.goto(f"/as/U0GRACE/in/{channel}")
    call("chat.postMessage", channel=channel, text="First news")
    page.get_by_text("First news").wait_for()
    page.get_by_label("Write to esc-1").fill("Half a sent")
    call("chat.postMessage", channel=channel, text="Second news")
    page.get_by_text("There is something new.").wait_for()
    assert page.get_by_label("Write to esc-1").input_value() == "Half a sent"


@pytest.fixture
def crowded(app: Any, call: Call, channel: str) -> Workspace:
    """A channel with far more in it than fits, and one card with buttons above all of it."""
    button = {"type": "button", "text": {"type": "plain_text", "text": "Not me"}}
    actions = [button | {"action_id": "tell_me", "value": "1"}]
    card = [{"type": "actions", "elements": actions}]
    root = call("chat.postMessage", channel=channel, text="The card", blocks=card)["ts"]
    for number in range(40):
        call("chat.postMessage", channel=channel, text=f"In the channel {number}")
        call("chat.postMessage", channel=channel, text=f"In the thread {number}", thread_ts=root)

    async def told(ack: Any, body: Any, client: Any) -> None:
        await ack()
        where = {"channel": channel, "user": body["user"]["id"], "thread_ts": root}
        await client.chat_postEphemeral(text="Only you are told this.", **where)

    app.bolt.action("tell_me")(told)
    return Workspace(app.url)


@pytest.mark.parametrize("size", [(1440, 1000), (360, 700)], ids=["wide", "narrow"])
def test_what_only_the_presser_is_told_is_in_sight_at_once(
    page: Page, crowded: Workspace, channel: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"/as/U0GRACE/in/{channel}")

    page.get_by_role("main").get_by_role("button", name="Not me").click()

    notice = page.get_by_text("Only you are told this.")
    notice.wait_for()
    box = notice.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= size[1] - box["height"]


def test_on_a_wide_screen_who_and_when_never_leave_it(
    page: Page, crowded: Workspace, channel: str
) -> None:
    page.set_viewport_size({"width": 1440, "height": 1000})
    for place in ("", "#latest", "#thread", "#thread-end"):
        page.goto(f"/as/U0GRACE/in/{channel}{place}")
        page.mouse.move(700, 500)
        page.mouse.wheel(0, 5000)
        assert _top(page.locator(".banner")) == 0, place
        for composer in ("Reply in the thread", "Write to esc-1"):
            assert _top(page.get_by_label(composer)) < 1000, place


def _top(found: Locator) -> float:
    box = found.bounding_box()
    assert box is not None
    return box["y"]
