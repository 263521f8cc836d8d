"""Somebody named by e-mail who is not in the directory: found on the platform, and entered once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from escalation.directory import newcomers
from escalation.directory.people import Person
from escalation.refusals import Unusable
from handlers.desk import Desk


def named_here(desk: Desk, email: str, by: str, field: str) -> Person:
    """Whoever has this address, with what the platform knows of them; or a refusal at this field.

    Whoever is in the directory under that account is that person, under whatever address.
    """
    directory = desk.directory()
    person = newcomers.named(email, by, directory, field)
    if person.slack or not person.named_by:
        return person
    account = desk.account(person.email)
    if account is None:
        return person
    if known := directory.on_slack(account.identity):
        if directory.part_of(known.agency) == person.agency:  # a team has the domain of its agency
            return known
        return newcomers.the_same(known, person, field)
    return replace(person, slack=account.identity, name=account.name or person.name)


@contextmanager
def refused_at(field: str, instead_of: str) -> Iterator[None]:
    """What is refused of whoever was named is said where they were named, and not at an empty field."""
    try:
        yield
    except Unusable as refused:
        if refused.field != instead_of:
            raise
        raise Unusable(field, refused.sentence) from None
