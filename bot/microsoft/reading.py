"""From what Microsoft Graph answers to values; nothing here asks it anything."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from escalation.directory.accounts import Account, AutomaticReply, Chain, End, NotAllowed

Raw = Mapping[str, Any]
FIELDS = "id,displayName,mail,userPrincipalName,accountEnabled,userType"
A_PERSON = "#microsoft.graph.user"
DEEPEST = 20  # no line of managers is longer; a circle is found long before
LONGEST = 3600.0  # what asks for more than an hour is asked again after one
_CODE = re.compile(r"[A-Za-z0-9_.]{1,60}")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_FRACTION = re.compile(r"\.\d+$")
# What Outlook calls the zones in which people of the United Kingdom may have set their mailbox.
_ZONES = {"UTC": UTC, "GMT Standard Time": ZoneInfo("Europe/London")}


@dataclass(frozen=True)
class Answer:
    """What came back: its status, and its JSON."""

    status: int
    body: Raw

    @property
    def is_there(self) -> bool:
        """Whether what was asked for exists, and was given."""
        return self.status == 200

    @property
    def is_refused(self) -> bool:
        """Whether a permission is missing."""
        return self.status == 403

    @property
    def code(self) -> str:
        """Graph's own word for what was wrong, if it has the shape of one."""
        error = self.body.get("error")
        code = str(error.get("code", "")) if isinstance(error, Mapping) else ""
        return code if _CODE.fullmatch(code) else f"http_{self.status}"


def account(raw: Raw) -> Account:
    """The account that this JSON describes; what limited permissions hide is empty."""
    return Account(
        id=_text(raw, "id"),
        name=_text(raw, "displayName"),
        mail=_text(raw, "mail"),
        upn=_text(raw, "userPrincipalName"),
        enabled=raw.get("accountEnabled") is not False,
        guest=_text(raw, "userType").casefold() == "guest",
    )


def accounts(raw: Raw) -> tuple[Account, ...]:
    """The accounts of a list."""
    listed = raw.get("value")
    rows = listed if isinstance(listed, list) else []
    return tuple(account(row) for row in rows if isinstance(row, Mapping))


def chain(rows: Iterable[Raw], read_at: datetime) -> Chain:
    """The line of managers that begins with the first of these; no more are taken than it needs."""
    found: list[Account] = []
    end = _climb(rows, found)
    if not found:
        raise NotAllowed("Escalate may not read this account.")
    if end is End.TOP and found[-1].guest:
        end = End.GUEST
    linked = [replace(below, manager=above.id) for below, above in pairwise(found)]
    return Chain((*linked, found[-1]), read_at, end)


def _climb(rows: Iterable[Raw], found: list[Account]) -> End:
    try:
        for raw in rows:
            here = account(raw)
            if raw.get("@odata.type", A_PERSON) != A_PERSON:
                return End.NOT_A_PERSON
            if here.id in (each.id for each in found):
                return End.CIRCLE
            if len(found) == DEEPEST:
                return End.TOO_DEEP
            found.append(here)
            if not here.enabled:
                return End.DISABLED
    except NotAllowed:
        return End.NOT_ALLOWED
    return End.TOP


def above(raw: Raw) -> Iterator[Raw]:
    """The manager within this account, the manager within that, and so on up."""
    within = raw.get("manager")
    while isinstance(within, Mapping):
        yield within
        within = within.get("manager")


def is_id(text: str) -> bool:
    """Whether this is an account's id, and not an address."""
    return bool(_ID.fullmatch(text))


def with_mail(address: str) -> str:
    """The filter that finds an address; within it, Graph reads two apostrophes as one."""
    quoted = address.replace("'", "''")
    return f"mail eq '{quoted}'"


def automatic_reply(raw: Raw) -> AutomaticReply | None:
    """When the mailbox answers by itself, if it is set to at all; what it says is never read."""
    match raw.get("status"):
        case "alwaysEnabled":
            return AutomaticReply()
        case "scheduled":
            starts, ends = (_time(raw.get(f"scheduled{at}DateTime")) for at in ("Start", "End"))
            return AutomaticReply(starts, ends) if starts and ends else None
        case _:
            return None


def seconds_to_wait(retry_after: str, server_time: str, now: datetime) -> float | None:
    """After how many seconds to ask again, given as seconds or as a date by the server's own clock."""
    try:
        wait = float(retry_after)
    except ValueError:
        until = _http_date(retry_after)
        if until is None:
            return None
        wait = (until - (_http_date(server_time) or now)).total_seconds()
    return min(max(wait, 0.0), LONGEST) if wait == wait else None  # not for what is no number


def _http_date(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _time(raw: object) -> datetime | None:
    """A time as Outlook writes it: seven decimals, and its zone beside it."""
    if not isinstance(raw, Mapping):
        return None
    zone = _ZONES.get(_text(raw, "timeZone"))
    try:
        at = datetime.fromisoformat(_FRACTION.sub("", _text(raw, "dateTime")))
    except ValueError:
        return None
    return at.replace(tzinfo=zone).astimezone(UTC) if zone and at.tzinfo is None else None


def _text(raw: Raw, key: str) -> str:
    """A field's words; Graph says null where there are none."""
    value = raw.get(key)
    return value if isinstance(value, str) else ""
