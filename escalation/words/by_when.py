"""By when somebody is asked to act: the limit in the text's words and as a day, or that none is set."""

from datetime import datetime

from escalation.disagreement import Disagreement, Limit
from escalation.meetings import convening
from escalation.texts.brackets import aside
from escalation.texts.procedure import Procedure, Tier, Window
from escalation.words.message import Moment, Says, says
from escalation.working_time.times import civil, day

NO_DAYS = "The procedure says {words}; it gives no number of days."
NO_NUMBER = "No day is set. The procedure gives no number of days for this."


def by_when(disagreement: Disagreement, tier: int, agency: str = "") -> Says:
    """The limit in the procedure's words and as a day; one that had passed is held against nobody.

    An agency brought in later is promised no full day: the next tier is told when it would have been.
    The same words stand in reminders: they say when a tier was told, never that it is told only now.
    """
    tier = _no_lower(disagreement, tier)
    window, limit = disagreement.procedure.tiers[tier].within, disagreement.limit(tier)
    if window is None:
        return without_number(disagreement.procedure.tiers[tier])
    if limit is None:
        return _not_counted_yet(disagreement.procedure, tier, window)
    if held := convening.held(disagreement, tier):
        return says(
            "The procedure says {words}; the meeting was held on {day}. No day is set for what "
            "follows from it.",
            words=window.said,
            day=Moment(held, "day_and_year" if _in_another_year(held, limit) else "day"),
        )
    if window.binding == "guide":
        return _guided(disagreement.procedure.tiers[tier], window, limit)
    if limit.before_raising:
        return says(
            "The procedure says {words}. That {had_passed}, so please answer as soon as you can.",
            words=window.said,
            had_passed=limit.had_passed,
        )
    return _counted(disagreement, tier, agency, window, limit)


def end(limit: Limit) -> Moment:
    """The end of a limit's day."""
    return Moment(limit.at, "end_of_day")


def without_number(tier: Tier) -> Says:
    """The text's own words for how soon, if it has any: it gives no number, and nothing is late."""
    if not tier.promptness:
        return says(NO_NUMBER)
    softly = f" The aim is {tier.aim}." if tier.aim else ""
    return says("{soon}{aim}", soon=NO_DAYS.format(words=tier.promptness), aim=softly)


def in_words(tier: Tier, window: Window, in_brackets: bool = False) -> str:
    """The window's words, with how promptly and the aim beside them where the text has them."""
    words = window.in_brackets if in_brackets else window.said
    aim = f"the aim is {tier.aim}" if tier.aim else ""
    return "; ".join(filter(None, (words, tier.promptness, aim)))


def waits_for(procedure: Procedure, tier: int, window: Window) -> str:
    """What a window that is not counted yet is counted from."""
    if window.counted_from == "told":
        return "counted from when they are told"
    return f"counted from when somebody moves it to {procedure.stage_of(tier).label}"


def on_the_card(disagreement: Disagreement, tier: int) -> str:
    """What the procedure says of when, in few words; nothing where it says nothing, or had passed."""
    each, limit = disagreement.procedure.tiers[tier], disagreement.limit(tier)
    window = each.within
    if window is None:
        return each.promptness
    if limit is None:
        return f"{window.said}, {waits_for(disagreement.procedure, tier, window)}"
    usually = "usually " if window.binding == "guide" else ""
    return "" if limit.before_raising else f"{window.said}, {usually}{end(limit)}"


def _no_lower(disagreement: Disagreement, tier: int) -> int:
    """A limit of a stage that it has left is nobody's any more: that of where it stands, if it has one."""
    procedure, stands = disagreement.procedure, disagreement.stage_tier
    left = tier < stands and procedure.stage_of(tier) != procedure.stage_of(stands)
    return stands if left else tier


def _guided(tier: Tier, window: Window, limit: Limit) -> Says:
    """A number that only guides: usually by that day, and nothing is late after it."""
    if limit.before_raising:
        return says(
            "The procedure says {words}, as a guide. Please answer as soon as you can.",
            words=window.said,
        )
    return says(
        "When: usually {end} {words}, as a guide: nothing is late after it. {because}",
        end=end(limit),
        words=aside(in_words(tier, window, in_brackets=True)),
        because=f"{limit.because}." if limit.because else "",
    )


def _not_counted_yet(procedure: Procedure, tier: int, window: Window) -> Says:
    return says(
        "No day is set yet. The procedure says {words}, {counted}.",
        words=in_words(procedure.tiers[tier], window),
        counted=waits_for(procedure, tier, window),
    )


def _counted(
    disagreement: Disagreement, tier: int, agency: str, window: Window, limit: Limit
) -> Says:
    told = next((each.at for each in disagreement.told if each.tier == tier), None)
    if told is not None and told >= limit.at:
        return says(
            "The procedure says {words}, which ended on {day}, {told}. {room}"
            "Please answer as soon as you can.",
            words=window.said,
            day=Moment(limit.at, "day"),
            told="as you were told" if day(told) == day(limit.at) else "before you were told",
            room=_room(disagreement, tier, agency),
        )
    if tier in disagreement.passed:
        return says(
            "The procedure says {words}; that was {day}. Please answer as soon as you can.",
            words=window.said,
            day=Moment(limit.at, "day"),
        )
    return says(
        "When: {end} {words}. {because}",
        end=end(limit),
        words=aside(in_words(disagreement.procedure.tiers[tier], window, in_brackets=True)),
        because=f"{limit.because}." if limit.because else "",
    )


def _in_another_year(held: datetime, limit: Limit) -> bool:
    return civil(held).year != civil(limit.at).year


def _room(disagreement: Disagreement, tier: int, agency: str) -> str:
    last = tier == len(disagreement.procedure.tiers) - 1
    if last or agency in disagreement.brought_in:
        return ""
    return "From being told, you have at least one full working day before the next tier is told. "
