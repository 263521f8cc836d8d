"""The issues arising: which of them the partnership's office has been given to read, by entry.

Whoever is given them reads them alone: no statement, nobody's name, nothing of who it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from escalation.disagreement import Disagreement
from escalation.duties import duties
from escalation.duties.duties import Duty
from escalation.meetings import convening
from escalation.texts.procedure import Procedure
from escalation.words.message import Choice

READ_THEM = Choice("issues", "Read the issues", "issues", "main")


def passed_on(disagreement: Disagreement, duty: str, entry: int) -> frozenset[int]:
    """What somebody gives who has seen to a duty: what was said for which it is asked, or else all
    that has arisen; and the answer itself, where more than a tick was asked."""
    found = _named(disagreement.procedure, duty)
    if found is None:
        return frozenset()
    said = frozenset(each.entry for each in disagreement.flagged if each.what in found.after)
    own = frozenset() if found.asks == "tick" else frozenset({entry})
    return (said if found.after else _all(disagreement)) | own


def given(
    disagreement: Disagreement, roles: Iterable[str], entries: frozenset[int]
) -> Disagreement:
    """The disagreement once these roles of the office may read the issues that these entries hold."""
    if not entries:
        return disagreement
    had = disagreement.issues
    now = {role: had.get(role, frozenset()) | entries for role in roles}
    return replace(disagreement, issues={**had, **now})


def readers(disagreement: Disagreement) -> frozenset[str]:
    """The roles of the office that have been given any, or a copy of whatever arises."""
    return frozenset(disagreement.issues) | disagreement.issues_copied


def of(disagreement: Disagreement, roles: Iterable[str]) -> frozenset[int]:
    """The entries whose issues those of these roles may read."""
    roles = frozenset(roles)
    own = (disagreement.issues.get(role, frozenset()) for role in roles)
    every = _all(disagreement) if roles & disagreement.issues_copied else frozenset()
    return every.union(*own)


def _named(procedure: Procedure, duty: str) -> Duty | None:
    stages = (each for stage in procedure.stages for each in duties.of_stage(procedure, stage))
    every = (*stages, *duties.of_learning(procedure))
    return next((each for each in every if each.id == duty), None)


def _all(disagreement: Disagreement) -> frozenset[int]:
    """Every entry in which somebody has said what issues arise."""
    every = convening.every(disagreement)
    reports = {entry for each in every for entry in (*each.told_by, each.report_entry) if entry}
    return frozenset(reports | {each.entry for each in disagreement.flagged})
