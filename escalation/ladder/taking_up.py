"""The courses that the partnership may choose between for one disagreement, and how each is offered."""

from collections.abc import Iterable

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement
from escalation.ladder import courses, seats
from escalation.owing import BUSINESS_MANAGER, RoleAt
from escalation.particulars import Answer
from escalation.permissions import Act
from escalation.texts.conditions import holds
from escalation.texts.stages import Course, Stage
from escalation.words.message import Choice, Says, says
from escalation.words.naming import going_on

CHOOSE = "Choose how it is taken up"
TAKEN_UP = "How it is taken up"


def open_to(disagreement: Disagreement, stage: Stage) -> tuple[Course, ...]:
    """The courses of a stage that are there for this disagreement: by whom it is about, say."""
    return tuple(each for each in stage.courses if holds(each.when, disagreement))


def of_nobody(disagreement: Disagreement) -> bool:
    """Whether the partnership holds the stage at which it stands, and nobody is named for that."""
    tier = disagreement.stage_tier
    own = seats.of_the_partnership(disagreement.procedure, tier)
    return own and disagreement.unheld >= {*disagreement.procedure.tiers[tier].held_by}


def chosen_by(disagreement: Disagreement) -> tuple[RoleAt, ...]:
    """The roles that choose: those that hold the stage; the Business Manager, where nobody does."""
    held = disagreement.procedure.tiers[disagreement.stage_tier].held_by
    roles = tuple(RoleAt(role, PARTNERSHIP) for role in held)
    return (BUSINESS_MANAGER,) if of_nobody(disagreement) else roles


def question(disagreement: Disagreement, stage: Stage) -> str:
    """What the form asks: another question, once somebody has answered it by choosing."""
    return f"course:{stage.id}:{_times(disagreement, stage)}"


def answer(disagreement: Disagreement, stage: Stage) -> Answer | None:
    """Who chose the course that stands chosen, and when."""
    return disagreement.answered.get(f"course:{stage.id}:{_times(disagreement, stage) - 1}")


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


def in_their_place(
    disagreement: Disagreement, roles: Iterable[str] = ()
) -> tuple[tuple[Says, ...], tuple[Choice, ...]]:
    """What the Business Manager reads of the choice, and its button, where nobody is named for the
    stage and none is chosen; with `roles`, where she is asked in the place of one of these."""
    stage, tier = disagreement.stage, disagreement.stage_tier
    held = disagreement.procedure.tiers[tier].held_by
    theirs = not roles or {*roles} & {*held}
    waits = disagreement.is_open and of_nobody(disagreement) and theirs
    if not waits or courses.chosen(disagreement, stage) or not open_to(disagreement, stage):
        return (), ()
    return (*considered(disagreement, tier, PARTNERSHIP),), (_choice(stage),)


def behind_more(disagreement: Disagreement) -> tuple[Choice, ...]:
    """The same behind More…, also once one is chosen: another may be taken later."""
    stage = disagreement.stage
    return (_choice(stage),) if open_to(disagreement, stage) else ()


def shown(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    """A row of the card: how it is taken up, once that is chosen."""
    if taken := courses.chosen(disagreement, disagreement.stage):
        yield TAKEN_UP, _ended(taken)


def _choice(stage: Stage) -> Choice:
    return Choice(Act.COURSE, CHOOSE, f"course:{stage.id}")


def _times(disagreement: Disagreement, stage: Stage) -> int:
    """How many times a course of a stage has been chosen."""
    return sum(each.startswith(f"course:{stage.id}:") for each in disagreement.answered)


def _ended(course: Course) -> str:
    return course.what.rstrip(".")
