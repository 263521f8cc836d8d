"""The courses that the partnership may choose between for one disagreement, and how each is offered."""

from collections.abc import Iterable

from escalation import rights
from escalation.directory.people import PARTNERSHIP, Directory, names
from escalation.disagreement import Disagreement
from escalation.ladder import courses, seats
from escalation.owing import RoleAt
from escalation.permissions import Act
from escalation.refusals import NotNow, NotYours
from escalation.taking_part import relating
from escalation.texts.conditions import holds
from escalation.texts.stages import Course, Stage
from escalation.words.message import Choice, Says, says
from escalation.words.naming import called, going_on

CHOOSE = "Choose how it is taken up"
TAKEN_UP = "How it is taken up"


def open_to(disagreement: Disagreement, stage: Stage) -> tuple[Course, ...]:
    """The courses of a stage that are there for this disagreement: by whom it is about, say."""
    return tuple(each for each in stage.courses if holds(each.when, disagreement))


def may_choose(disagreement: Disagreement, directory: Directory, by: str) -> None:
    """Nothing, or a refusal: the procedure has no such choice here, or it is for others."""
    rights.check(by, Act.COURSE, disagreement, directory)
    stage = disagreement.stage
    if not open_to(disagreement, stage):
        raise NotNow(
            f"The procedure leaves no choice at {stage.label} of how it is taken up. "
            "Nothing has changed."
        )
    tier = disagreement.stage_tier
    held = disagreement.procedure.tiers[tier].held_by
    posts = relating.posts_of(by, tier, disagreement, directory)
    if not any((PARTNERSHIP, role) in posts for role in held):
        raise NotYours(f"This is for {_holders(disagreement, directory)}. Nothing has changed.")


def considered(disagreement: Disagreement, tier: int, agency: str) -> Iterable[Says]:
    """What those of the partnership who hold a tier read of their choice; once chosen, which it is."""
    stage = disagreement.procedure.stage_of(tier)
    offered = open_to(disagreement, stage)
    if agency != PARTNERSHIP or not seats.of_the_partnership(disagreement.procedure, tier):
        return
    if taken := courses.chosen(disagreement, stage):
        yield says("How it is taken up: {course}.", course=_ended(taken))
    elif offered:
        yield says(
            "The procedure leaves you the choice: {courses}. To say which, press {label}.",
            courses="; or ".join(going_on(each.what) for each in offered),
            label=CHOOSE,
        )


def button(disagreement: Disagreement, tier: int, agency: str) -> tuple[Choice, ...]:
    """For those who hold a tier of the partnership, until a course is chosen."""
    stage = disagreement.procedure.stage_of(tier)
    own = agency == PARTNERSHIP and seats.of_the_partnership(disagreement.procedure, tier)
    asked = own and open_to(disagreement, stage) and not courses.chosen(disagreement, stage)
    return (_choice(stage),) if asked else ()


def behind_more(disagreement: Disagreement) -> tuple[Choice, ...]:
    """The same behind More…, also once one is chosen: another may be taken later."""
    stage = disagreement.stage
    return (_choice(stage),) if open_to(disagreement, stage) else ()


def shown(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    """A row of the card: how it is taken up, once that is chosen."""
    if taken := courses.chosen(disagreement, disagreement.stage):
        yield TAKEN_UP, _ended(taken)


def nobody(course: Course, disagreement: Disagreement, directory: Directory) -> None:
    """Nothing, or a refusal: nobody holds the role to which it would be referred."""
    if course.does != "refer" or relating.standing(
        RoleAt(course.to, PARTNERSHIP), disagreement, directory
    ):
        return
    who = called(disagreement.procedure.role(course.to))
    raise NotNow(
        f"Nobody is named as {who} in the directory, so it cannot be referred to them here. Ring them, "
        "and ask the Business Manager to add them; or choose another course. Nothing has changed, "
        "and what you typed is kept."
    )


def _choice(stage: Stage) -> Choice:
    return Choice(Act.COURSE, CHOOSE, f"course:{stage.id}")


def _ended(course: Course) -> str:
    return course.what.rstrip(".")


def _holders(disagreement: Disagreement, directory: Directory) -> str:
    """Whoever holds the tier for the partnership, by name; or the role, where nobody does."""
    held = disagreement.procedure.tiers[disagreement.stage_tier].held_by
    found = (
        person
        for role in held
        for person in relating.standing(RoleAt(role, PARTNERSHIP), disagreement, directory)[:1]
    )
    role = called(disagreement.procedure.role(held[0]))
    return names(dict.fromkeys(found)) or f"the {role}"
