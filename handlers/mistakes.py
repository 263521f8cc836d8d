"""What should not be there: words taken out of sight, and somebody who should never have been brought in."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from escalation import rights
from escalation.acts import sight
from escalation.acts import wrong as mistaken
from escalation.directory.people import RECORDS_OFFICER, Directory, Person
from escalation.disagreement import Disagreement
from escalation.particulars import Written
from escalation.permissions import Act
from escalation.refusals import NotNow, Unknown
from escalation.taking_part import brought_in
from escalation.words.emergency import first_words
from escalation.words.forms import LONGEST_CHOICE, Field, Form
from escalation.words.message import Message, Part, says
from escalation.working_time import times
from handlers import looking_again
from handlers.desk import Desk
from handlers.request import Reply, Request, Shows, Tells
from handlers.showing import readable
from storage.store import Rule

MOST = 90  # nobody looks through more choices than these
WHICH = "Say which: /escalate {word} ESC-…, with the reference of the one you mean."
OUT = (
    "{name} is out of it: nothing more is told or shown to them here, and they have been told what "
    "to do. A breach note is on the record. It cannot be undone."
)
THEIRS = (
    "You can choose people of your own agency, and of any that is not involved. Somebody of the "
    "other side is taken out by their own people; whoever is there by mistake can also press Not me."
)
NOBODY = (
    "There is nobody here whom you can have taken out: people of another agency are taken out by "
    "their own. Ring whoever was named by mistake and ask them to press Not me; then you can record "
    "it here."
)
SHARED = (
    "This is held in a channel that the partnership shares, and nobody can be taken out of that "
    "from here: please have {name} taken out of it."
)
TOLD = "{officer} is told, and so is whoever raised it. Ring {name} as well, if you can."


def hide(desk: Desk, request: Request) -> Reply:
    """Which entry, and why; then it is out of sight, and whoever did it hears what is left to do."""
    if not request.carries:
        disagreement, person = _begun(desk, request, Act.HIDE)
        asked = _what(disagreement, person, desk.directory())
        return _shown(Act.HIDE, "Take out of sight", disagreement, asked)
    person = _looked_again(desk, request)
    rule = partial(sight.hide, by=person.id, question=request.question, answers=request.answers)
    disagreement = _acted(desk, request, rule)
    said = sight.reply(disagreement, int(request.answers["entry"]), person.id)
    parts = (first_words(disagreement), *said)
    return Tells(Message(f"{disagreement.reference}: out of sight", parts))


def wrong(desk: Desk, request: Request) -> Reply:
    """Who, and why; then their access has ended, and what they may have read is on the record."""
    if not request.carries:
        disagreement, person = _begun(desk, request, Act.WRONG)
        known = _told(desk, disagreement.reference), _opened(desk, disagreement.reference)
        asked = _who(disagreement, person, desk.directory(), *known)
        return _shown(Act.WRONG, "Wrong recipient", disagreement, asked)
    person, reference = _looked_again(desk, request), request.carries.get("reference", "")
    rule = partial(
        mistaken.wrong,
        by=person.id,
        question=request.question,
        answers=request.answers,
        since=_told(desk, reference),
        opened=_opened(desk, reference),
    )
    disagreement = _acted(desk, request, rule)
    out = desk.directory().person(request.answers["who"])
    name = out.name if out else "Whoever that was"
    officer = _officer(disagreement, person, desk.directory())
    shared = () if desk.private else (says(SHARED, name=name),)
    told = says(TOLD, officer=officer, name=name)
    parts = (first_words(disagreement), says(OUT, name=name), *shared, told)
    return Tells(Message(f"{disagreement.reference}: wrong recipient", parts))


def _begun(desk: Desk, request: Request, act: Act) -> tuple[Disagreement, Person]:
    if not request.reference:
        raise Unknown(WHICH.format(word=act.value))
    return readable(desk, request, act), desk.person(request)


def _looked_again(desk: Desk, request: Request) -> Person:
    person = desk.person(request)
    disagreement = desk.store.disagreement(request.carries.get("reference", ""))
    looking_again.at_reason(desk, request, person, disagreement)
    return person


def _shown(
    act: Act, title: str, disagreement: Disagreement, asked: tuple[Part | Field, ...]
) -> Shows:
    carries = {"reference": disagreement.reference, "question": act.value}
    return Shows(Form(act.value, title, title, (first_words(disagreement), *asked), carries))


def _what(disagreement: Disagreement, by: Person, directory: Directory) -> tuple[Part | Field, ...]:
    reads = rights.audiences(by.id, disagreement, directory)
    agency = rights.actor(by.id, disagreement, directory).agency
    found = sight.in_sight(disagreement, reads, agency)
    if not found:
        raise NotNow("Nothing that anybody has written here is in sight. Nothing has changed.")
    options = tuple(
        (str(one.entry), _option(one)) for one in [*found[: MOST - 1], *found[MOST - 1 :][-1:]]
    )
    return (
        says(
            "Its words are hidden from everybody, at once and for good. That you did it, and why, "
            "stays on the record. A message of somebody's own is deleted by them: they are asked to."
        ),
        says(
            "An entry goes as a whole. “Raised it” is everything that was typed when it was raised: "
            "whoever raised it then writes it again, rightly, with Give our view."
        ),
        Field("entry", "What should not be there", "choice", options=options),
        Field("reason", "Why", "text", hint="Say it without repeating what should not be there."),
    )


def _who(
    disagreement: Disagreement,
    by: Person,
    directory: Directory,
    told: Collection[str],
    opened: Collection[str],
) -> tuple[Part | Field, ...]:
    found = brought_in.mistaken(by.id, disagreement, directory, told, opened)[:MOST]
    if not found:
        raise NotNow(NOBODY)
    inside = brought_in.inside(disagreement, directory, {*told, *opened})
    return (
        says(
            "Their access ends at once. They, whoever raised it and your records officer (the "
            "Business Manager, where none is named) are told, and a breach note stands on the "
            "record of each agency. It cannot be undone."
        ),
        says(THEIRS),
        Field(
            "who",
            "Who should never have been brought in",
            "choice",
            options=tuple((each.id, _named(each, directory, each in inside)) for each in found),
        ),
        Field("reason", "Why", "text", hint="The record of each agency keeps this."),
    )


def _option(written: Written) -> str:
    """Jo Lee, Tuesday 7 April 15:02, wrote in the thread (entry 14); never the words."""
    at = f"{times.day(written.at)} {times.clock(written.at)}"
    return _fitted(written.by.name, f"{at}, {written.how}", f" (entry {written.entry})")


def _named(person: Person, directory: Directory, is_inside: bool) -> str:
    of = directory.agency_name(person.agency)
    return _fitted(person.name, of, "" if is_inside else " (no longer in it)")


def _fitted(name: str, what: str, end: str) -> str:
    """What is said of somebody, cut to what a platform shows: their name never is, nor the end."""
    room = LONGEST_CHOICE - len(name) - len(", ") - len(end)
    if len(what) > room:
        what = f"{what[: max(0, room - 1)].rstrip(' ,')}…"
    return f"{name}, {what}{end}"


def _told(desk: Desk, reference: str) -> dict[str, datetime]:
    """Since when each person has been inside, as far as what they were told shows it."""
    return desk.store.receipts.told_since(reference, brought_in.BY)


def _opened(desk: Desk, reference: str) -> dict[str, tuple[str, ...]]:
    """What each person has asked to read of it; not when, which is for the audit alone."""
    found: dict[str, tuple[str, ...]] = {}
    for seen in desk.store.audit.of(reference):
        found[seen.who] = tuple(sorted({*found.get(seen.who, ()), seen.what}))
    return found


def _officer(disagreement: Disagreement, by: Person, directory: Directory) -> str:
    officer = directory.holder(RECORDS_OFFICER, by.agency, without=disagreement.cut)
    return f"{officer.name}, your records officer," if officer else "The Business Manager"


def _acted(desk: Desk, request: Request, rule: Rule) -> Disagreement:
    key = f"{request.platform}:{request.key}"
    return desk.store.act(request.carries.get("reference", ""), rule, key=key, at=desk.now())
