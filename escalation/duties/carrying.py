"""A duty of the office that is told with a tier, or with a copy, by the act that makes it due: once."""

from collections.abc import Iterable

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement
from escalation.duties import duties
from escalation.duties.duties import OFFICE, Owed
from escalation.ladder import taking_up
from escalation.meetings.convening import CALL
from escalation.texts.brackets import aside
from escalation.words.by_when import NO_DAYS
from escalation.words.first_message import NO_DAY, joined
from escalation.words.message import Choice, Message, Moment, Says, says
from escalation.words.notices import SEE_TO, notice

NO_NUMBER = says("No day is set. The procedure gives no number of days for this.")


def held(disagreement: Disagreement, owed: Owed) -> tuple[str, ...]:
    """The roles of the office that are asked: the Business Manager, where nobody is named for another."""
    roles, unheld = owed.duty.by or (OFFICE,), disagreement.unheld
    return tuple(dict.fromkeys(OFFICE if role in unheld else role for role in roles))


def asks(disagreement: Disagreement, owed: Owed) -> str:
    """What is asked; and in whose place, where nobody is named for the role whose it is."""
    asked = _why_not(disagreement, owed) if owed.duty.is_missed else owed.duty.asked
    nobody = [role for role in owed.duty.by if role in disagreement.unheld]
    if owed.agency != PARTNERSHIP or not nobody:
        return asked
    who = disagreement.procedure.role(nobody[0]).title
    return f"{asked} You are asked because nobody is named as {who}."


def carries(owed: Owed, roles: frozenset[str], disagreement: Disagreement) -> bool:
    """Whether those who have a duty are told of it with something else: they hold one of these roles."""
    entry = owed.agency == PARTNERSHIP and owed.duty.at == "entry"
    return entry and bool(owed.duty.by) and roles >= {*held(disagreement, owed)}


def carried(disagreement: Disagreement, tier: int, roles: Iterable[str]) -> tuple[Owed, ...]:
    """The duties of a tier's stage that are said with it to the holders of these roles, while left."""
    stage, roles = disagreement.procedure.stage_of(tier), frozenset(roles)
    return tuple(
        owed
        for owed in duties.left(disagreement, PARTNERSHIP)
        if owed.duty.stage == stage.id
        and carries(owed, roles, disagreement)
        and owed.duty.id in disagreement.carried
    )


def asked(
    disagreement: Disagreement, owed: tuple[Owed, ...], besides: bool = False
) -> Iterable[Says]:
    """You are asked: what the procedure asks; or besides, and by when, where something is already."""
    for number, each in enumerate(owed):
        again = "You are asked besides" if number or besides else "You are asked"
        yield says("{again}: {what}", again=again, what=asks(disagreement, each))
        yield from _by(disagreement, each) if besides else ()


def when(disagreement: Disagreement, owed: tuple[Owed, ...]) -> Says:
    """By when, where nothing else is asked."""
    days = [day for each in owed for day in _by(disagreement, each)]
    return joined(*days) if days else NO_NUMBER if owed else NO_DAY


def by_words(owed: Owed) -> str:
    """The text's words for when, as they stand after a day: its window, and how promptly."""
    within = owed.duty.within.in_brackets if owed.duty.within else ""
    return aside("; ".join(filter(None, (within, owed.duty.promptness))))


def how_soon(owed: Owed) -> tuple[Says, ...]:
    """The text's words for how soon, where it gives no number; nothing where it says nothing of it."""
    soon = owed.duty.promptness
    return (says("{soon}", soon=NO_DAYS.format(words=soon)),) if soon else ()


def button(owed: tuple[Owed, ...]) -> tuple[Choice, ...]:
    """The page on which they are seen to; before it, where a meeting is to be called, its own button."""
    calls = (each for each in owed if each.duty.is_call)
    each = (Choice(CALL, "Call the meeting", f"convene:{call.duty.stage}") for call in calls)
    return (*each, Choice(SEE_TO.act, SEE_TO.label, SEE_TO.question)) if owed else ()


def asked_of_office(
    disagreement: Disagreement, what: str, owed: tuple[Owed, ...], *said: Says, when: Says
) -> Message:
    """The office is asked; and with what falls to the Business Manager in the place of others, the
    choice that was theirs."""
    roles = [role for each in owed for role in each.duty.by]
    course, choose = taking_up.in_their_place(disagreement, roles)
    more = (*button(owed), *choose)
    return notice(disagreement, what, *said, *course, when=when, more=more)


def _why_not(disagreement: Disagreement, owed: Owed) -> str:
    """Of a meeting that was not called before it was settled only why can be said."""
    stage = disagreement.procedure.stage(owed.duty.stage)
    return f"Say why the meeting of {stage.label} was not called; it is not to be called any more."


def _by(disagreement: Disagreement, owed: Owed) -> Iterable[Says]:
    fell, within = disagreement.fallen_due.get(owed.key), owed.duty.within
    if within and fell and fell.limit:
        end = Moment(fell.limit, "end_of_day")
        yield says("When: {end} {words}.", end=end, words=by_words(owed))
    else:
        yield from how_soon(owed)
