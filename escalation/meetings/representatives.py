"""Whom the directory names to come to a meeting for an agency, as the text's members (R-003-50)."""

from collections.abc import Iterator

from escalation import rights
from escalation.directory.people import Directory, Person, listed, names
from escalation.disagreement import Disagreement
from escalation.duties.carried_out import Sits
from escalation.meetings import convening
from escalation.owing import RoleAt
from escalation.texts.stages import Meeting

ANOTHER = "{who} is not named for this. As {role} of {agency} the directory names {named}: choose from them."


def named(
    meeting: Meeting, agency: str, disagreement: Disagreement, directory: Directory
) -> tuple[Person, ...]:
    """Whoever holds such a role there: first who is asked now, then who holds it and who deputises."""
    return tuple(dict.fromkeys(_named(meeting, agency, disagreement, directory)))


def another(meeting: Meeting, sits: Sits, disagreement: Disagreement, directory: Directory) -> str:
    """Why it is not this person who comes, where the directory names others; nothing where it names
    nobody, or where only a name is known."""
    found = named(meeting, sits.agency, disagreement, directory) if sits.person else ()
    if not found or sits.person in {each.id for each in found}:
        return ""
    roles = listed(disagreement.procedure.role(role).label for role in meeting.members)
    known = names(found)
    return ANOTHER.format(who=sits.name, role=roles, agency=sits.agency_name, named=known)


def _named(
    meeting: Meeting, agency: str, disagreement: Disagreement, directory: Directory
) -> Iterator[Person]:
    for role in meeting.members:
        for who in convening.holding(role, agency, disagreement):
            if isinstance(who, RoleAt) and not directory.holding(role, agency):
                continue
            yield from rights.standing(who, disagreement, directory)
            if isinstance(who, RoleAt):
                yield from directory.holders(role, agency)
