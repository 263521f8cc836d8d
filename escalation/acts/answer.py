"""Answering a prompt: I have this, Not me, and bringing in one's own safeguarding lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import ladder, rights
from escalation.calendars import Calendar
from escalation.disagreement import Disagreement, Side
from escalation.entries import Actor, Entries, Entry, own_agency
from escalation.message import Facts, Heading, Message, Part, Says, says
from escalation.owing import Admit, Owed, Release, RoleAt, Telling, To, post
from escalation.people import PARTNERSHIP, Directory
from escalation.prompts import EMERGENCY, holders, prompt, summary
from escalation.questions import asked, open_
from escalation.refusals import NotNow, Stale, Unusable

LEADS = ("safeguarding_lead", "designated_professional")


@dataclass(frozen=True, kw_only=True)
class Taken(Entry):
    """Somebody has it for their agency."""

    kind = "taken"

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """They hold it, alone, for their side."""
        return replace(disagreement, holders={**disagreement.holders, self.by.agency: self.by})

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so."""
        yield post(summary(disagreement, "somebody has it"), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, and for which agency."""
        side = disagreement.side(self.by.agency)
        agency = side.name if side else self.by.agency
        return (says("{who} has this for {agency}.", who=ladder.named(self.by), agency=agency),)


@dataclass(frozen=True, kw_only=True)
class Redirected(Entry):
    """Somebody said it is not theirs, and perhaps whose it is. The clock goes on."""

    kind = "redirected"

    tier: int
    reason: str
    instead: str = ""
    instead_name: str = ""

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The other person stands in their place."""
        held = {
            agency: actor
            for agency, actor in disagreement.holders.items()
            if actor.person != self.by.person
        }
        changed = replace(disagreement, holders=held)
        if not self.instead:
            return changed
        if self.tier == 0:
            sides = tuple(self._side(side) for side in disagreement.sides)
            return replace(changed, sides=sides)
        named = {**disagreement.named, (self.tier, self.by.agency): self.instead}
        return replace(changed, named=named)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The other person is let in and told; with nobody named, the Business Manager hears of the hole."""
        yield post(
            summary(disagreement, "somebody has said it is not theirs"), *self.reads(disagreement)
        )
        if self.instead:
            yield Admit(To(self.instead))
            topic = f"redirected:{self.tier}:{self.instead}"
            yield Telling(topic, To(self.instead), prompt(disagreement, self.tier, self.by.agency))
            yield Release(To(self.by.person))
        else:
            yield Telling(
                f"hole:{self.tier}:{self.by.agency}",
                RoleAt("business_manager", PARTNERSHIP),
                self._hole(disagreement),
            )

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who said so, why, and who is asked instead."""
        instead = f" {self.instead_name} is asked instead." if self.instead else ""
        return (
            says(
                "{who} has said that this is not theirs.{instead}",
                who=ladder.named(self.by),
                instead=instead,
            ),
            Facts((("Reason", self.reason),)),
        )

    def _side(self, side: Side) -> Side:
        if side.practitioner != self.by.person:
            return side
        return replace(side, practitioner=self.instead, practitioner_name=self.instead_name)

    def _hole(self, disagreement: Disagreement) -> Message:
        who = holders(disagreement.procedure, self.tier).lower()
        side = disagreement.side(self.by.agency)
        return Message(
            summary(disagreement, "nobody is named for a role"),
            (
                Heading(f"{disagreement.reference} – nobody is named for a role"),
                says(
                    "The {who} asked at {agency} has said that it is not theirs and has named nobody. "
                    "Please see who it is; the clock goes on.",
                    who=who,
                    agency=side.name if side else self.by.agency,
                ),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class LeadBroughtIn(Entry):
    """Somebody asked their own safeguarding lead in."""

    kind = "lead_brought_in"

    role: str

    @property
    def audience(self) -> str:
        """Their own agency: whom one asks for advice is one's own business."""
        return own_agency(self.by.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The lead may read and write."""
        return replace(disagreement, advisers={**disagreement.advisers, self.by.agency: self.role})

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The lead is let in and told."""
        side = disagreement.side(self.by.agency)
        lead = RoleAt(self.role, self.by.agency, side.practitioner if side else "")
        yield Admit(lead)
        yield Telling(f"lead:{self.by.agency}", lead, self._asks(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who asked whom."""
        role = disagreement.procedure.role(self.role).label
        return (says("{who} brought in their {role}.", who=ladder.named(self.by), role=role),)

    def _asks(self, disagreement: Disagreement) -> Message:
        reference = disagreement.reference
        return Message(
            summary(disagreement, "you are asked to advise your own side"),
            (
                Heading(f"{reference} – you are asked to advise"),
                says(
                    "{who} asks for your advice on a {matter} with another agency.",
                    who=ladder.named(self.by),
                    matter=disagreement.procedure.terms.matter,
                ),
                says(
                    "You can read it and write in its private channel. You decide nothing; no limit is yours."
                ),
                Says((EMERGENCY,)),
            ),
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
    actor = rights.check(by, rights.Act.TAKE, disagreement, directory)
    asked(disagreement, question)
    tier = rights.tier_of(by, disagreement, directory)
    arriving = ladder.arrives(disagreement, tier, actor, at)
    holder = disagreement.holders.get(actor.agency)
    if holder and not arriving:
        who = "You have" if holder.person == by else f"{holder.name} has"
        raise Stale(f"{who} this already for your agency. Nothing has changed.")
    return [*arriving, Taken(at=at, by=actor)]


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
    actor = rights.check(by, rights.Act.NOT_ME, disagreement, directory)
    open_(disagreement)
    tier = rights.tier_of(by, disagreement, directory) or 0
    if not (reason := answers.get("reason", "").strip()):
        raise Unusable("reason", "Say why this is not yours, in a few words.")
    instead = answers.get("instead", "")
    name = _colleague(instead, actor, disagreement, directory)
    if by == (disagreement.raiser.person if disagreement.raiser else "") and not instead:
        raise Unusable(
            "instead", "You raised this. Name the colleague who takes it over, or withdraw it."
        )
    return [
        Redirected(at=at, by=actor, tier=tier, reason=reason, instead=instead, instead_name=name)
    ]


def bring_lead(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
) -> Entries:
    """One's own safeguarding lead, or the designated or named professional, is brought in (R-004-12, R-004-20)."""
    actor = rights.check(by, rights.Act.BRING_LEAD, disagreement, directory)
    open_(disagreement)
    if actor.agency in disagreement.advisers:
        raise Stale("Your safeguarding lead has been brought in already. Nothing has changed.")
    role = _lead(actor, disagreement, directory)
    return [LeadBroughtIn(at=at, by=actor, role=role)]


def _colleague(instead: str, actor: Actor, disagreement: Disagreement, directory: Directory) -> str:
    if not instead:
        return ""
    person = directory.person(instead)
    if person is None or person.agency != actor.agency:
        raise Unusable(
            "instead",
            "Name somebody of your own agency who is in the directory, or leave this empty.",
        )
    if instead == actor.person:
        raise Unusable("instead", "That is you. Name a colleague, or leave this empty.")
    return person.name


def _lead(actor: Actor, disagreement: Disagreement, directory: Directory) -> str:
    side = disagreement.side(actor.agency)
    under = side.practitioner if side else ""
    for role in LEADS:
        if role in disagreement.procedure.roles and directory.holder(role, actor.agency, under):
            return role
    raise NotNow(
        "Nobody is named as safeguarding lead for your agency. Ring them, and ask for the directory to be mended."
    )


ENTRIES = (Taken, Redirected, LeadBroughtIn)
