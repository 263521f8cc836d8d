"""The closing page: everything that is left for a side or the office, on one form."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate, chain, takewhile

from escalation import rights
from escalation.acts.duty import ACKNOWLEDGED, LATER, READ, choices, field_of
from escalation.directory.people import PARTNERSHIP, Directory
from escalation.disagreement import Disagreement, Status
from escalation.duties import closing_words, discussed, filed, left_to
from escalation.duties.carried_out import How
from escalation.duties.closing_words import FORCE
from escalation.duties.duties import Owed
from escalation.entries import Actor
from escalation.permissions import Act
from escalation.words.emergency import first_words
from escalation.words.forms import Field, Form
from escalation.words.message import Part, says
from escalation.words.naming import going_on
from escalation.words.sides import all_read
from handlers import closing_begins, closing_kept, closing_shown, discussion_form
from handlers.closing_room import ROOM, taken

MOST = 24  # on a page of which nothing else takes much
LABEL: Mapping[How, str] = {
    "done": "Done",
    "declined": "Not done, because…",
    "yes": "Yes, because…",
    "no": "No, because…",
}
GIVE = "Give it now"
REPORT = "Report it now"
REPORT_FOR_THEM = "Report it now, on their behalf"
NOT_DONE = "Why it is not done"
NOT_YET = "Later"
OFFERED = " This is yours to do if you choose, and you are not asked for it again."
EVIDENCE = "How this was done, or why it is not"
REASON = "Why"
FILED = "Where it is filed: your own reference; or why it is not"
RESPONSE = "The written response: every side reads it"
NO_RESPONSE = "Or, where none is given, why: that stands on the record."
LEARNT = {
    "lessons": "Are there lessons for future practice? Which?",
    "gaps": "Are there gaps in policies or procedures? Which?",
    "fundamental": "Does it speak to a fundamental issue within the safeguarding system? Which?",
}
HEARD = "How each of them was told; or why they were not"


def form(
    actor: Actor,
    disagreement: Disagreement,
    directory: Directory,
    at: datetime,
    page: int = 1,
    after: str = "",
) -> Form:
    """One page of what is left for this person; the questions about learning end the last."""
    left = _from(after, actor, disagreement, directory)
    learning = tuple(_learning(disagreement))
    room = ROOM - taken((*_above(actor, disagreement, directory, left, page), *learning))
    asks = [tuple(each) for each in _each_asks(left, actor, disagreement, directory, at)]
    many = _how_many(asks, room)
    shown = left[:many]
    parts = [*_above(actor, disagreement, directory, shown, page)]
    parts += chain.from_iterable(asks[:many])
    asked = left_to.question(disagreement)
    carries = {"reference": disagreement.reference, "question": asked, "step": str(page)}
    if len(shown) < len(left):
        carries |= {"shown": shown[-1].duty.id}
    else:
        parts += learning
    if after:
        carries |= {"after": after}
    return Form("closing", "Left to see to", "Save", tuple(parts), carries)


def asked(actor: Actor, disagreement: Disagreement, directory: Directory, at: datetime) -> Form:
    """Everything that any page of it asks, to look at what was answered; it is shown to nobody."""
    left = left_to.mine(actor, disagreement, directory)
    every = chain.from_iterable(_each_asks(left, actor, disagreement, directory, at))
    carries = {"reference": disagreement.reference}
    return Form("closing", "", "", (*every, *_learning(disagreement)), carries)


def saved(
    actor: Actor, disagreement: Disagreement, directory: Directory, said: tuple[Part, ...]
) -> Form:
    """What was answered, to read; nothing is asked on it."""
    parts = (
        first_words(disagreement),
        *said,
        *closing_shown.answered(actor, disagreement, directory),
        *closing_shown.to_learn(
            actor, left_to.mine(actor, disagreement, directory), disagreement, directory, first=True
        ),
        *closing_shown.of_meetings(actor.person, disagreement, directory),
    )
    return Form("closing", "Saved", "", parts, {"reference": disagreement.reference})


def report(person: str, disagreement: Disagreement, directory: Directory) -> Form:
    """The page of whoever chaired its meeting, and has no other part in it."""
    parts = closing_shown.chairs_report(person, disagreement, directory)
    words = (first_words(disagreement), *parts)
    return Form("closing", "Left to see to", "", words, {"reference": disagreement.reference})


def page_of(carries: Mapping[str, str]) -> int:
    """Which page of it was answered."""
    step = carries.get("step", "")
    return int(step) if step.isdecimal() else 1


def goes_on(before: Disagreement, actor: Actor, directory: Directory, shown: str) -> bool:
    """Whether another page follows the one that ended with this duty."""
    return bool(shown) and bool(_from(shown, actor, before, directory))


def _from(
    after: str, actor: Actor, disagreement: Disagreement, directory: Directory
) -> tuple[Owed, ...]:
    """What is left after the duty that ended the last page, in the procedure's order."""
    left = left_to.mine(actor, disagreement, directory)
    order = [each.duty.id for each in left_to.on_page_of(actor, disagreement, directory)]
    begins = order.index(after) + 1 if after in order else 0
    return tuple(each for each in left if order.index(each.duty.id) >= begins)


def _above(
    actor: Actor,
    disagreement: Disagreement,
    directory: Directory,
    shown: tuple[Owed, ...],
    page: int,
) -> tuple[Part | Field, ...]:
    """What stands on a page before the first question of what is left; most of it on the first page."""
    parts: list[Part | Field] = [first_words(disagreement)]
    if page == 1:
        parts += closing_shown.of_meetings(actor.person, disagreement, directory)
    parts += [
        closing_begins.begins(disagreement, actor, left_to.mine(actor, disagreement, directory))
    ]
    if page == 1:
        parts += filed.ends_here(disagreement, actor.agency)
        parts += closing_shown.answered(actor, disagreement, directory)
        parts += _acknowledging(actor, disagreement, directory)
    learnt = closing_shown.to_learn(actor, shown, disagreement, directory, first=page == 1)
    return (*parts, *learnt)


