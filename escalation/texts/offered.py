"""What may be raised by a procedure: what it is for, and whom; and where else what it is not for goes."""

from escalation.refusals import Unusable
from escalation.texts.procedure import Exclusion, Procedure

NOWHERE = "Its text names nowhere to go instead; the partnership's office says where."
WAY_ON = "If yours is not that, choose {on} instead, and go on."


REOPENS = (
    "What was agreed here, in one that has been settled, is taken up again under its own reference: type "
    "/escalate reopen and that reference. What was agreed elsewhere:"
)
NONE = "Nothing that names you has been settled by this procedure here, to be taken up again."


class TurnedAway(Unusable):
    """Something was chosen that the procedure is not for: which, and what is said of it."""

    def __init__(self, procedure: Procedure, chosen: str, label: str, said: str) -> None:
        instead = procedure.anything_else
        on = f"“{instead.label}”" if instead else "what it is about"
        not_for = f"This procedure is not for that, and nothing was opened ({label.rstrip('.')})."
        super().__init__("category", f"{not_for} {said} {WAY_ON.format(on=on)}")
        self.procedure, self.exclusion = procedure.id, chosen


class Excluded(TurnedAway):
    """It is about what the procedure is not for: said in its words, where to go, and the way on.

    Where it is about what was agreed here, that is taken up again: `again` says how, or that none was.
    """

    def __init__(self, procedure: Procedure, excluded: Exclusion, again: str = REOPENS) -> None:
        signpost = excluded.signpost or NOWHERE
        said = f"{again} {signpost}" if excluded.reopens else signpost
        super().__init__(procedure, excluded.id, excluded.label, said)
        self.reopens, self.signpost, self.label = excluded.reopens, signpost, excluded.label


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


def priority(procedure: Procedure, chosen: str) -> str:
    """How pressing it is, where the text tells kinds of it apart; where it does not, nobody asks."""
    if not procedure.priorities:
        return ""
    if chosen not in {each.id for each in procedure.priorities}:
        listed = " or ".join(f"“{each.label}”" for each in procedure.priorities)
        raise Unusable("priority", f"Say how pressing it is: {listed}.")
    return chosen


def is_unborn(procedure: Procedure, chosen: str) -> bool:
    """Whether it is about a child who is not born yet; where there is one subject alone, it is that."""
    alone = len(procedure.subjects) == 1
    return any(each.unborn for each in procedure.subjects if alone or each.id == chosen)
