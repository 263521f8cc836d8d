"""Reminders: no outcome has been recorded, and whoever's turn it is is asked once more."""

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement, Turn
from escalation.ladder import seats
from escalation.ladder.body import BETWEEN
from escalation.meetings import awaited, convening, recording
from escalation.texts.brackets import aside
from escalation.words import deciding, gates
from escalation.words.by_when import by_when
from escalation.words.first_message import joined
from escalation.words.message import Choice, Choices, Message, Moment, Reference, Says, says
from escalation.words.naming import holding_next
from escalation.words.prompts import (
    across,
    choices,
    private,
    what_is_asked,
    who_has_answered,
    whom_to_ring,
)
from escalation.words.sides import another

DISCUSSED = "Is it settled, is there a day on which you meet, or is it not agreed?"
HELD = "Has the meeting been held, is there a day for it, or is it not agreed?"
STILL_DISCUSSED = "Is it settled since, or is there a day on which you meet?"
STILL_HELD = "Has the meeting been held, or is there a day for it?"


def reminder(disagreement: Disagreement, turn: Turn) -> Message:
    """No outcome has been recorded: the same three lines, asked again in one press."""
    return private(
        disagreement,
        "no outcome has been recorded yet",
        _what_this_is(disagreement, turn.tier, turn.agency),
        _asks(disagreement, turn),
        *_if_settled(disagreement, turn),
        what_is_asked(disagreement, turn.tier, turn.agency),
        by_when(disagreement, turn.tier, turn.agency),
        *who_has_answered(disagreement),
        choices(disagreement, turn.tier, turn.agency),
        whom_to_ring(disagreement, turn.tier, turn.agency),
        across=across(disagreement, turn.tier, turn.agency),
    )


def until_they_meet(disagreement: Disagreement, turn: Turn) -> Message:
    """A day is to come on which they meet: it is said, and nobody is asked whether there is one."""
    return private(
        disagreement,
        "it waits for a meeting",
        _what_this_is(disagreement, turn.tier, turn.agency),
        _they_meet(disagreement),
        *_ended(disagreement),
        *_if_settled(disagreement, turn),
        *who_has_answered(disagreement),
        choices(disagreement, turn.tier, turn.agency),
        whom_to_ring(disagreement, turn.tier, turn.agency),
        across=across(disagreement, turn.tier, turn.agency),
    )


def quiet(disagreement: Disagreement, agency: str) -> Message:
    """Where the procedure counts nothing: would the side that raised it have it moved up?"""
    tier, question = disagreement.reached, disagreement.question
    higher = disagreement.stage_tier + 1 < len(disagreement.procedure.tiers)
    return private(
        disagreement,
        "no outcome has been recorded yet",
        _what_this_is(disagreement, tier, agency),
        by_when(disagreement, tier),
        _whether_further(disagreement),
        *((Choices((Choice("move_up", "Move up now", question, "main"),)),) if higher else ()),
        whom_to_ring(disagreement, 0, agency),
    )


def _they_meet(disagreement: Disagreement) -> Says:
    meeting = disagreement.meeting
    called = convening.is_shown(disagreement)
    return says(
        "{what} {on}.{quiet}",
        what="The meeting is called for" if called else "It has been said that you meet on",
        on=Moment(meeting.on) if meeting else "a day to come",
        quiet=" You are not asked again before then."
        if meeting and not meeting.quiet_until
        else "",
    )


def _ended(disagreement: Disagreement) -> tuple[Says, ...]:
    """The time that the procedure gives, where it has ended: for holding it, or for an outcome."""
    limit = disagreement.limit(disagreement.reached)
    window = disagreement.procedure.tiers[disagreement.reached].within
    if (
        limit is None
        or window is None
        or limit.before_raising
        or limit.tier not in disagreement.passed
    ):
        return ()
    return (
        says(
            "The time that the procedure gives for {what} {words} ended on {day}.",
            what="holding it" if window.met_by == "meeting" else "this",
            words=aside(window.in_brackets, within=True),
            day=Moment(limit.at, "day"),
        ),
    )


def _meets(disagreement: Disagreement, tier: int, agency: str) -> bool:
    """Whether a meeting is what it waits for, and theirs to record: its window asks for one, or one
    was called for a day that has come."""
    if not recording.is_for(agency, tier, disagreement):
        return False
    window = disagreement.procedure.tiers[tier].within
    asks = bool(window and window.met_by == "meeting" and not convening.held(disagreement, tier))
    return asks or awaited.meets(disagreement, disagreement.procedure.stage_of(tier))


def _whether_further(disagreement: Disagreement) -> Says:
    if disagreement.is_last_tier and disagreement.stage_tier < disagreement.reached:
        return says(
            "Would you like it to move up to {stage}, whose people have been told? "
            "It stays where it is otherwise.",
            stage=disagreement.procedure.stage_of(disagreement.reached).label,
        )
    if disagreement.is_last_tier:
        return says("The procedure names nobody further; the people named in it go on being asked.")
    return says(
        "Would you like it to go to the {further}? It stays where it is otherwise.",
        further=holding_next(disagreement),
    )


def _what_this_is(disagreement: Disagreement, tier: int, agency: str) -> Says:
    """A difference between agencies; and what the procedure says of the stage, as its own words."""
    stage = disagreement.procedure.stage_of(seats.stands_at(disagreement, tier))
    of_it = says("The procedure says of {stage}: “{words}”", stage=stage.label, words=stage.words)
    return joined(
        says(
            "{reference} is a {matter} {between}.",
            reference=Reference(disagreement.reference),
            between=BETWEEN
            if agency == PARTNERSHIP
            else f"between your agency and {another(disagreement)}",
            matter=disagreement.procedure.terms.matter,
        ),
        *((of_it,) if stage.words else ()),
    )


def _asks(disagreement: Disagreement, turn: Turn) -> Says:
    """Whether it is settled; or, of those who decide it first, whether it is taken forward."""
    if gates.asks(disagreement, turn.tier, turn.agency):
        return says(gates.TAKEN_FORWARD)
    decides = turn.agency in (*disagreement.deciding, PARTNERSHIP)
    meets = _meets(disagreement, turn.tier, turn.agency)
    return _is_it_settled(disagreement, meets, decides=decides)


def _if_settled(disagreement: Disagreement, turn: Turn) -> tuple[Says, ...]:
    if disagreement.proposal or gates.asks(disagreement, turn.tier, turn.agency):
        return ()
    return (says(deciding.if_settled(disagreement)),)


def _is_it_settled(disagreement: Disagreement, meets: bool, *, decides: bool) -> Says:
    # All have said it, or it is not theirs to say: they are not asked for it.
    if disagreement.is_not_agreed or not decides:
        return says(STILL_HELD if meets else STILL_DISCUSSED)
    return says(HELD if meets else DISCUSSED)
