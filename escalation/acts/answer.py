"""Answering a prompt: I have this, Not me, and bringing in one's own safeguarding lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation import acting, rights
from escalation.directory import reaching
from escalation.directory.people import Directory, Person, names
from escalation.disagreement import Disagreement, Side, after
from escalation.entries import Actor, Entries, Entry
from escalation.owing import Owed, Release, To, post
from escalation.permissions import Act
from escalation.questions import once, open_, open_or_stopped
from escalation.refusals import Unusable
from escalation.taking_part import advising, beside
from escalation.taking_part.handing_on import Redirected
from escalation.words import forms
from escalation.words.message import Part, says
from escalation.words.prompts import summary
from escalation.working_time.calendars import Calendar


@dataclass(frozen=True, kw_only=True)
class Taken(Entry):
    """Somebody has it for their agency."""

    kind = "taken"
    schema = 2

    phone: str = ""
    relieves: tuple[str, ...] = ()

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, no team was named as a side's professional: nobody was relieved."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """They hold it, alone, for their side; of a team, they are its professional from now on, and
        managers who have been told stay those who are asked."""
        managers_told = disagreement.reached > 0
        sides = tuple(self._theirs(side, managers_told) for side in disagreement.sides)
        holders = {**disagreement.holders, self.by.agency: self.by}
        return replace(disagreement, holders=holders, sides=sides)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; whoever of a team is no longer asked leaves it."""
        yield post(summary(disagreement, "somebody has it"), *self.reads(disagreement))
        yield from (Release(To(person)) for person in self.relieves)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, and for which agency."""
        agency = disagreement.agency_name(self.by.agency)
        return (says("{who} has this for {agency}.", who=self.by.titled, agency=agency),)

    def _theirs(self, side: Side, managers_told: bool) -> Side:
        if side.agency != self.by.agency or self.by.person not in side.members:
            return side
        by = self.by
        return replace(
            side,
            practitioner=by.person,
            practitioner_name=by.name,
            practitioner_phone=self.phone,
            line=side.under if managers_told else "",
            members=(),
            relieved=self.relieves,
        )


def take(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
) -> Entries:
    """Somebody of this tier, or of a higher one that was told, has it for their agency."""
    actor, arriving = acting.begins(Act.TAKE, disagreement, at, calendar, directory, by)
    if not arriving:
        once(disagreement.holders.get(actor.agency), by, "this")
    return [*arriving, _taken(disagreement, at, actor, directory)]


def _taken(disagreement: Disagreement, at: datetime, actor: Actor, directory: Directory) -> Taken:
    """The first of a team to have it is its professional; the others are relieved."""
    side, person = disagreement.side(actor.agency), directory.person(actor.person)
    if side is None or person is None or actor.person not in side.members:
        return Taken(at=at, by=actor)
    others = tuple(each for each in side.members if each != actor.person)
    return Taken(at=at, by=actor, phone=person.phone, relieves=others)


def not_me(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """Somebody asked is not the right person; the clock goes on, and whoever they name is asked."""
    actor = rights.check(by, Act.NOT_ME, disagreement, directory)
    open_(disagreement)
    reason = forms.text(answers, "reason", "Say why this is not yours, in a few words.")
    tier = rights.tier_of(by, disagreement, directory) or 0
    if beside.stands(by, disagreement) and tier < max(disagreement.stage_tier, 1):
        return beside.leaves(actor, reason, answers.get("instead", ""), disagreement, at, directory)
    held = rights.held_by(by, tier, disagreement, directory)
    redirected = Redirected(
        at=at,
        by=actor,
        tier=tier,
        roles=tuple(role for _, role in held or rights.posts_of(by, tier, disagreement, directory)),
        reason=reason,
    )
    instead = answers.get("instead", "") or beside.remains(by, disagreement)
    if held:
        redirected = _handed_on(redirected, instead, disagreement, directory)
    else:
        redirected = _stepped_aside(redirected, instead, disagreement, directory)
    stays = rights.may(by, Act.READ, after(disagreement, redirected), directory)
    return [replace(redirected, leaves=not stays)]


def bring_lead(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str] | None = None,
) -> Entries:
    """One's own safeguarding lead is brought in, or whom the stage names as an adviser.

    R-004-12, R-004-20, R-000-29, R-001-21.
    """
    actor = rights.check(by, Act.BRING_LEAD, disagreement, directory)
    open_or_stopped(disagreement)
    return advising.brings(actor, disagreement, at, directory, answers or {})


def _handed_on(
    redirected: Redirected, instead: str, disagreement: Disagreement, directory: Directory
) -> Redirected:
    """The holder's place goes to whoever they name; whom that displaces leaves with them."""
    person = _colleague(instead, redirected.by, disagreement, directory)
    redirected = replace(redirected, team=_team(redirected, person, disagreement))
    if person is None:
        return redirected
    handed = replace(
        redirected, instead=person.id, instead_name=person.name, instead_phone=person.phone
    )
    holder = disagreement.holders.get(redirected.by.agency)
    left = {k: v for k, v in disagreement.holders.items() if v != holder}
    now = after(replace(disagreement, holders=left), handed)
    displaced = tuple(
        each
        for each in _stood(redirected, disagreement, directory)
        if each != redirected.by.person and not rights.may(each, Act.READ, now, directory)
    )
    relieved = holder.person if holder and holder.person in displaced else ""
    return replace(handed, displaced=displaced, relieved=relieved)


