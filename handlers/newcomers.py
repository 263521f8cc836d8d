"""Somebody named by e-mail who is not in the directory: found on the platform, and entered once."""

from dataclasses import replace

from escalation import newcomers
from escalation.people import Person
from handlers.desk import Desk


def named_here(desk: Desk, email: str, by: str, field: str) -> Person:
    """Whoever has this address, with what the platform knows of them; or a refusal at this field."""
    person = newcomers.named(email, by, desk.directory(), field)
    if person.slack or not person.named_by:
        return person
    account = desk.account(person.email)
    if account is None:
        return person
    return replace(person, slack=account.identity, name=account.name or person.name)
