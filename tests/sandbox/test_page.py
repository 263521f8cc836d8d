"""The page works with forms alone, without any script; and shows what people wrote, never runs it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from starlette.responses import JSONResponse

from sandbox.driver import Workspace
from sandbox.server import Serving

Call = Callable[..., dict[str, Any]]


@pytest.fixture
def browser(sandbox: Serving) -> Iterator[httpx.Client]:
    """A browser without scripts."""
    with httpx.Client(base_url=sandbox.url, follow_redirects=True, trust_env=False) as client:
        yield client


def _post(browser: httpx.Client, path: str, **form: Any) -> str:
    response = browser.post(path, data=form)
    assert response.status_code == 200, response.text
    return response.text


def _dm(workspace: Workspace) -> str:
    return f"/as/U0GRACE/in/{workspace.person('U0GRACE').dm.id}"


def test_it_says_plainly_that_it_is_a_sandbox(browser: httpx.Client, workspace: Workspace) -> None:
    for path in ("/", _dm(workspace), "/as/U0GRACE/home"):
        assert "This is a sandbox, not Slack." in browser.get(path).text


def test_people_are_found_under_their_agencies(browser: httpx.Client) -> None:
    page = browser.get("/").text
    order = [page.index(w) for w in ("Health trust", "Grace Okafor", "Council", "Sam Reed")]
    assert order == sorted(order)
    assert 'href="/as/U0GRACE"' in page
    assert 'href="/as/U0GONE"' not in page


def test_it_asks_nothing_of_any_other_machine(browser: httpx.Client, workspace: Workspace) -> None:
    response = browser.get(_dm(workspace))
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert re.findall(r'(?:src|href|action)="(?!/|#|data:,")([^"]+)', response.text) == []


def test_another_sites_page_and_another_name_are_turned_away(
    browser: httpx.Client, workspace: Workspace
) -> None:
    path = f"{_dm(workspace)}/say"
    foreign = browser.post(path, data={"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert browser.get("/", headers={"Host": "evil.example"}).status_code == 403


def test_a_form_is_opened_filled_in_refused_and_sent_without_a_script(
    browser: httpx.Client, workspace: Workspace, app: Any
) -> None:
    dm = _dm(workspace)
    page = _post(browser, f"{dm}/say", text="/escalate", back=dm)
    assert 'role="dialog"' in page
    assert "<strong>In danger now?</strong> Ring 999." in page
    view = re.search(r'name="view" value="(\w+)"', page)
    assert view is not None

    given = {"view": view[1], "back": dm, "field-what": "Typed & kept", "do": "submit"}
    page = _post(browser, "/as/U0GRACE/modal", **given)
    assert "Please look at this again" in page
    assert "Typed &amp; kept</textarea>" in page
    assert 'aria-invalid="true"' in page

    page = _post(browser, "/as/U0GRACE/modal", **given | {"field-who": "U0SAM"})
    assert 'role="dialog"' not in page
    assert workspace.person("U0SAM").conversation("esc-1").messages[-1].text == "Typed & kept"


def test_a_button_is_pressed_and_a_thread_read_without_a_script(
    browser: httpx.Client, workspace: Workspace, app: Any
) -> None:
    sam = workspace.person("U0SAM")
    grace = workspace.person("U0GRACE")
    grace.types("/escalate")
    grace.submits({"what": "We disagree", "who": "Sam Reed"})
    channel = sam.conversation("esc-1")
    here = f"/as/U0SAM/in/{channel.id}"
    press = {"ts": channel.messages[-1].ts, "block_id": "block1", "action_id": "take"}
    page = _post(browser, f"{here}/press", **press, value="ref-1", back=here)
    assert 'id="thread"' in page  # the only thread there is opens by itself
    assert page.count("@Sam Reed</span> has it.") == 3  # card, card above the thread, reply

    page = _post(browser, f"{here}/say", text="Agreed.", thread=press["ts"], back=here)
    assert "Agreed." in page
    assert sam.conversation("esc-1").messages[-1].replies[-1].text == "Agreed."


def test_what_is_written_is_shown_and_never_run(
    browser: httpx.Client, workspace: Workspace, call: Call, channel: str
) -> None:
    bad = "<script>alert(1)</script> *<b>* <javascript:alert(1)|here> <https://x.example/\"'|ok>"
    section = {"type": "section", "text": {"type": "mrkdwn", "text": bad}}
    plain = {"type": "header", "text": {"type": "plain_text", "text": "<i>&amp;</i>"}}
    call("chat.postMessage", channel=channel, text=bad, blocks=[section, plain])
    workspace.person("U0GRACE").posts("<img src=x onerror=alert(1)>", "esc-1")
    page = browser.get(f"/as/U0GRACE/in/{channel}").text
    for live in ("<script>alert", "<b>", "<i>", "<img", 'href="javascript:', "example/\"'"):
        assert live not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_block_the_page_cannot_draw_is_named(
    browser: httpx.Client, call: Call, channel: str
) -> None:
    image = {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a"}
    call("chat.postMessage", channel=channel, text="x", blocks=[image])
    page = browser.get(f"/as/U0GRACE/in/{channel}").text
    assert "The sandbox does not draw “image”" in page


def test_unread_messages_are_counted_until_they_are_looked_at(
    browser: httpx.Client, workspace: Workspace, call: Call, channel: str
) -> None:
    call("chat.postMessage", channel=channel, text="x")
    call("chat.postMessage", channel=channel, text="y")
    assert workspace.person("U0GRACE").conversation("esc-1").unread == 2
    assert '<span class="unread">2' in browser.get(_dm(workspace)).text
    browser.get(f"/as/U0GRACE/in/{channel}")
    assert workspace.person("U0GRACE").conversation("esc-1").unread == 0
    assert workspace.person("U0SAM").conversation("esc-1").unread == 2


def test_a_person_edits_and_deletes_what_they_wrote(
    browser: httpx.Client, workspace: Workspace
) -> None:
    dm = _dm(workspace)
    _post(browser, f"{dm}/say", text="Frist", back=dm)
    ts = workspace.person("U0GRACE").reads()[0].ts
    assert "Frist</textarea>" in browser.get(f"{dm}?edit={ts}").text
    page = _post(browser, f"{dm}/change", ts=ts, text="First", do="edit", back=dm)
    assert "First" in page
    assert "(edited)" in page
    page = _post(browser, f"{dm}/change", ts=ts, do="delete", back=dm)
    assert "First" not in page


def test_a_refused_line_stays_in_the_composer(browser: httpx.Client, workspace: Workspace) -> None:
    dm = _dm(workspace)
    page = _post(browser, f"{dm}/say", text="/escalade now", back=dm)
    assert "/escalade is not a command here" in page
    assert "/escalade now</textarea>" in page
    assert "/escalade now</textarea>" not in browser.get(dm).text


def test_commands_are_not_taken_in_threads(browser: httpx.Client, workspace: Workspace) -> None:
    dm = _dm(workspace)
    root = workspace.person("U0GRACE").posts("Hello").ts
    here = f"{dm}?thread={root}"
    page = _post(browser, f"{dm}/say", text="/escalate", thread=root, back=here)
    assert "Slack takes no commands in threads" in page


def test_a_notice_is_seen_by_one_person_and_can_be_put_away(
    browser: httpx.Client, workspace: Workspace, call: Call, channel: str
) -> None:
    call("chat.postEphemeral", channel=channel, user="U0GRACE", text="Only for Grace")
    here = f"/as/U0GRACE/in/{channel}"
    assert "Only for Grace" in browser.get(here).text
    assert "Only for Grace" not in browser.get(f"/as/U0SAM/in/{channel}").text
    notice = workspace.person("U0GRACE").notices[-1].row["id"]
    page = _post(browser, f"{here}/dismiss", notice=notice, back=here)
    assert "Only for Grace" not in page


def test_a_button_of_a_card_that_was_drawn_again_since_still_works(
    browser: httpx.Client, workspace: Workspace, call: Call, listener: Any, channel: str
) -> None:
    workspace.delivers_to(listener.url)
    words = {"type": "plain_text", "text": "Approve"}
    button = {"type": "button", "action_id": "yes", "value": "1", "text": words}
    blocks = [{"type": "actions", "elements": [button]}]
    ts = call("chat.postMessage", channel=channel, text="x", blocks=blocks)["ts"]
    said = {"type": "section", "text": words}
    seen = workspace.person("U0GRACE").conversation("esc-1").messages[-1].controls[0]
    call("chat.update", channel=channel, ts=ts, text="y", blocks=[said, *blocks])
    pressed = {"ts": ts, "block_id": seen.block_id, "action_id": "yes", "value": "1"}

    page = _post(browser, f"/as/U0GRACE/in/{channel}/press", **pressed, back="/as/U0GRACE")

    assert "to press" not in page
    (action,) = listener.payloads[-1]["actions"]
    now = workspace.person("U0GRACE").conversation("esc-1").messages[-1].controls[0]
    assert (action["action_id"], action["block_id"]) == ("yes", now.block_id)


def test_a_conversation_is_only_for_who_is_in_it(browser: httpx.Client, channel: str) -> None:
    assert browser.get(f"/as/U0LEE/in/{channel}").status_code == 404
    assert browser.get("/as/U0NOBODY").status_code == 404


def test_the_clock_is_wound_by_the_app_and_shown_in_uk_time(
    browser: httpx.Client, workspace: Workspace, listener: Any
) -> None:
    dm = _dm(workspace)
    workspace.reaches("2026-03-28T15:00+00:00")
    assert "Saturday 28 March 2026, 15:00" in browser.get(dm).text
    workspace.delivers_to(listener.url, wind_url=listener.url)
    lived = {"now": "2026-03-30T08:00:00+00:00", "did": "It is now Monday."}
    listener.answers.append(JSONResponse(lived))
    page = _post(browser, "/as/U0GRACE/wind", to="morning", back=dm)
    assert listener.bodies == [b'{"to":"morning"}']
    assert "Monday 30 March 2026, 09:00" in page

    assert "It is now Monday. Nobody was told anything." in page

    listener.answers.append(JSONResponse({"error": "That is in the past."}, 409))
    page = _post(browser, "/as/U0GRACE/wind", to="2026-03-29T12:00", back=dm)
    assert listener.bodies[-1] == b'{"to":"2026-03-29T12:00:00+01:00"}'
    assert "The clock was not wound: That is in the past." in page


def test_the_home_tab_is_drawn_and_its_buttons_work(
    browser: httpx.Client, workspace: Workspace, call: Call, listener: Any
) -> None:
    workspace.delivers_to(listener.url)
    words = {"type": "plain_text", "text": "Raise"}
    button = {"type": "button", "action_id": "go", "text": words}
    more = {"type": "overflow", "action_id": "more", "options": [{"text": words, "value": "a:b"}]}
    view = {"type": "home", "blocks": [{"type": "actions", "elements": [button, more]}]}
    call("views.publish", user_id="U0GRACE", view=view)
    assert ">Raise</button>" in browser.get("/as/U0GRACE/home").text
    _post(browser, "/as/U0GRACE/home", do="act:block0:go", back="/as/U0GRACE/home")
    assert listener.payloads[-1]["actions"][0]["action_id"] == "go"
    assert listener.payloads[-1]["view"]["type"] == "home"
    _post(browser, "/as/U0GRACE/home", do="act:block0:more:a:b", back="/as/U0GRACE/home")
    assert listener.payloads[-1]["actions"][0]["selected_option"]["value"] == "a:b"
