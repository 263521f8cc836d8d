"""Whose people somebody is: the agency for which a recipient stands in a disagreement, and still does."""

from escalation.directory.people import PARTNERSHIP, Directory
from escalation.disagreement import Disagreement
from escalation.meetings import convening
from escalation.owing import Recipient, RoleAt


def agency_of(who: Recipient, disagreement: Disagreement) -> str:
    """For which agency somebody stands; of a person whom nothing places at one, nothing.

    A named person stands where their side has them, then where a tier does, then where they have
    it, then where they said yes, then where they stood in the one that was merged into it, then for
    which they come to a meeting.
    """
    if isinstance(who, RoleAt):
        return who.agency
    named = (side.agency for side in disagreement.sides if who.person in side.people)
    chosen = (at for (_, at, _), person in disagreement.named.items() if person == who.person)
    has_it = (at for at, holder in disagreement.holders.items() if holder.person == who.person)
    yes = disagreement.proposal.yes if disagreement.proposal else {}
    agreed = (at for at, by in yes.items() if by.person == who.person)
    joined = (each.agency for each in disagreement.joined if each.who == who)
    comes = (
        one.agency
        for each in convening.every(disagreement)
        for one in each.panel
        if one.person == who.person
    )
    return next(iter([*named, *chosen, *has_it, *agreed, *joined, *comes]), "")


def has_a_file(who: Recipient, disagreement: Disagreement) -> bool:
    """Whether the record goes to the agency for which somebody stands: each involved one has a file."""
    return agency_of(who, disagreement) in disagreement.agencies


def is_still_of(person: str, agency: str, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether somebody is one of an agency's people now: they work for it, or have a part in it and
    work for no other that is involved. Of whoever is not in the directory it is not asked here."""
    someone = directory.person(person)
    if someone is None or someone.agency == agency:
        return True
    if agency == PARTNERSHIP:  # its posts may be held by whoever works for an involved agency
        return directory.serves(someone, agency)
    return someone.agency not in disagreement.agencies and directory.serves(someone, agency)
