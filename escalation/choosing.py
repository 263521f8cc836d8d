"""Who chooses how the partnership takes up what it holds: whoever holds the stage (R-003-49)."""

from escalation import rights
from escalation.directory.people import PARTNERSHIP, Directory, names
from escalation.disagreement import Disagreement
from escalation.ladder import taking_up
from escalation.owing import BUSINESS_MANAGER, RoleAt
from escalation.permissions import Act
from escalation.refusals import NotNow, NotYours
from escalation.taking_part import relating
from escalation.words.naming import called


def may_choose(disagreement: Disagreement, directory: Directory, by: str) -> None:
    """Nothing, or a refusal: the procedure has no such choice here, or it is for others."""
    rights.check(by, Act.COURSE, disagreement, directory)
    stage = disagreement.stage
    if not taking_up.open_to(disagreement, stage):
        raise NotNow(
            f"The procedure leaves no choice at {stage.label} of how it is taken up. "
            "Nothing has changed."
        )
    tier = disagreement.stage_tier
    posts = relating.posts_of(by, tier, disagreement, directory)
    holds = any((PARTNERSHIP, who.role) in posts for who in _held_by(disagreement))
    if not holds and not _in_their_place(by, disagreement, directory):
        raise NotYours(f"This is for {_holders(disagreement, directory)}. Nothing has changed.")


def _in_their_place(by: str, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether nobody is named for the tier, and this is the Business Manager."""
    roles = frozenset({BUSINESS_MANAGER.role})
    manager = relating.of_the_office(by, roles, disagreement, directory)
    return taking_up.of_nobody(disagreement) and bool(manager)


def _held_by(disagreement: Disagreement) -> tuple[RoleAt, ...]:
    held = disagreement.procedure.tiers[disagreement.stage_tier].held_by
    return tuple(RoleAt(role, PARTNERSHIP) for role in held)


def _holders(disagreement: Disagreement, directory: Directory) -> str:
    """Whoever chooses, by name; or the role, where nobody holds it."""
    people = (
        person
        for who in taking_up.chosen_by(disagreement)
        for person in relating.standing(who, disagreement, directory)[:1]
    )
    role = called(disagreement.procedure.role(_held_by(disagreement)[0].role))
    return names(dict.fromkeys(people)) or f"the {role}"
