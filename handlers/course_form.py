"""What is asked of the partnership that holds a stage: how it takes it up, and why."""

from datetime import datetime

from escalation.disagreement import Disagreement
from escalation.ladder import courses, taking_up
from escalation.words.forms import LONGEST_CHOICE, Field
from escalation.words.message import Part, says
from escalation.words.sides import all_read
from escalation.working_time import times


def fields(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    """The courses that the procedure has for it, by whom it is about; and why this one."""
    offered = taking_up.open_to(disagreement, disagreement.stage)
    if not offered:
        return (says("The procedure leaves no choice here of how it is taken up."),)
    standing = courses.chosen(disagreement, disagreement.stage)
    return (
        says(
            "Every side and the thread hear of it. Whoever it is referred to is told, let into its "
            "channel, and reads it. You may choose another course later. It settles nothing by "
            "itself: each agency still gives its own yes."
        ),
        *_by_now(disagreement),
        Field(
            "course",
            taking_up.TAKEN_UP,
            "choice",
            options=tuple((each.id, each.what[:LONGEST_CHOICE]) for each in offered),
            initial=standing.id if standing in offered and standing else "",
        ),
        Field("reason", "Why", "text", hint=f"{all_read(disagreement)} this."),
    )


def _by_now(disagreement: Disagreement) -> tuple[Part, ...]:
    """Who has chosen already, and which: whoever opens the form after them chooses another knowingly."""
    answer = taking_up.answer(disagreement, disagreement.stage)
    if answer is None:
        return ()
    words = "{who} {how} on {when}."
    return (says(words, who=answer.by.name, how=answer.how, when=times.full(answer.at)),)
