"""What Slack says that people did, read into requests; nothing else in a payload is believed."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.slack.characters import legible, unescaped
from escalation import references
from escalation.directory.people import Directory
from escalation.rehearsing import practice
from handlers.request import Request

Payload = Mapping[str, Any]

PLATFORM = "slack"
OF_TWO = ("link", "unlink", "merge")
OF_SOMEBODY = ("away", "back", "thanks", "thank")
# Nobody in a hurry is asked to spell it as we do.
HARM = dict.fromkeys(("harm", "immediate", "emergency", "999"), "harm_typed")
TYPED_OTHERWISE = {
    **HARM,
    "practise": "practice",
    "discussions": "approve_discussions",
    "check": "check_back",
    "thank": "thanks",
}
WORDS = (
    *("status", "list", "export", "note", "notes", "reopen", "closing", *OF_TWO, "check_back"),
    *("hide", "wrong", "issues", "form"),
    *("away", "back", "practice", "thanks", "help"),
    *TYPED_OTHERWISE,
)
MARKED = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
SPOKEN = (None, "", "file_share", "thread_broadcast", "me_message")


def command(payload: Payload) -> Request:
    """`/escalate` and what was typed after it; a word that is not known asks for help."""
    typed = legible(payload.get("text") or "").strip()
    first, _, rest = typed.partition(" ")
    word = first.lower().rstrip(":!.,") if typed else "open"
    known = word in (*WORDS, "open")
    of, said = _about(word, rest)
    return Request(
        word=TYPED_OTHERWISE.get(word, word) if known else "help",
        identity=payload["user_id"],
        platform=PLATFORM,
        key=payload["trigger_id"],
        reference=of if known else "",
        place=payload.get("channel_id") or "",
        answers=said if known else {"mistyped": unescaped(typed, _nobody)[:100]},
    )


def _about(word: str, rest: str) -> tuple[str, dict[str, str]]:
    """What a command is about, and what else was typed after its word."""
    if word in OF_SOMEBODY:
        return "", _whose(rest)
    if word in HARM:
        return references.within(unescaped(rest, _nobody)), {}
    if word in OF_TWO:
        of, other = _two(rest)
        return of, {"other": other} if other else {}
    of, after = references.led(unescaped(rest, _nobody))
    return (of, {"text": after}) if of and word == "note" else (of or reference(rest), {})


def _whose(typed: str) -> dict[str, str]:
    """Who is away or back, where somebody else is named; a name that Slack did not mark is nobody's."""
    if not (whose := typed.strip()):
        return {}
    marked = MARKED.fullmatch(whose)
    return {"whose": f"{PLATFORM}:{marked[1]}" if marked else unescaped(whose, _nobody)[:100]}


def reference(typed: str) -> str:
    """ESC-KXQT-RWBM, however it was typed: `esc-kxqt-rwbm`, `KXQT RWBM`, `#esc-kxqt-rwbm`."""
    named = unescaped(typed, _nobody)
    if named.strip(" #`*_.").upper() == practice.REFERENCE:
        return practice.REFERENCE  # eight letters, and no disagreement's
    return references.read(named)


def press(payload: Payload) -> Request | None:
    """A button; none, where no button of ours says what this one says."""
    action, container = payload["actions"][0], payload["container"]
    about, bar, question = str(action.get("value") or "").partition("|")
    word = action["action_id"].partition(":")[0]
    if not bar or not word:
        return None
    where = container.get("message_ts") or container.get("view_id") or ""
    return Request(
        word=word,
        identity=payload["user"]["id"],
        platform=PLATFORM,
        key=f"{where}:{action['action_ts']}",
        reference=about,
        question=question,
        place=(payload.get("channel") or {}).get("id") or "",
    )


def submission(
    payload: Payload, word: str, answers: Mapping[str, str], carries: Mapping[str, str]
) -> Request | None:
    """A form that was sent; the same page of the same modal is the same act, however often it comes."""
    if not word:
        return None
    view = payload["view"]
    return Request(
        word=word,
        identity=payload["user"]["id"],
        platform=PLATFORM,
        key=":".join(filter(None, (view["id"], word, carries.get("step", "")))),
        reference=carries.get("reference", ""),
        question=carries.get("question", ""),
        answers=answers,
        carries=carries,
    )


def words(event: Payload, called: Callable[[str], str]) -> Request | None:
    """What a person newly wrote in a channel; none for apps, edits, and Slack's own lines."""
    if event.get("bot_id") or event.get("app_id"):
        return None
    if event.get("subtype") not in SPOKEN or event.get("channel_type") == "im":
        return None
    if not (event.get("user") and event.get("channel") and event.get("ts")):
        return None
    text = "\n".join(filter(None, (_text(event, called), *_files(event))))
    return _said(event, text) if text else None


def names(people: Directory) -> Callable[[str], str]:
    """What each person of the directory is called, by their Slack identity."""
    return lambda slack: found.name if (found := people.on_slack(slack)) else ""


def _two(typed: str) -> tuple[str, str]:
    return references.two(unescaped(typed, _nobody))


def _said(event: Payload, text: str) -> Request:
    thread = event.get("thread_ts") or ""
    return Request(
        word="say",
        identity=event["user"],
        platform=PLATFORM,
        key=f"{event['channel']}:{event['ts']}",
        place=":".join(filter(None, (event["channel"], thread))),
        answers={"text": text} | _written(event["ts"]),
    )


def _written(ts: str) -> dict[str, str]:
    """When it was written, by Slack's own clock: it may be heard much later."""
    try:
        return {"written": datetime.fromtimestamp(float(ts), UTC).isoformat()}
    except (ValueError, OverflowError, OSError):
        return {}


def _text(event: Payload, called: Callable[[str], str]) -> str:
    return unescaped(event.get("text") or "", called).strip()


def _files(event: Payload) -> list[str]:
    """A file's content stays with Slack; that it was shared belongs to what was said."""
    return [
        f"[A file was shared here: {legible(file.get('name') or 'without a name')}]"
        for file in event.get("files") or []
    ]


def _nobody(slack: str) -> str:
    return ""
