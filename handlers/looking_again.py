"""Whoever may have written who a child is, is asked to look again; one more press, and it goes on."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from escalation import identifying
from escalation.directory.people import Directory, Person, listed
from escalation.disagreement import Disagreement
from escalation.duties import discussed
from escalation.meetings import convening
from escalation.permissions import Act
from escalation.refusals import Unusable
from escalation.taking_part import relating
from escalation.words.forms import Answers, Form
from escalation.words.message import Message, Reference, says
from escalation.working_time import times
from handlers import act_forms
from handlers.desk import Desk
from handlers.request import Request

ALL_READ = (
    "This may say who the {child} is: {found}. It would stand where everybody taking "
    "part reads it, and a name belongs in no channel. Take it out; or, if it identifies nobody, press "
    "the button again to send it unchanged."
)
WRITTEN = (
    "What you have just written may say who the {child} is: {found}. It is kept, and "
    "everybody in this channel reads it. If it is a name, take it out of sight: press More… on the "
    "card of {reference}, and choose Take out of sight. If it is nobody's, you need do nothing."
)


# One line each, in which people are named: by right, or a child or a parent by mistake.
OF_PEOPLE = {
    Act.MEETING_HELD: ("who",),
    Act.DISCUSS: ("who",),
}
# And those that ask for a professional's name: a name is what belongs there, and nothing else is.
OF_PROFESSIONALS = {Act.CALL_MEETING: ("chair_name", "facilitator", "panel_name")}
AMONG = "with "  # before a name that stands first, which is then no beginning of a sentence


class Typed(NamedTuple):
    """What stands in one field of free text, and what that is called."""

    id: str
    label: str
    text: str
    named: bool = False  # a professional's name is asked for: names are not looked for


def kept_under(word: str, reference: str = "") -> str:
    """The draft that remembers what somebody has been asked about, for their own eyes."""
    return f"looked:{word}:{reference}"


def look(
    desk: Desk,
    person: Person,
    form: Form,
    answers: Answers,
    child: str,
    known: Iterable[str],
    sealed: Iterable[str] = (),
) -> None:
    """Nothing, or what stands in this form's free text, said once; never twice of the same words.

    Raises: Unusable at the first field in which something is found; it says what stands in each.
    """
    draft = kept_under(form.word, form.carries.get("reference", ""))
    _look(desk, person, draft, _typed(form, answers), child, known, sealed)


def at_act(
    desk: Desk, request: Request, person: Person, disagreement: Disagreement, answers: Answers
) -> None:
    """So what an act on the card asks for, before everybody taking part reads it; not what one's own
    agency alone reads."""
    if answers.get(discussed.BETWEEN) == discussed.OWN:
        return
    act, directory = Act(request.word), desk.directory()
    form = act_forms.form(act, disagreement, request.question, desk.now())
    typed = [
        *_typed(form, answers),
        *_people(form, OF_PEOPLE.get(act, ()), answers, directory),
        *_professionals(form, OF_PROFESSIONALS.get(act, ()), answers),
    ]
    draft = kept_under(form.word, form.carries.get("reference", ""))
    _look(desk, person, draft, typed, disagreement.terms.child, at_work(disagreement, directory))


def at_reason(desk: Desk, request: Request, person: Person, *about: Disagreement) -> None:
    """So a reason, where that is all that is typed; it may be read by those of two disagreements."""
    directory = desk.directory()
    known = (name for each in about for name in at_work(each, directory))
    draft = kept_under(request.word, about[0].reference)
    typed = [Typed("reason", "", request.answers.get("reason", ""))]
    _look(desk, person, draft, typed, about[0].terms.child, known)


def at_thread(
    desk: Desk, person: Person, text: str, disagreement: Disagreement, directory: Directory
) -> Message | None:
    """What somebody has just written where all read it, and may want to take out of sight again."""
    draft, known = kept_under("say", disagreement.reference), at_work(disagreement, directory)
    for found in _new(desk, person, draft, [Typed("text", "", text)], known).values():
        said = says(
            WRITTEN,
            child=disagreement.terms.child,
            found=_quoted(found),
            reference=Reference(disagreement.reference),
        )
        return Message("Please look again", (said,))
    return None


def _look(
    desk: Desk,
    person: Person,
    draft: str,
    typed: Collection[Typed],
    child: str,
    known: Iterable[str],
    sealed: Iterable[str] = (),
) -> None:
    new = _new(desk, person, draft, typed, known, sealed)
    if new:
        said = (_quoted(words, field.label * (len(new) > 1)) for field, words in new.items())
        raise Unusable(next(iter(new)).id, ALL_READ.format(child=child, found="; ".join(said)))


def _new(
    desk: Desk,
    person: Person,
    draft: str,
    typed: Iterable[Typed],
    known: Iterable[str],
    sealed: Iterable[str] = (),
) -> dict[Typed, list[str]]:
    """What is found in each field and was not yet said to this person; now it is."""
    today, by_right, apart = times.civil(desk.now()).date(), tuple(known), tuple(sealed)
    before = desk.store.drafts.of(person.id, draft, desk.now())
    new: dict[Typed, list[str]] = {}
    for field in typed:
        found = identifying.found(
            [field.text], known=by_right, today=today, sealed=apart, names=not field.named
        )
        if unsaid := [word for word in found if word.casefold() not in before]:
            new[field] = unsaid
    if new:
        said = {word.casefold(): field.id for field, words in new.items() for word in words}
        desk.store.drafts.keep(person.id, draft, {**before, **said}, desk.now())
    return new


def _typed(form: Form, answers: Answers) -> list[Typed]:
    free = (each for each in form.fields if each.asked == "text")
    return [Typed(each.id, each.label, answers.get(each.id, "")) for each in free]


def _people(
    form: Form, ids: Collection[str], answers: Answers, directory: Directory
) -> Iterator[Typed]:
    """Those lines of a form in which people are named, without the names that the directory has."""
    for each in form.fields:
        if each.id in ids and (typed := answers.get(each.id, "").strip()):
            yield Typed(each.id, each.label, AMONG + _without(directory, typed))


def _professionals(form: Form, ids: Collection[str], answers: Answers) -> Iterator[Typed]:
    """Those lines of a form that ask for a professional's name: of them only what is none is looked at."""
    for each in form.fields:
        if each.id in ids and (typed := answers.get(each.id, "")):
            yield Typed(each.id, each.label, typed, named=True)