def _how_many(asks: Sequence[tuple[Part | Field, ...]], room: int) -> int:
    """Of how many of them there is room for what is asked, of the first in any case."""
    fit = takewhile(lambda many: many <= room, accumulate(map(taken, asks)))
    return max(1, min(MOST, sum(1 for _ in fit)))


def _acknowledging(
    actor: Actor, disagreement: Disagreement, directory: Directory
) -> Iterator[Field]:
    """Whoever has not yet said that they have read what was agreed may say so here."""
    person = actor.person
    may = rights.may(person, Act.ACKNOWLEDGE, disagreement, directory)
    if may and _is_settled(disagreement) and person not in disagreement.acknowledged:
        options = ((READ, "I have read what was agreed"), (LATER, NOT_YET))
        yield Field(
            ACKNOWLEDGED,
            "What was agreed is on the record and in the thread",
            "choice",
            options=options,
            initial=LATER,
        )


def _is_settled(disagreement: Disagreement) -> bool:
    return disagreement.status is Status.SETTLED


def _each_asks(
    left: tuple[Owed, ...],
    actor: Actor,
    disagreement: Disagreement,
    directory: Directory,
    at: datetime,
) -> Iterator[Iterator[Part | Field]]:
    for number, owed in enumerate(left, start=1):
        untold = closing_shown.untold(owed, actor.person, disagreement, directory)
        yield _asks(number, owed, disagreement, actor, directory, at, untold)


def _asks(
    number: int,
    owed: Owed,
    disagreement: Disagreement,
    actor: Actor,
    directory: Directory,
    at: datetime,
    untold: str,
) -> Iterator[Part | Field]:
    """What the procedure asks, in its words; what became of it; and the evidence, or the reason."""
    by_when = closing_words.by_when(disagreement, (owed,), at)
    yield says(
        "{number}. {force}: {what}{occasion}{when}{passed_on}{untold}{offered}",
        number=str(number),
        force=FORCE[owed.duty.force],
        what=owed.duty.asked,
        occasion=f" It is asked where {going_on(said)}." if (said := owed.duty.when) else "",
        when="".join(f" {each}" for each in by_when),
        passed_on=f" {given}" if (given := closing_words.passed_on(disagreement, owed)) else "",
        untold=f" {untold}" if untold else "",
        offered=OFFERED if left_to.is_offered(owed, actor, disagreement) else "",
    )
    if owed.duty.off_file:
        yield from closing_kept.considered(owed, disagreement)
        return
    if owed.duty.drafts:
        yield from closing_kept.sent(owed, disagreement, actor.person, directory, at)
        return
    yield from discussion_form.which(owed, disagreement)
    yield Field(
        field_of(owed, "how"),
        "What became of it",
        "choice",
        options=tuple(_options(owed, actor.agency)),
        initial=LATER,
    )
    # What all read is looked at once more for a child's name; an agency's own reference is its own.
    words, label = field_of(owed, "words"), _words(owed)
    if owed.duty.tells_agencies:
        yield Field(words, label, "text", hint=NO_RESPONSE, required=False, longest=1000)
    elif owed.agency == PARTNERSHIP:
        yield Field(words, label, "text", required=False, longest=1000)
    elif owed.duty.tells or owed.duty.id == discussed.ID:
        passed = f"{all_read(disagreement)} this once it is done: the procedure passes it on."
        hint = passed if owed.duty.tells else discussion_form.BESIDE
        yield Field(words, label, "text", hint=hint, required=False, longest=1000)
    else:
        yield Field(words, label, "line", required=False, longest=1000)


def _options(owed: Owed, agency: str) -> Iterator[tuple[str, str]]:
    for how in choices(owed, agency):
        yield (
            how,
            _label(owed, agency) if how == "done" else discussion_form.refused(owed, LABEL[how]),
        )
    yield LATER, NOT_YET


def _label(owed: Owed, agency: str) -> str:
    if owed.duty.id == discussed.ID:
        return discussion_form.ALL_RIGHT
    if owed.duty.is_report:
        return REPORT if agency == owed.agency else REPORT_FOR_THEM
    return GIVE if owed.duty.offered else LABEL["done"]


def _words(owed: Owed) -> str:
    if owed.duty.asks == "yes_or_no":
        return REASON
    if owed.duty.id == discussed.ID:
        return discussion_form.NONE_RIGHT
    if owed.duty.tells_agencies:
        return RESPONSE
    if owed.duty.is_report or owed.duty.is_missed or owed.duty.form:
        return NOT_DONE
    if owed.duty.to:
        return HEARD
    return FILED if owed.duty.id.endswith(":record") else EVIDENCE


def _learning(disagreement: Disagreement) -> Iterator[Field]:
    """Questions for everybody: what there is to learn, what the procedures leave open, and where the
    text speaks of it, whether it is fundamental (R-003-52)."""
    office = "so do the partnership's office and whoever it is passed on to"
    hint = f"{all_read(disagreement)} this, and {office}. Leave it empty if there is none."
    of_text = {each for one in disagreement.procedure.learning for each in one.after}
    for id, label in LEARNT.items():
        if id != "fundamental" or id in of_text:
            yield Field(id, label, "text", hint=hint, required=False, longest=1500)
