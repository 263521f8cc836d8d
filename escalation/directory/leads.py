"""Who is asked about an agency's own people: its lead, or whoever stands in; for the office, its manager."""

from collections.abc import Iterator

from escalation.directory import reaching
from escalation.directory.people import AGENCY_LEAD, PARTNERSHIP, Directory, Person
from escalation.directory.seeking import Sought
from escalation.owing import BUSINESS_MANAGER, RoleAt

# The agency's own lead first; the procedures give every agency a safeguarding lead.
ROLES = (AGENCY_LEAD, "safeguarding_lead")


def roles(agency: str, directory: Directory) -> tuple[RoleAt, ...]:
    """The roles that are asked about this agency's people and are held by somebody, in order."""
    if agency == PARTNERSHIP:
        return (BUSINESS_MANAGER,)
    return tuple(RoleAt(role, agency) for role in ROLES if directory.holding(role, agency))


def asked(agency: str, directory: Directory) -> Iterator[Person]:
    """Whoever is asked now; and after them whoever is, where those before them cannot be told."""
    found = (
        way.told
        for role in roles(agency, directory)
        for way in reaching.ways(Sought(role), directory)
    )
    yield from dict.fromkeys(found)


def may_answer(
    person: Person, agency: str, directory: Directory, *, was_told: bool = False
) -> bool:
    """Whether somebody may say that an agency's people are right: its leads, and who stands in.

    Whoever was told because those before them could not be may say so as long as they still stand
    there: to have been told once is no post.
    """
    mine = (
        person in reaching.standing(Sought(role), directory)
        or person in directory.holders(role.role, role.agency)
        for role in roles(agency, directory)
    )
    return any(mine) or (was_told and person in asked(agency, directory))
