"""Who holds a tier, in the procedure's words, as they stand inside a sentence or begin it."""

from escalation import seats
from escalation.disagreement import Disagreement
from escalation.procedure import Procedure, Role


def holders(procedure: Procedure, tier: int) -> str:
    """Next management level or safeguarding lead: who holds a tier, as a sentence begins."""
    return begun(holding(procedure, tier))


def holding(procedure: Procedure, tier: int) -> str:
    """Who holds a tier, in the procedure's words, as they stand inside a sentence."""
    return " or ".join(called(procedure.role(role)) for role in procedure.tiers[tier].held_by)


def called(role: Role) -> str:
    """A role inside a sentence; of the partnership's there is one, which keeps its capitals."""
    return role.title if role.of == "partnership" else lowered(role.label)


def lowered(label: str) -> str:
    """A role's label inside a sentence: its capitals go, but for letters that stand for words."""
    return " ".join(word.lower() if word.istitle() else word for word in label.split(" "))


def going_on(words: str) -> str:
    """Words of a procedure inside a sentence: without the capital they begin with, and the full stop."""
    first, space, rest = words.rstrip(".").partition(" ")
    return f"{lowered(first)}{space}{rest}"


def begun(words: str) -> str:
    """The same, as a sentence begins."""
    return words[:1].upper() + words[1:]


def asked_here(disagreement: Disagreement, tier: int, agency: str) -> str:
    """Who is asked at a tier for one agency, as a sentence begins: whoever was chosen instead, too."""
    roles = disagreement.procedure.roles
    return begun(" or ".join(called(roles[role]) for role in disagreement.roles_at(tier, agency)))


def asked_together(procedure: Procedure, tier: int) -> str:
    """Who holds a tier, as they are told together: the line manager of each agency."""
    held = holding(procedure, tier)
    return held if seats.of_the_partnership(procedure, tier) else f"{held} of each agency"


def holding_next(disagreement: Disagreement) -> str:
    """Who holds the tier after the last that was told."""
    return holding(disagreement.procedure, disagreement.reached + 1)


def told_next(disagreement: Disagreement) -> str:
    """Who holds that tier, as they are told together."""
    return asked_together(disagreement.procedure, disagreement.reached + 1)