def _without(directory: Directory, text: str) -> str:
    """What is left once everybody of the directory, and every agency, is taken from it."""
    people, agencies = directory.people, directory.agencies
    known = {*(each.name for each in people), *(each.name for each in agencies)}
    for name in sorted(known, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "x", text, flags=re.IGNORECASE)
    return text


def _quoted(words: Iterable[str], label: str = "") -> str:
    """“Grace” and “RG1 1AA”; and under which heading, where there are several."""
    said = listed(f"“{word}”" for word in words)
    return f"{said} under “{label}”" if label else said


def at_work(disagreement: Disagreement, directory: Directory) -> Iterator[str]:
    """Whose names stand in it by right: its agencies, and their people who were told or called."""
    yield disagreement.area
    yield from (role.title for role in disagreement.procedure.roles.values())
    yield from (name for side in disagreement.sides for name in (side.name, side.names))
    yield from (actor.name for actor in disagreement.holders.values())
    yield from (each.chair_name for each in convening.every(disagreement) if each.chair_name)
    told = {one for side in disagreement.sides for one in side.people}
    yield from (each.name for each in directory.people if each.id in told)
    called = (who for each in convening.every(disagreement) for who in each.members)
    asked = dict.fromkeys((*disagreement.everybody_told(), *called))
    standing = (each for who in asked for each in relating.standing(who, disagreement, directory))
    yield from (each.name for each in standing)
