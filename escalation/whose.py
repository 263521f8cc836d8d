"""Whose people somebody is: the agency for which a recipient stands in a disagreement."""

from escalation.disagreement import Disagreement
from escalation.owing import Recipient, RoleAt


def agency_of(who: Recipient, disagreement: Disagreement) -> str:
    """For which agency somebody stands; of a person whom nothing places at one, nothing.

    A named person stands where their side has them, then where a tier does, then where they
    stood in the one that was merged into it.
    """
    if isinstance(who, RoleAt):
        return who.agency
    named = (side.agency for side in disagreement.sides if who.person in side.people)
    chosen = (at for (_, at, _), person in disagreement.named.items() if person == who.person)
    joined = (each.agency for each in disagreement.joined if each.who == who)
    return next(iter([*named, *chosen, *joined]), "")
