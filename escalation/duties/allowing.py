"""What the partnership may do on an occasion and is not asked for (R-003-52): it hears once that it may."""

from collections.abc import Iterable, Iterator

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement
from escalation.duties.duties import of_learning
from escalation.duties.stated import Duty
from escalation.owing import Owed, RoleAt, Telling
from escalation.texts.stages import Occasion
from escalation.words.message import says
from escalation.words.notices import SEE_TO, notice


def roles(disagreement: Disagreement, what: Occasion) -> frozenset[str]:
    """The roles of the partnership that may do something once this has been said or has happened."""
    return frozenset(role for duty in _may(disagreement, what) for role in duty.by)


def owes(disagreement: Disagreement, what: Occasion, number: int) -> Iterable[Owed]:
    """Each of them hears what the procedure lets them do, and that nobody asks it of them."""
    for duty in _may(disagreement, what):
        message = notice(
            disagreement,
            "the procedure lets you do something",
            says(
                "The procedure lets you do this, and it is not asked of you: {what} {when}",
                what=duty.asked,
                when=f"It says when: {duty.when}" if duty.when else "",
            ),
            more=(SEE_TO,),
        )
        for role in duty.by:
            topic = disagreement.each_time(f"may:{duty.id}:{what}:{number}")
            yield Telling(topic, RoleAt(role, PARTNERSHIP), message)


def _may(disagreement: Disagreement, what: Occasion) -> Iterator[Duty]:
    for duty in of_learning(disagreement.procedure):
        if what in duty.after and not duty.is_asked:
            yield duty
