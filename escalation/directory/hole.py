"""A hole: what the directory lacks for somebody to be told when they must be."""

from collections.abc import Iterable
from dataclasses import dataclass

from escalation.directory.people import Directory


@dataclass(frozen=True)
class Hole:
    """What is missing, of which agency, role and person, by their ids; empty where it is none."""

    agency: str
    role: str
    person: str
    sentence: str


def hole(
    directory: Directory, agency: str, sentence: str, *, role: str = "", person: str = ""
) -> Hole:
    """A hole whose sentence begins with its agency's name."""
    return Hole(agency, role, person, f"{directory.agency_name(agency)}: {sentence}")


def once(holes: Iterable[Hole]) -> tuple[Hole, ...]:
    """Each of them once, in the order in which it was found first."""
    return tuple(dict.fromkeys(holes))
