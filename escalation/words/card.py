"""The card: where a disagreement stands, drawn from the fold every time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from escalation.directory.in_place import NOBODY, Covers
from escalation.directory.people import PARTNERSHIP, listed
from escalation.disagreement import Action, Disagreement, Proposal, Side, Status, View
from escalation.duties import checking_words, papers
from escalation.duties.reporting import in_part, report_of
from escalation.ladder import body, referring, seats, taking_up
from escalation.meetings import convening
from escalation.particulars import UNSETTLED
from escalation.taking_part import together
from escalation.texts.brackets import besides
from escalation.words import buttons, gates, kind, whom
from escalation.words.by_when import on_the_card
from escalation.words.emergency import first_words
from escalation.words.history import REOPEN, began, reopened
from escalation.words.message import (
    Choices,
    Facts,
    Heading,
    Message,
    Part,
    Quote,
    Reference,
    says,
)
from escalation.words.naming import asked_here, told_next
from escalation.words.prompts import (
    summary,
)
from escalation.working_time import times

IN_ITS_ARCHIVE = (
    "This channel is archived, and nothing in it can be pressed. To reopen it, type /escalate reopen "
    "{reopened}; to see to what is left, /escalate closing {left}{back}."
)
REVIEWED = "To be reviewed"
GONE = "Taken out of sight; who did it, and why, is in the thread."


def card(disagreement: Disagreement, covers: Covers = NOBODY) -> Message:
    """The root of the thread: who differs, about what, whose turn it is, what may be pressed.

    `covers`: who is asked in the place of whoever holds it, as it is when the card is drawn.
    """
    parts: list[Part] = [
        first_words(disagreement),
        Heading(f"{disagreement.reference} – {disagreement.procedure.terms.matter}"),
        Facts(tuple(_rows(disagreement, covers))),
        *together.shown(disagreement),
        *(_viewed(view) for view in disagreement.view),
        *_proposed(disagreement),
        *buttons.of_the_card(disagreement),
    ]
    return Message(summary(disagreement, state(disagreement)), tuple(parts))


def archived(drawn: Message, reference: str) -> Message:
    """The card of what has ended, where its place is archived: nothing there can be pressed, and a
    command does it."""
    choices = (each for part in drawn.parts if isinstance(part, Choices) for each in part.choices)
    acts = {each.act for each in choices}
    if REOPEN.act not in acts or "dissent" in acts:  # what was not taken forward stays open
        return drawn
    first, heading, *rest = (part for part in drawn.parts if not isinstance(part, Choices))
    back = checking_words.CHECK_BACK.act in acts
    how = says(
        IN_ITS_ARCHIVE,
        reopened=Reference(reference),
        left=Reference(reference),
        back=f"; to check back on what was agreed, /escalate check {reference}" if back else "",
    )
    return replace(drawn, parts=(first, heading, how, *rest))


def state(disagreement: Disagreement) -> str:
    """In a few words, where it stands."""
    match disagreement.status:
        case Status.OPEN:
            label = disagreement.stage.label
            none = f"{label}, no outcome recorded yet"
            return f"not agreed at {label}" if disagreement.is_not_agreed else none
        case Status.SETTLED:
            return f"settled at {disagreement.stage.label}"
        case Status.NOT_TAKEN_FORWARD:
            return f"not taken forward at {disagreement.stage.label}"
        case Status.WITHDRAWN:
            return f"withdrawn at {disagreement.stage.label}"
        case Status.MERGED:
            return f"merged into {disagreement.merged_into}"


def status(disagreement: Disagreement, covers: Covers = NOBODY) -> Facts:
    """Where it stands, without a word of what it is about."""
    rows = (*_where(disagreement), *whom.about(disagreement), *_when(disagreement, covers))
    return Facts((*rows, *_review(disagreement)))


def _review(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    proposal = disagreement.proposal
    if disagreement.status is Status.SETTLED and proposal and proposal.review_on:
        yield REVIEWED, f"on {times.day_and_year(proposal.review_on)}"


def outline(disagreement: Disagreement) -> Facts:
    """Where it stands, to whoever has only been told that there is one: the agencies, the stage and
    the dates, and nobody's name."""
    return Facts((*_outlined(disagreement), *_dates(disagreement)))


