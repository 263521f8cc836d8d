"""With what the closing page begins: whether anything is left, and who reads what is written there."""

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement
from escalation.duties import closing_words, duties, left_to
from escalation.duties.duties import Owed
from escalation.entries import Actor
from escalation.words.message import Says, says
from escalation.words.sides import all_read

ONLY_OFFERED = (
    "Nothing is left that you are asked for: what stands here is yours to do if you choose. {reads}"
)


def begins(disagreement: Disagreement, actor: Actor, mine: tuple[Owed, ...]) -> Says:
    """What is left for whoever reads it, and who reads what they write."""
    agency = closing_words.agency_name(disagreement, actor.agency)
    offered = [left_to.is_offered(each, actor, disagreement) for each in mine]
    if offered and all(offered):
        return says(ONLY_OFFERED, reads=_reads(disagreement, actor))
    if not mine and any(not each.duty.is_call for each in duties.asked(disagreement, actor.agency)):
        return says(
            "Nothing is left for you to answer. Something is left for {agency}: colleagues answer "
            "it, or it is done once everybody who is to hear has read what was agreed.",
            agency=agency,
        )
    if not mine:
        besides = "else" if duties.asked(disagreement, actor.agency) else "more"
        return says("Nothing {besides} is left for {agency}.", besides=besides, agency=agency)
    return says(
        "Answer in one sitting what you can; what is on Later stays, and is asked again{but}. {reads}",
        but=", but for what is yours to do if you choose" if any(offered) else "",
        reads=_reads(disagreement, actor),
    )


def _reads(disagreement: Disagreement, actor: Actor) -> str:
    """Who reads what is written on the page."""
    if actor.agency == PARTNERSHIP:
        return f"{all_read(disagreement)} what you write here."
    return (
        "What you write of these stands on your own agency's copy of the record alone, unless it says "
        "otherwise there."
    )
