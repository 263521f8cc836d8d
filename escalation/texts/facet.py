"""One point of what a procedure says, which can be set beside another's."""

from collections.abc import Iterable
from dataclasses import dataclass

from escalation.directory.people import listed
from escalation.texts.procedure import Procedure
from escalation.words.naming import lowered

Req = tuple[str, ...]
OF_A_TIER = ("held", "what", "limit", "read as", "aim", "promptness", "gate")


@dataclass(frozen=True)
class Facet:
    """One point: by what it is known again, what it is about, what is said of it, and where from."""

    key: tuple[str, ...]
    about: str
    says: str
    req: Req = ()

    @property
    def point(self) -> str:
        """Which of a procedure's points it is: of a tier its limit, of a stage a copy."""
        if self.key[-1] in OF_A_TIER:
            return self.key[-1]
        return "harm tell" if self.key == ("harm", "tell") else self.key[0]


def titles(procedure: Procedure, roles: Iterable[str], between: str = "") -> str:
    """Some roles, inside a sentence."""
    titles = [title(procedure, role) for role in roles]
    return between.join(titles) if between else listed(titles)


def title(procedure: Procedure, role: str) -> str:
    """A role inside a sentence; one of the partnership is a name, and keeps its capitals."""
    found = procedure.role(role)
    return lowered(found.title) if found.of == "agency" else found.title
