"""What people read where one side alone decides: who does, and that silence is no agreement."""

from escalation.disagreement import Disagreement
from escalation.words.message import Says, says


def is_alone(disagreement: Disagreement) -> bool:
    """Whether the procedure has the agency that raised it decide alone."""
    return len(disagreement.deciding) < len(disagreement.agencies)


def alone(disagreement: Disagreement) -> str:
    """Which agency decides, as the procedure says."""
    raising = disagreement.sides[0].name
    return f"By this procedure {raising}, which raised it, alone decides whether it is settled."


def told(disagreement: Disagreement, agency: str) -> tuple[Says, ...]:
    """The same to one side's people: that it is theirs to decide, or another's."""
    if not is_alone(disagreement) or agency not in disagreement.agencies:
        return ()
    if agency in disagreement.deciding:
        return (says("Your agency raised it, and by this procedure alone decides."),)
    return (
        says(
            "{alone} Your approval is not asked; your silence is never taken as agreement.",
            alone=alone(disagreement),
        ),
    )


def once_approved(disagreement: Disagreement) -> str:
    """When it is settled, to whoever is asked for a yes."""
    who = "your agency" if is_alone(disagreement) else "each agency"
    return f"It is settled once {who} has approved; silence is never a yes."


def whose(disagreement: Disagreement, otherwise: str) -> str:
    """Whose answer is asked: each side's, in these words; or that of the one which alone decides."""
    return disagreement.sides[0].name if is_alone(disagreement) else otherwise


def if_settled(disagreement: Disagreement) -> str:
    """What to do where it is settled already, and by whose yes it then is."""
    who = f"{disagreement.sides[0].name} alone" if is_alone(disagreement) else "each side"
    return (
        "If it is settled, press Propose an agreement and write what was agreed; "
        f"{who} then approves."
    )


def have_approved(disagreement: Disagreement) -> str:
    """Whose yes settled it."""
    if is_alone(disagreement):
        return f"{disagreement.sides[0].name}, which alone decides, has approved."
    return "Each agency has approved."


def both_not_agreed(disagreement: Disagreement) -> str:
    """Who has recorded that it is not agreed."""
    if is_alone(disagreement):
        return f"{disagreement.sides[0].name}, which alone decides, has recorded that it is not agreed."
    return "Each side has recorded that it is not agreed."
