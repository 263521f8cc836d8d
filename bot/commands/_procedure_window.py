"""How a tier's window reads: its limit and what it is counted from, or that there is none."""

from escalation.texts.brackets import aside
from escalation.texts.procedure import Tier

_COUNTED_FROM = {
    "start": "the start",
    "told": "when its people are told",
    "entry": "when somebody moves it to this {stage}",
    "due": "when it falls due",
}


def window(tier: Tier, stage: str) -> str:
    """The limit, what it is counted from, and what stands beside it; or that the text gives no number."""
    aim = f" Aim: {tier.aim}." if tier.aim else ""
    if tier.within is None:
        return f"{_no_number(tier)}, so there is no limit.{aim}"
    days, counted = (
        tier.within.working_days,
        _COUNTED_FROM[tier.within.counted_from].format(stage=stage),
    )
    words = "; ".join(filter(None, (tier.within.in_brackets, tier.promptness)))
    return f"Limit: the end of working day {days} from {counted} {aside(words)}.{aim}"


def _no_number(tier: Tier) -> str:
    if tier.promptness:
        return f"The text says {tier.promptness}, and gives no number"
    return "No number in the text"