def _outlined(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    stands, _ = _where(disagreement)
    yield stands
    yield "Between", listed(side.name for side in disagreement.sides)


def _dates(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    if disagreement.began and disagreement.raised:
        yield "Began", times.full(disagreement.began)
        yield "Raised", times.full(disagreement.raised)
    yield from (("Reopened", times.full(each.at)) for each in disagreement.reopenings)
    yield from convening.dates(disagreement)
    if disagreement.is_open:
        yield from _by_when(disagreement)
        yield from _comes(disagreement)
    elif disagreement.ended:
        yield "Ended", times.full(disagreement.ended)


def _rows(disagreement: Disagreement, covers: Covers) -> Iterable[tuple[str, str]]:
    yield from _where(disagreement)
    yield from _about(disagreement)
    yield from _when(disagreement, covers)
    yield from convening.chaired(disagreement)
    yield from papers.rows(disagreement)


def _where(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    awaited = disagreement.is_open and not disagreement.is_not_agreed
    outcome = "no outcome recorded yet" if awaited else state(disagreement)
    yield "Where it stands", f"{disagreement.stage.title} ({outcome})"
    yield "Between", listed(_named(side) for side in disagreement.sides)


def _about(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    if disagreement.category:
        yield "About", disagreement.procedure.category(disagreement.category).label
    yield from whom.about(disagreement)
    yield from kind.shown(disagreement)


def _when(disagreement: Disagreement, covers: Covers) -> Iterable[tuple[str, str]]:
    if disagreement.began and disagreement.raised:
        yield from began(disagreement)
        yield "Raised", f"{times.full(disagreement.raised)}{_jointly(disagreement)}"
    yield from reopened(disagreement)
    yield from convening.dates(disagreement)
    yield from referring.shown(disagreement)
    if disagreement.is_open:
        yield from _waiting(disagreement, covers)
    elif disagreement.ended:
        yield "Ended", times.full(disagreement.ended)
        yield from checking_words.rows(disagreement)


def _named(side: Side) -> str:
    return f"{side.names} ({side.name})"


def _jointly(disagreement: Disagreement) -> str:
    """Whoever raised it together with a colleague, and how."""
    raising = disagreement.sides[0]
    return f", by {raising.named}" if raising.colleague else ""


def _waiting(disagreement: Disagreement, covers: Covers) -> Iterable[tuple[str, str]]:
    for side in disagreement.sides:
        yield f"Asked at {side.name}", _asked(disagreement, side, covers)
    if reached := seats.reached(disagreement, PARTNERSHIP):
        role = asked_here(disagreement, reached, PARTNERSHIP)
        yield from body.shown(disagreement, _by(role, covers.get((PARTNERSHIP, reached), "")))
        yield from taking_up.shown(disagreement)
    yield from _by_when(disagreement)
    if reported := disagreement.answered.get(report_of(disagreement.stage)):
        yield "Reported", f"by {reported.by.titled}, {times.full(reported.at)}"
    elif some := in_part(disagreement, disagreement.stage):
        yield "Reported", some
    yield from _comes(disagreement)


def _by_when(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    tier = max(disagreement.stage_tier, 0 if disagreement.holders else disagreement.reached)
    if when := on_the_card(disagreement, tier):
        yield "Procedure says", when


def _comes(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    if disagreement.meeting and not convening.is_shown(disagreement):
        yield "Meeting", times.full(disagreement.meeting.on)
    told = disagreement.last_told
    if told and told.until and not disagreement.is_last_tier:
        then = f"the {told_next(disagreement)}"
        yield "If no outcome is recorded", f"{then} once {times.day(told.until)} has ended"


def _asked(disagreement: Disagreement, side: Side, covers: Covers) -> str:
    return f"{_asked_now(disagreement, side, covers)}{gates.awaited(disagreement, side.agency)}"


def _asked_now(disagreement: Disagreement, side: Side, covers: Covers) -> str:
    said = disagreement.not_agreed.get(side.agency)
    if holder := disagreement.holders.get(side.agency):
        differs = f"; {said.name} has recorded that it is not agreed" if said else ""
        here = seats.here(disagreement, side.agency) or 0
        cover = covers.get((side.agency, here), "")
        if f"{cover},".startswith(tuple(f"{holder.name}{end}" for end in (",", ";", " on "))):
            return f"{cover} has this{differs}"
        return f"{holder.name} has this{differs}{f'; {cover} (awaited)' if cover else ''}"
    tier = seats.reached(disagreement, side.agency) or 0
    role = asked_here(disagreement, tier, side.agency) if tier else ""
    asked = _by(role, covers.get((side.agency, tier), "" if role else side.names))
    if said:
        return f"{asked} (has recorded that it is not agreed)"
    return besides(asked, "awaited")


def _by(role: str, cover: str) -> str:
    """Line manager: Fay Ross, for Jo Lee; or either, where there is no other."""
    return ": ".join(filter(None, (role, cover)))


def _proposed(disagreement: Disagreement) -> Iterable[Part]:
    if (proposal := disagreement.proposal) is None or disagreement.status in UNSETTLED:
        return
    heading = "Agreed" if disagreement.status is Status.SETTLED else "Proposed agreement"
    yield says("{heading}, put by {who}:", heading=heading, who=proposal.by.name)
    agreed = actions(proposal.actions, proposal.review_on)
    yield agreed if proposal.actions else says("{gone}", gone=GONE)
    deciding = (each for each in disagreement.sides if each.agency in disagreement.deciding)
    yield Facts(tuple((side.name, _answered(proposal, side)) for side in deciding))


def actions(agreed: Iterable[Action], review_on: date | None = None) -> Facts:
    """What is being agreed, in full: each action, its owner and its date; and when it is reviewed."""
    each = (
        (f"Action {number}", f"{action.what} – {action.owner}, by {times.day_and_year(action.due)}")
        for number, action in enumerate(agreed, start=1)
    )
    review = ((REVIEWED, f"on {times.day_and_year(review_on)}"),) if review_on else ()
    return Facts((*each, *review))


def _viewed(view: View) -> Part:
    return Quote(view.label, view.text) if view.text else Facts(((view.label, GONE),))


def _answered(proposal: Proposal, side: Side) -> str:
    yes = proposal.yes.get(side.agency)
    return f"approved by {yes.name} ({yes.role})" if yes else "answer awaited"
