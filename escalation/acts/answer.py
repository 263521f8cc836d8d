"""Answering a prompt: I have this, Not me, and bringing in one's own safeguarding lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import acting, forms, rights
from escalation.calendars import Calendar
from escalation.disagreement import NAMED, Disagreement, after
from escalation.entries import Actor, Entries, Entry, own_agency
from escalation.message import Facts, Heading, Message, Part, says
from escalation.owing import Admit, Owed, Release, RoleAt, Telling, To, post
from escalation.people import PARTNERSHIP, Directory
from escalation.prompts import advice_asked, holding, lowered, prompt, summary
from escalation.questions import open_
from escalation.refusals import NotNow, Stale, Unusable
from escalation.rights import Act

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
        agency = disagreement.agency_name(self.by.agency)
        return (says("{who} has this for {agency}.", who=self.by.titled, agency=agency),)


@dataclass(frozen=True, kw_only=True)
class Redirected(Entry):
    """Somebody said it is not theirs, and perhaps whose it is. The clock goes on."""

    kind = "redirected"

    tier: int
    roles: tuple[str, ...]
    reason: str
    instead: str = ""
    instead_name: str = ""
    leaves: bool = False

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The other person stands in their place."""
        holders = {k: v for k, v in disagreement.holders.items() if v.person != self.by.person}
        changed = replace(disagreement, redirects=disagreement.redirects + 1, holders=holders)
        if not self.instead:
            return changed
        if NAMED in self.roles:
            changed = self._taken_over(changed)
        places = [(self.tier, self.by.agency, role) for role in self.roles if role != NAMED]
        named = {**disagreement.named, **dict.fromkeys(places, self.instead)}
        return replace(changed, named=named)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The other person is let in and told; or the Business Manager hears that nobody is."""
        yield post(
            summary(disagreement, "somebody has said it is not theirs"), *self.reads(disagreement)
        )
        if self.instead:
            message = prompt(disagreement, self.tier, self.by.agency)
            yield Admit(To(self.instead))
            yield Telling(f"redirected:{disagreement.redirects}", To(self.instead), message)
        else:
            yield Telling(
                f"hole:{disagreement.redirects}",
                RoleAt("business_manager", PARTNERSHIP),
                self._hole(disagreement),
            )
        if self.leaves:
            yield Release(To(self.by.person))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who said so, why, and who is asked instead."""
        instead = f" {self.instead_name} is asked instead." if self.instead else ""
        return (
            says(
                "{who} has said that this is not theirs.{instead}",
                who=self.by.titled,
                instead=instead,
            ),
            Facts((("Reason", self.reason),)),
        )

    def _taken_over(self, disagreement: Disagreement) -> Disagreement:
        """A named professional is replaced; managers who have been told stay those who are asked."""
        old = disagreement.side(self.by.agency)
        if old is None:
            return disagreement
        new = replace(
            old,
            practitioner=self.instead,
            practitioner_name=self.instead_name,
            line=old.under if disagreement.reached else "",
        )
        raiser = disagreement.raiser
        if raiser and raiser.person == old.practitioner:
            raiser = replace(raiser, person=self.instead, name=self.instead_name)
        sides = tuple(new if side == old else side for side in disagreement.sides)
        return replace(disagreement, raiser=raiser, sides=sides)

    def _hole(self, disagreement: Disagreement) -> Message:
        what = "nobody is named for a role"
        return Message(
            summary(disagreement, what),
            (
                Heading(f"{disagreement.reference} – {what}"),
                says(
                    "The {who} asked at {agency} has said that it is not theirs and has named "
                    "nobody. Please see who it is; the clock goes on.",
                    who=holding(disagreement.procedure, self.tier),
                    agency=disagreement.agency_name(self.by.agency),
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
        brought = (*disagreement.advisers.get(self.by.agency, ()), self.role)
        return replace(disagreement, advisers={**disagreement.advisers, self.by.agency: brought})

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The lead is let in and told."""
        lead = disagreement.adviser(self.role, self.by.agency)
        message = advice_asked(
            disagreement, self.by.agency, f"{self.by.titled} asks for your advice"
        )
        yield Admit(lead)
        yield Telling(f"adviser:{self.by.agency}:{self.role}", lead, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who asked whom."""
        role = disagreement.procedure.role(self.role).label
        return (says("{who} brought in their {role}.", who=self.by.titled, role=lowered(role)),)


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
    actor, arriving = acting.asked(Act.TAKE, disagreement, at, calendar, directory, by, question)
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
    actor = rights.check(by, Act.NOT_ME, disagreement, directory)
    open_(disagreement)
    reason = forms.text(answers, "reason", "Say why this is not yours, in a few words.")
    instead = answers.get("instead", "")
    tier = rights.tier_of(by, disagreement, directory) or 0
    redirected = Redirected(
        at=at,
        by=actor,
        tier=tier,
        roles=tuple(role for _, role in rights.posts_of(by, tier, disagreement, directory)),
        reason=reason,
        instead=instead,
        instead_name=_colleague(instead, actor, disagreement, directory),
    )
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
) -> Entries:
    """One's own safeguarding lead, or designated professional, is brought in.

    R-004-12, R-004-20.
    """
    actor = rights.check(by, Act.BRING_LEAD, disagreement, directory)
    open_(disagreement)
    role = _lead(actor, disagreement, directory)
    if role in disagreement.advisers.get(actor.agency, ()):
        raise Stale("Your safeguarding lead has been brought in already. Nothing has changed.")
    return [LeadBroughtIn(at=at, by=actor, role=role)]


def _colleague(instead: str, actor: Actor, disagreement: Disagreement, directory: Directory) -> str:
    raiser = disagreement.raiser
    if not instead and raiser and raiser.person == actor.person:
        raise Unusable(
            "instead", "You raised this. Name the colleague who takes it over, or withdraw it."
        )
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
    under = side.under if side else ""
    for role in LEADS:
        if role in disagreement.procedure.roles and directory.holder(role, actor.agency, under):
            return role
    raise NotNow(
        "Nobody is named as safeguarding lead for your agency. "
        "Ring them, and ask for the directory to be mended."
    )


ENTRIES = (Taken, Redirected, LeadBroughtIn)
