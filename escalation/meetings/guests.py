"""Whoever comes to a meeting for an agency that takes no part in the difference (R-003-50)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.meetings import convening

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement


def every(disagreement: Disagreement) -> frozenset[str]:
    """All of them, while it goes on: they read and write as a chair does, and have no copy of it."""
    if not disagreement.is_open:
        return frozenset()
    return frozenset(
        one.person
        for each in convening.every(disagreement)
        for one in each.panel
        if one.person and one.agency not in disagreement.agencies
    )
