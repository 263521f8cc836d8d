"""Who acts where an agency of a type has nobody for a role: as the text says, and what to do about it."""

from escalation.directory.people import Directory
from escalation.owing import Recipient, RoleAt
from escalation.texts import titles
from escalation.texts.procedure import Procedure

DO = (
    "The text says of this: {instead} Put whoever that is into the directory as the stand-in for "
    "{role} at agencies of the type {type}, whichever agency they are of."
)


def instead(procedure: Procedure, role: str, agency: str, directory: Directory) -> str:
    """What the text says of an agency of this type that has nobody for a role, and what to do; nothing
    where it says nothing, or where the agency has somebody of its own."""
    found = directory.agency(agency)
    if found is None or directory.holding(role, agency):
        return ""
    said = (
        each.instead
        for each in procedure.equivalents
        if each.role == role and titles.is_of(each, found.type)
    )
    words = next(filter(None, said), "")
    label = procedure.role(role).label if role in procedure.roles else role
    return DO.format(instead=words, role=label, type=found.type) if words else ""


def instead_of(who: Recipient | None, procedure: Procedure, directory: Directory) -> str:
    """The same of whoever is asked; of a named person nothing is said."""
    if not isinstance(who, RoleAt):
        return ""
    return instead(procedure, who.role, who.agency, directory)
