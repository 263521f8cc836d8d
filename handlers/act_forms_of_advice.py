"""What is asked of whoever wants advice, or another asked in the place of their manager."""

from escalation import advisers
from escalation.advising import OWN_LEAD
from escalation.disagreement import Disagreement
from escalation.forms import LONGEST_CHOICE, Field
from escalation.naming import begun


def whom(disagreement: Disagreement) -> tuple[Field, ...]:
    """One's own lead, or an adviser whom the stage names; not asked where there is but the lead."""
    found = advisers.offered(disagreement, disagreement.stage_tier)
    if not found:
        return ()
    named = (
        (each.role, begun(advisers.spoken(each, disagreement.procedure))[:LONGEST_CHOICE])
        for each in found
    )
    options = ((OWN_LEAD, "Your own safeguarding lead"), *dict(named).items())
    return (Field("whom", "Who is asked", "choice", options=options, initial=OWN_LEAD),)
