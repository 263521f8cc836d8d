"""What a role is called at one kind of agency: its title there, beside the role itself."""

from collections.abc import Iterable

from escalation.texts.brackets import besides
from escalation.texts.procedure import Equivalent, Procedure


def title(procedure: Procedure, role: str, agency_type: str) -> str:
    """What whoever holds a role is called at an agency of this type; nothing, where the text says none."""
    same = (each for each in procedure.equivalents if each.role == role)
    return next((each.title for each in same if is_of(each, agency_type)), "")


def here(procedure: Procedure, role: str, agency_type: str) -> str:
    """(here: Detective Sergeant), as it stands after a role; nothing, where it is called that alone."""
    found, label = title(procedure, role, agency_type), procedure.role(role).label
    return besides(label, f"here: {found}").removeprefix(label) if found else ""


def is_of(each: Equivalent, agency_type: str) -> bool:
    """Whether an agency is of the type that is meant: in capitals or not, with a space or without."""
    return _plain(each.agency_type) == _plain(agency_type)


def of_no_agency(procedure: Procedure, types: Iterable[str]) -> tuple[str, ...]:
    """The types that a text names of which there is no agency."""
    known = {_plain(each) for each in types}
    named = dict.fromkeys(each.agency_type for each in procedure.equivalents)
    return tuple(each for each in named if _plain(each) not in known)


def _plain(agency_type: str) -> str:
    """Local_Authority and local authority are one."""
    return " ".join(agency_type.replace("_", " ").replace("-", " ").casefold().split())
