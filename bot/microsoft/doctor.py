"""Whether this installation can read people and managers from Microsoft Graph, tried way by way."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.microsoft import reading
from bot.microsoft.graph import CHOSEN, EVENTUAL, MAILBOX, WITH_MANAGERS
from bot.microsoft.reading import Answer, Raw
from bot.microsoft.wire import Wire
from escalation.directory.accounts import NotAllowed, NotAvailable

PERMISSION = "give the application the permission User.Read.All, and an administrator's consent"


@dataclass(frozen=True)
class Findings:
    """What was found, in sentences, and whether the line of managers can be read at all."""

    sentences: tuple[str, ...]
    is_usable: bool


class _Unusable(Exception):
    """Nothing further can be tried; the sentence says why."""


def doctor(wire: Wire, *, automatic_replies: bool) -> Findings:
    """Try the login, then one account, then both ways of reading managers, then a mailbox if wanted."""
    said: list[str] = []
    try:
        for sentence in _tried(wire, automatic_replies=automatic_replies):
            said.append(sentence)
    except (NotAllowed, NotAvailable, _Unusable) as fault:
        return Findings((*said, str(fault)), False)
    return Findings(tuple(said), True)


def _tried(wire: Wire, *, automatic_replies: bool) -> Iterator[str]:
    wire.log_in()
    yield "The login works."
    somebody = _somebody(wire.get("users", params={**CHOSEN, "$top": "1"}))
    id = reading.account(somebody).id
    yield "People can be read."
    if not isinstance(somebody.get("accountEnabled"), bool):
        yield f"Whether an account is disabled is hidden, so leavers cannot be seen: {PERMISSION}."
    yield from _managers(
        one_by_one=wire.get("users", id, "manager", params=CHOSEN),
        all_at_once=wire.get("users", id, params=WITH_MANAGERS, headers=EVENTUAL),
    )
    if automatic_replies:
        yield _mailbox(wire.get("users", id, *MAILBOX))
    else:
        yield "Automatic replies are not asked for: ESCALATE_GRAPH_AUTOMATIC_REPLIES is false."


def _somebody(answer: Answer) -> Raw:
    if answer.is_refused:
        raise _Unusable(f"People cannot be read ({answer.code}): {PERMISSION}.")
    people = answer.body.get("value")
    if not (isinstance(people, list) and people and isinstance(people[0], dict)):
        raise _Unusable("The organisation has no account at all: is it the right tenant?")
    return people[0]


def _managers(*, one_by_one: Answer, all_at_once: Answer) -> Iterator[str]:
    """Graph's own pages disagree on what an application may: what counts is what it answers here."""
    for ways, answer in (("one by one", one_by_one), ("all at once", all_at_once)):
        can = (
            f"cannot be read {ways} ({answer.code})" if answer.is_refused else f"can be read {ways}"
        )
        yield f"Managers {can}."
    if not one_by_one.is_refused:
        yield "Escalate reads them one by one."
    elif not all_at_once.is_refused:
        yield "Escalate reads them all at once."
    else:
        raise _Unusable(f"No way of reading managers works: {PERMISSION}.")


def _mailbox(answer: Answer) -> str:
    if answer.is_refused:
        return (
            f"Automatic replies cannot be read ({answer.code}): give the application the permission "
            "MailboxSettings.Read, or set ESCALATE_GRAPH_AUTOMATIC_REPLIES to false. Nothing else "
            "depends on it."
        )
    return "Automatic replies can be read."
