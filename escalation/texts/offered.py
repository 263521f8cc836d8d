"""What may be raised by a procedure: what it is for, and whom; and where else what it is not for goes."""

from escalation.refusals import Unusable
from escalation.texts.procedure import Exclusion, Procedure

NOWHERE = "Its text names nowhere to go instead; the partnership's office says where."
WAY_ON = "If yours is not that, choose {on} instead, and go on."


class Excluded(Unusable):
    """It is about what the procedure is not for: said in its words, where to go, and the way on."""

    def __init__(self, procedure: Procedure, excluded: Exclusion) -> None:
        signpost = excluded.signpost or NOWHERE
        label = excluded.label.rstrip(".")
        not_for = f"This procedure is not for that, and nothing was opened ({label}). {signpost}"
        instead = procedure.anything_else
        on = f"“{instead.label}”" if instead else "what it is about"
        super().__init__("category", f"{not_for} {WAY_ON.format(on=on)}")
        self.procedure, self.exclusion = procedure.id, excluded.id


def about(procedure: Procedure, chosen: str) -> None:
    """It is about something that the procedure is for; if not, where to go instead."""
    if excluded := next((each for each in procedure.exclusions if each.id == chosen), None):
        raise Excluded(procedure, excluded)
    if chosen not in {category.id for category in procedure.categories}:
        raise Unusable("category", "The procedure of that area does not name this. Choose another.")


def whom(procedure: Procedure, chosen: str) -> str:
    """Whom it is about, of those that the procedure is for; where that is one alone, nobody asks."""
    known = [subject.id for subject in procedure.subjects]
    if len(known) < 2:
        return next(iter(known), "")
    if chosen not in known:
        listed = " or ".join(subject.term for subject in procedure.subjects)
        raise Unusable("whom", f"Say who it is about: {listed}.")
    return chosen


def is_unborn(procedure: Procedure, chosen: str) -> bool:
    """Whether it is about a child who is not born yet; where there is one subject alone, it is that."""
    alone = len(procedure.subjects) == 1
    return any(each.unborn for each in procedure.subjects if alone or each.id == chosen)
