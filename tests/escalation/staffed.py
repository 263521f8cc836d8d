"""The story's people in the posts of another procedure: each tier held one rung higher up the line."""

from collections.abc import Iterator
from dataclasses import replace

from escalation.directory.people import PARTNERSHIP, Directory, Post
from escalation.disagreement import NAMED
from escalation.texts.procedure import Procedure
from tests.escalation.story import DIRECTORY

LINES = {
    "health": ("sam", "jo", "mina", "owen", "ruth"),
    "care": ("priya", "tom", "helen", "marcus", "anne"),
}
BESIDE = {"health": ("clare", "dev"), "care": ("leila", "joan")}
OFFICE = ("ivor", "bea")
PROFESSIONALS = ("sam", "ann", "priya", "pat")


def staffed(procedure: Procedure) -> Directory:
    """Everybody whom a procedure asks for, at both agencies and in the office."""
    professionals = (
        Post(who, NAMED, person.agency)
        for who in PROFESSIONALS
        if (person := DIRECTORY.person(who)) is not None
    )
    posts = (*professionals, *_at_agencies(procedure), *_in_the_office(procedure))
    return replace(DIRECTORY, posts=tuple(dict.fromkeys(posts)))


def _at_agencies(procedure: Procedure) -> Iterator[Post]:
    tiers = {role: n for n, tier in enumerate(procedure.tiers) for role in tier.held_by}
    roles = [role.id for role in procedure.roles.values() if role.of == "agency"]
    for agency, line in LINES.items():
        for number, role in enumerate(role for role in roles if role != NAMED):
            rung = tiers.get(role)
            beside = BESIDE[agency][number % 2]
            yield Post(beside if rung is None else line[min(rung, 4)], role, agency)


def _in_the_office(procedure: Procedure) -> Iterator[Post]:
    yield Post("bea", "business_manager", PARTNERSHIP)
    roles = [role.id for role in procedure.roles.values() if role.of == "partnership"]
    for number, role in enumerate(role for role in roles if role != "business_manager"):
        yield Post(OFFICE[number % 2], role, PARTNERSHIP)