def _team(
    redirected: Redirected, person: Person | None, disagreement: Disagreement
) -> tuple[str, ...]:
    """Of a team that was named, those who are asked once one of it has said that it is not theirs."""
    side, by = disagreement.side(redirected.by.agency), redirected.by.person
    if redirected.tier or side is None or by not in side.members:
        return ()
    left = (each for each in side.members if each != by)
    return tuple(dict.fromkeys([*left, *((person.id,) if person else ())]))


def _stepped_aside(
    redirected: Redirected, instead: str, disagreement: Disagreement, directory: Directory
) -> Redirected:
    """A deputy takes nobody's place away: whoever they stand in for is still the one asked.

    Where nobody holds it who has access to it, they are asked no more, and may say whose it is.
    """
    held = (
        reaching.holder(who, directory, disagreement.cut)
        for role, who in disagreement.posts(redirected.tier, redirected.by.agency)
        if role in redirected.roles
    )
    stays_with = names(
        dict.fromkeys(each for each in held if each and each.id not in disagreement.cut)
    )
    if not stays_with:
        aside = replace(redirected, aside=True)
        return _handed_on(aside, instead, disagreement, directory)
    if instead:
        raise Unusable(
            "instead",
            f"You stand in for {stays_with}, who is still the one asked. "
            "Leave this empty, or ask them to name somebody.",
        )
    return replace(redirected, stays_with=stays_with)


def _stood(
    redirected: Redirected, disagreement: Disagreement, directory: Directory
) -> tuple[str, ...]:
    agency, tier = redirected.by.agency, redirected.tier
    stood = [
        person.id
        for role, who in disagreement.posts(tier, agency)
        if role in redirected.roles
        for person in rights.standing(who, disagreement, directory)
    ]
    if has := disagreement.holders.get(agency):
        theirs = {role for _, role in rights.posts_of(has.person, tier, disagreement, directory)}
        stood += [has.person] if theirs & {*redirected.roles} else []
    return tuple(dict.fromkeys(stood))


def _colleague(
    instead: str, actor: Actor, disagreement: Disagreement, directory: Directory
) -> Person | None:
    raiser = disagreement.raiser
    if not instead and raiser and raiser.person == actor.person:
        raise Unusable(
            "instead", "You raised this. Name the colleague who takes it over, or withdraw it."
        )
    if not instead:
        return None
    person = directory.person(instead)
    if person is None or person.agency != actor.agency:
        raise Unusable(
            "instead",
            "Name somebody of your own agency who is in the directory, or leave this empty.",
        )
    if instead in disagreement.cut:
        raise Unusable("instead", "They were brought in by mistake before. Name another colleague.")
    if instead == actor.person:
        raise Unusable("instead", "That is you. Name a colleague, or leave this empty.")
    return person


ENTRIES = (Taken, Redirected, advising.LeadBroughtIn, beside.ColleagueLeft)
