"""Whoever comes to a meeting for an agency that takes no part in the difference (R-003-50)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from escalation.duties.carried_out import Convened, Sits
from escalation.owing import Recipient, To

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement


def every(disagreement: Disagreement) -> frozenset[tuple[str, str]]:
    """All of them, each with their agency, while it goes on: they read and write as a chair does, and
    have no copy of it. Once it has ended their part is over, though it is reopened."""
    if not disagreement.is_open:
        return frozenset()
    meetings = (each for last in disagreement.convened.values() for each in last.each)
    return frozenset(
        (guest.person, guest.agency)
        for each in meetings
        if not _is_of_before(each, disagreement)
        for guest in _of(each, disagreement)
    )


def called(meetings: Iterable[Convened], disagreement: Disagreement) -> Iterable[Recipient]:
    """Who was called to these, but for the guests of what was called before it was last reopened."""
    for each in meetings:
        over = _of(each, disagreement) if _is_of_before(each, disagreement) else ()
        guests = {To(guest.person) for guest in over}
        yield from (who for who in each.members if who not in guests)


def _of(convened: Convened, disagreement: Disagreement) -> tuple[Sits, ...]:
    """Those of the directory who come to a meeting for an agency that takes no part."""
    agencies = disagreement.agencies
    return tuple(each for each in convened.panel if each.person and each.agency not in agencies)


def _is_of_before(convened: Convened, disagreement: Disagreement) -> bool:
    """Whether a meeting was called before it was last reopened: held or not, as it ended nobody was
    asked to it any more."""
    again = disagreement.reopenings
    return bool(again) and convened.called < again[-1].at
