"""What may be asked of Graph in a query, and nothing else: fields, filters and managers within."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.microsoft.refused import Refused, bad_request

DEFAULT = ("displayName", "id", "mail", "userPrincipalName")
FIELDS = {
    *DEFAULT,
    *("accountEnabled", "userType", "businessPhones", "givenName", "surname", "jobTitle"),
    *("department", "mobilePhone", "officeLocation", "preferredLanguage"),
}
_EXPAND = re.compile(r"manager(?:\((?P<options>[^()]*)\))?")
_MAIL_IS = re.compile(r"mail eq '(?P<mail>(?:[^']|'')*)'", re.IGNORECASE)


@dataclass(frozen=True)
class Managers:
    """How far up the managers are wanted, and what of each."""

    levels: int
    fields: tuple[str, ...]


def allowed(query: Mapping[str, str], *names: str) -> None:
    """Refuse every option that this door does not know."""
    for name in query:
        if name not in names:
            raise bad_request(f"The query parameter '{name}' is not supported here.")


def fields(text: str | None) -> tuple[str, ...]:
    """What $select asks for; without it, only what Graph gives unasked."""
    if text is None:
        return DEFAULT
    wanted = tuple(text.split(","))
    for name in wanted:
        if name not in FIELDS:
            raise bad_request(
                f"Could not find a property named '{name}' on type 'microsoft.graph.user'."
            )
    return wanted


def managers(query: Mapping[str, str], consistency: str) -> Managers | None:
    """What $expand asks for: levels above the first need the header and the count."""
    text = query.get("$expand")
    if text is None:
        return None
    found = _EXPAND.fullmatch(text)
    if found is None:
        raise bad_request(f"Parsing OData Select and Expand failed: '{text}'.")
    options = _options(found["options"] or "")
    if "$levels" not in options:
        return Managers(1, fields(options.get("$select")))
    if consistency.casefold() != "eventual" or query.get("$count") != "true":
        raise Refused(400, "Request_UnsupportedQuery", "Expand with levels is not supported so.")
    return Managers(_levels(options["$levels"]), fields(options.get("$select")))


def mail(text: str) -> str:
    """The address that $filter wants; two apostrophes are one, and a single one ends it."""
    found = _MAIL_IS.fullmatch(text)
    if found is None:
        raise bad_request(f"Invalid filter clause: '{text}'.")
    return found["mail"].replace("''", "'")


def top(text: str) -> int:
    """How many rows $top wants."""
    if not text.isdecimal() or not 1 <= int(text) <= 999:
        raise bad_request(f"Invalid page size specified: '{text}'.")
    return int(text)


def _options(text: str) -> dict[str, str]:
    options = dict(option.partition("=")[::2] for option in text.split(";") if option)
    for name in options:
        if name not in ("$levels", "$select"):
            raise bad_request(f"The expand option '{name}' is not supported here.")
    return options


def _levels(text: str) -> int:
    if text == "max":
        return 1000
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise bad_request(f"Invalid levels: '{text}'.")
    return int(text)
