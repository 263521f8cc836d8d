"""What is asked of whoever wants advice, or another asked in the place of their manager."""

from datetime import datetime

from escalation.disagreement import Disagreement
from escalation.ladder import preference
from escalation.taking_part import advisers
from escalation.taking_part.advising import OWN_LEAD
from escalation.words.forms import LONGEST_CHOICE, Field
from escalation.words.message import Part, says
from escalation.words.naming import begun, has_a_lead
from escalation.words.sides import number


def whom(disagreement: Disagreement) -> tuple[Field, ...]:
    """One's own lead, or an adviser whom the stage names; not asked where there is but the lead."""
    found = advisers.offered(disagreement, disagreement.stage_tier)
    if not found:
        return ()
    named = (
        (each.role, begun(advisers.spoken(each, disagreement.procedure))[:LONGEST_CHOICE])
        for each in found
    )
    lead, beside = (OWN_LEAD, "Your own safeguarding lead"), tuple(dict(named).items())
    # A text that knows no such lead asks somebody else first; an agency may have one all the same.
    knows = has_a_lead(disagreement.procedure)
    options = (lead, *beside) if knows else (*beside, lead)
    return (Field("whom", "Who is asked", "choice", options=options, initial=options[0][0]),)


def prefer(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    """Who is asked of one's own side at a tier: its own people, or whom the procedure lets one choose."""
    procedure = disagreement.procedure
    options = [
        option
        for tier, role in preference.choices(procedure)
        for option in (
            (f"{tier}:{role}", procedure.role(role).label),
            (f"{tier}:{preference.ITS_OWN}", begun(preference.own(disagreement, tier))),
        )
    ]
    if not options:
        return (says("This procedure lets nobody be asked in place of a tier."),)
    return (
        says(
            "Whoever you choose is asked for your agency, within the same limit. Whoever is not "
            "asked hears that, and nothing of what it is about. You may choose again until "
            "they have answered, {most} times at most.",
            most=number(preference.MOST),
        ),
        Field(
            "whom",
            "Who is asked for your agency",
            "choice",
            options=tuple((value, label[:LONGEST_CHOICE]) for value, label in options),
        ),
    )
