"""What is asked where it has been referred outside as well."""

from datetime import datetime

from escalation.acts.outside import GOES_ON
from escalation.disagreement import Disagreement
from escalation.words.forms import LONGEST_CHOICE, Field
from escalation.words.message import Part, says
from escalation.words.sides import all_read
from escalation.working_time import times


def outside(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    """To whom, on which day, under which number there, and why; after what the text says of each."""
    named = disagreement.procedure.outside_referrals
    options = tuple((each.id, each.to[:LONGEST_CHOICE]) for each in named)
    first = named[0].id if len(named) == 1 else ""
    return (
        *(says("{to}: {words}", to=each.to, words=each.words) for each in named),
        says("{goes_on} Nothing is sent to anybody outside from here.", goes_on=GOES_ON),
        Field("outside", "To whom it was referred", "choice", options=options, initial=first),
        Field(
            "referred_on",
            "The day on which it was referred",
            "date",
            initial=times.civil(at).date().isoformat(),
        ),
        Field(
            "number",
            "Their reference (if you have it)",
            "line",
            hint="No name and no date of birth.",
            required=False,
            longest=60,
        ),
        Field(
            "text",
            "What was referred, and why",
            "text",
            hint=f"{all_read(disagreement)} this. Name nobody.",
        ),
    )
