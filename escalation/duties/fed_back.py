"""Feedback: those who were to hear what was agreed have read it, and say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from escalation import rights
from escalation.directory import reaching
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement, Status, after
from escalation.duties import duties
from escalation.duties.closing_words import holders
from escalation.duties.duties import Owed
from escalation.duties.seen_to import DutyAnswered
from escalation.entries import CLOCK, Actor, Entries, Entry, own_agency
from escalation.ladder import preference
from escalation.owing import Recipient, To
from escalation.refusals import NotNow, Stale
from escalation.words.message import Choice, Part, says

HAVE_READ = Choice("acknowledge", "I have read what was agreed", "acknowledge", "main")


@dataclass(frozen=True, kw_only=True)
class Acknowledged(Entry):
    """Somebody has read what was agreed, and says so (R-004-13, R-004-21, R-004-30)."""

    kind = "acknowledged"

    @property
    def audience(self) -> str:
        """It is for their own agency to see that its own people have been told."""
        return own_agency(self.by.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """They have been fed back to."""
        return replace(disagreement, acknowledged=disagreement.acknowledged | {self.by.person})

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who has read it."""
        return (says("{who} has read what was agreed.", who=self.by.titled),)


def are_fed_back_to(disagreement: Disagreement) -> frozenset[Recipient]:
    """Those who have been told of it for an involved agency: they say that they have read it.

    Advisers, whoever was called to a meeting or chairs one, and the partnership's people only hear.
    """
    tiers = {0, *(told.tier for told in disagreement.told)}
    of = disagreement.agencies
    told = (who for tier in tiers for at in of for who in disagreement.people_of(tier, at))
    joined = (each.who for each in disagreement.joined if each.agency in of)
    return frozenset((*told, *joined))


def read(disagreement: Disagreement, at: datetime, directory: Directory, actor: Actor) -> Entries:
    """They have read it; what was to be fed back at their agency is done once everybody has.

    Who of an agency is to hear and was told of nothing cannot say so: somebody says how they were.
    """
    if disagreement.status is not Status.SETTLED:
        raise NotNow("Nothing has been agreed that could be read. Nothing has changed.")
    if actor.person in disagreement.acknowledged:
        raise Stale("You have said already that you have read it. Nothing has changed.")
    acknowledged = Acknowledged(at=at, by=actor)
    now = after(disagreement, acknowledged)
    fed_back = (
        each for each in duties.left(now, actor.agency) if _have_all_read(each, now, directory)
    )
    return [acknowledged, *(_done(each, at) for each in fed_back)]


def is_by_reading(owed: Owed, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether feedback can be done by reading: everybody who is to hear was told, so each can say it."""
    told = holders(disagreement, owed.agency, owed.duty.to)
    return bool(told) and not any(
        reaching.holder(who, directory, disagreement.cut)
        for role in owed.duty.to
        for who in _hold(role, owed.agency, disagreement)
        if who not in told
    )


def untold(
    owed: Owed, disagreement: Disagreement, directory: Directory
) -> tuple[tuple[Person, str], ...]:
    """Whoever is to hear of a side and reads nothing of it here, each with their role: it never came
    to them, or another was chosen in their place."""
    outside = preference.stand_outside(disagreement, owed.agency)
    told = {*holders(disagreement, owed.agency, owed.duty.to)}
    found = (
        (reaching.holder(who, directory, disagreement.cut), role)
        for role in owed.duty.to
        for who in _hold(role, owed.agency, disagreement)
        if who not in told or role in outside
    )
    return tuple(dict.fromkeys((person, role) for person, role in found if person))


def _hold(role: str, agency: str, disagreement: Disagreement) -> tuple[Recipient, ...]:
    """Who holds a role for an agency, whether or not its tier has been told, or is a tier's at all."""
    tiers = range(len(disagreement.procedure.tiers))
    posts = (post for tier in tiers for post in disagreement.posts(tier, agency))
    found = tuple(dict.fromkeys(who for held, who in posts if held == role))
    return found or (disagreement.adviser(role, agency),)


def _have_all_read(owed: Owed, disagreement: Disagreement, directory: Directory) -> bool:
    """R-004-13: whoever is to hear of a side has; nobody counts for somebody else who is named.

    Nor for a manager in whose place another was chosen (R-001-17, R-001-44): to them it is fed back
    by somebody, who says so.
    """
    if preference.stand_outside(disagreement, owed.agency) & {*owed.duty.to}:
        return False
    told = holders(disagreement, owed.agency, owed.duty.to)
    return is_by_reading(owed, disagreement, directory) and all(
        _has_read(who, disagreement, directory) for who in told
    )


def _has_read(who: Recipient, disagreement: Disagreement, directory: Directory) -> bool:
    if isinstance(who, To):
        return who.person in disagreement.acknowledged
    standing = {each.id for each in rights.standing(who, disagreement, directory)}
    return bool(standing & disagreement.acknowledged)


def _done(owed: Owed, at: datetime) -> DutyAnswered:
    duty = owed.duty
    return DutyAnswered(
        at=at, by=CLOCK, duty=duty.id, agency=owed.agency, how="done", what=duty.asked
    )
