"""How the partnership takes up what it holds (R-003-49): the course that stands chosen at a stage.

By one of the courses it is referred on: whoever it is referred to is asked beside those who hold the
tier, as people of the partnership.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.texts.stages import Course, Stage

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement


def chosen(disagreement: Disagreement, stage: Stage) -> Course | None:
    """The course that stands chosen at a stage, as the procedure has it by now."""
    course = disagreement.courses.get(stage.id, "")
    return next((each for each in stage.courses if each.id == course), None)


def referred(disagreement: Disagreement, tier: int) -> tuple[str, ...]:
    """The role to which the partnership has referred what stands at a tier of its own."""
    stage = disagreement.procedure.stage_of(tier)
    course = chosen(disagreement, stage)
    if course is None or course.does != "refer" or course.to not in disagreement.procedure.roles:
        return ()
    held = disagreement.procedure.tiers[tier].held_by
    partnerships = all(disagreement.procedure.role(role).of == "partnership" for role in held)
    return (course.to,) if partnerships and course.to not in held else ()


def waits_for_a_meeting(disagreement: Disagreement, stage: Stage) -> bool:
    """Whether a stage's meeting is one of its courses, and another stands chosen, or none."""
    meets = any(each.does == "meeting" for each in stage.courses)
    course = chosen(disagreement, stage)
    return meets and (course is None or course.does != "meeting")
