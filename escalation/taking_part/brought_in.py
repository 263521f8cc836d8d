"""Who is inside, who has been and no longer is, and whom of them somebody may have taken out."""

from collections.abc import Collection

from escalation import rights
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement
from escalation.entries import Actor
from escalation.particulars import Written
from escalation.permissions import INSIDE, Relation

# Whoever is told one of these is brought in by it: how what it is about begins.
BY = (
    *("raised", "reached:", "redirected:", "adviser:", "brought_in", "reopened:", "taken_in:"),
    *("called:", "chairs:", "moved:"),
    *("ask:", "top:", "quiet:", "remind:", "meeting:", "proposal:", "again:"),
)
_NOT_THEIRS = ("redirected", "colleague_left")


def inside(
    disagreement: Disagreement, directory: Directory, known: Collection[str] = ()
) -> list[Person]:
    """Everybody who is inside, each once: whoever is asked first, and of all others who may act there
    those who are `known` to have been told or to have read something, or have acted."""
    asked = (
        person
        for who in disagreement.everybody_told()
        for person in rights.standing(who, disagreement, directory, farthest="deputy")[:1]
    )
    took_part = {*known, *_acted(disagreement)}
    others = [person for person in directory.people if person.id in took_part]
    belong = (
        person for person in others if rights.relations(person.id, disagreement, directory) & INSIDE
    )
    return list(dict.fromkeys([*asked, *belong]))


def left(
    disagreement: Disagreement, directory: Directory, told: Collection[str] = ()
) -> list[Person]:
    """Whoever has been inside: they said that it is not theirs, or were `told`, and hold it no more."""
    known = dict.fromkeys([*handed_on(disagreement), *told])
    people = (directory.person(each) for each in known if each not in disagreement.cut)
    return [
        person
        for person in people
        if person and not rights.relations(person.id, disagreement, directory) & INSIDE
    ]


def handed_on(disagreement: Disagreement) -> dict[str, Written]:
    """Whoever has said that it is not theirs, but for who raised it; and when they did."""
    raised = {each.by.person for each in disagreement.written if each.kind == "raised"}
    return {
        each.by.person: each
        for each in disagreement.written
        if each.kind in _NOT_THEIRS and each.by.person not in raised
    }


def mistaken(
    by: str,
    disagreement: Disagreement,
    directory: Directory,
    told: Collection[str] = (),
    opened: Collection[str] = (),
) -> list[Person]:
    """Whom somebody may have taken out, or say of that they should never have been in it."""
    actor = rights.actor(by, disagreement, directory)
    return [
        person
        for person in ever(disagreement, directory, told, opened)
        if person.id != by and is_for(actor, person, disagreement, directory)
    ]


def ever(
    disagreement: Disagreement,
    directory: Directory,
    told: Collection[str],
    opened: Collection[str],
) -> list[Person]:
    """Everybody who is inside, or has been: a deputy who never heard of it neither is nor was."""
    now = inside(disagreement, directory, {*told, *opened})
    return list(dict.fromkeys([*now, *left(disagreement, directory, told)]))


def _acted(disagreement: Disagreement) -> set[str]:
    """Whoever has written, answered or taken something there, or is asked in another's place."""
    proposal = disagreement.proposal
    answered = (each.by.person for each in disagreement.answered.values())
    held = (disagreement.holders, disagreement.not_agreed, proposal.yes if proposal else {})
    return {
        *(each.by.person for each in disagreement.written),
        *answered,
        *(by.person for each in held for by in each.values()),
        *(person for _, person in disagreement.stood_in),
    }


def is_for(actor: Actor, person: Person, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether somebody is of the actor's agency, or of none that is involved, or has no part any more.

    No side takes the people of another out of it; whom it named by mistake, and who has said so,
    it may put on record.
    """
    mine = _agencies(actor.person, disagreement, directory) | {actor.agency}
    theirs = _agencies(person.id, disagreement, directory)
    if not theirs or theirs & mine:
        return True
    now = rights.relations(person.id, disagreement, directory)
    return person.id in handed_on(disagreement) and now == {Relation.STRANGER}


def _agencies(person: str, disagreement: Disagreement, directory: Directory) -> set[str]:
    """The involved agencies that somebody is of, or stands for."""
    someone = directory.person(person)
    known = {rights.actor(person, disagreement, directory).agency}
    return (known | {someone.agency if someone else ""}) & set(disagreement.agencies)
