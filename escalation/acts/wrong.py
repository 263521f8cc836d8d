"""Wrong recipient: somebody should never have been brought in; their access ends, and a breach note stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import breach, rights
from escalation.directory.people import RECORDS_OFFICER, Directory, Person
from escalation.disagreement import NAMED, Disagreement, Side, after
from escalation.entries import MANAGER, Actor, Entries, Entry
from escalation.owing import (
    BUSINESS_MANAGER,
    Admit,
    Owed,
    Recipient,
    Release,
    RoleAt,
    Telling,
    To,
    post,
)
from escalation.permissions import INSIDE, Act
from escalation.refusals import Stale, Unusable
from escalation.taking_part import brought_in
from escalation.words import forms
from escalation.words.message import Facts, Message, Part, says
from escalation.words.prompts import advice_asked, prompt, summary
from escalation.working_time.calendars import Calendar

Post = tuple[int, str, str]  # a tier, an agency and a role


@dataclass(frozen=True, kw_only=True)
class WrongRecipient(Entry):
    """Somebody who should never have been brought in is out: this is the breach note of it.

    `since`: when they were first told of it; `before`: how many entries had been written by then
    that they are out; `opened`: what they had asked for to read, as the audit has it. `was_out`:
    they were no longer in it; `until`: since when, where they said so.
    """

    kind = "wrong_recipient"

    person: str
    name: str
    agency: str
    role: str
    reason: str
    since: datetime
    before: int
    opened: tuple[str, ...] = ()
    officer: bool = False
    instead: tuple[Post, ...] = ()
    advising: tuple[tuple[str, str], ...] = ()
    holes: tuple[tuple[str, str], ...] = ()
    was_out: bool = False
    until: datetime | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """They are a stranger to it from now on; what they answered for an agency is asked again."""
        proposal = disagreement.proposal
        if proposal and disagreement.is_open:
            proposal = replace(proposal, yes=self._of_others(proposal.yes))
        named = {at: who for at, who in disagreement.named.items() if who != self.person}
        return replace(
            disagreement,
            cut=disagreement.cut | {self.person},
            holders=self._of_others(disagreement.holders),
            not_agreed=self._of_others(disagreement.not_agreed),
            named=named,
            proposal=proposal,
            sides=tuple(map(self._without, disagreement.sides)),
        )

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The Business Manager, where no records officer is named or nobody holds a role now."""
        return frozenset() if self.officer and not self.holes else MANAGER

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """They are taken out and told; then the raiser, the records officer, and who is asked instead."""
        number, to = len(disagreement.cut), To(self.person)
        yield Release(to)
        told = breach.to_them(disagreement, self.by, was_out=self.was_out)
        yield Telling(f"cut:{number}", to, told, farthest="holder")
        raiser = disagreement.raiser
        if raiser and raiser.person != self.by.person:
            message = breach.to_raiser(disagreement, self.by)
            yield Telling(f"breach:{number}", To(raiser.person), message, farthest="holder")
        yield Telling(f"officer:{number}", *self._sees_to_it(disagreement))
        yield from self._asks(disagreement, number)
        if disagreement.is_open:
            what = "somebody is no longer in it"
            yield post(summary(disagreement, what), self._out(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """The breach note: who, why, from when until when, and what they could have read."""
        return (self._out(disagreement), Facts(tuple(self._note(disagreement))))

    def _sees_to_it(self, disagreement: Disagreement) -> tuple[Recipient, Message]:
        """Whose it is to see to what follows, and what they are told."""
        if self.officer:
            told = breach.to_officer(disagreement, self.by, self.since)
            return RoleAt(RECORDS_OFFICER, self.by.agency), told
        return BUSINESS_MANAGER, breach.to_manager(disagreement, self.by, self.since)

    def _out(self, disagreement: Disagreement) -> Part:
        return says(
            "{who} has recorded that {name} ({role}, {agency}) should not have been brought in. "
            "{ended}",
            who=self.by.titled,
            name=self.name,
            role=self.role,
            agency=disagreement.agency_name(self.agency),
            ended="They were no longer in it." if self.was_out else "Their access has ended.",
        )

    def _note(self, disagreement: Disagreement) -> Iterable[tuple[str, str]]:
        officer = f"The records officer of {disagreement.agency_name(self.by.agency)}"
        yield "Reason", self.reason
        until = self.until if self.was_out else self.at
        yield from breach.facts(self.since, until, self.at, self.before, self.opened)
        yield "Told of this", officer if self.officer else "The Business Manager"

    def _asks(self, disagreement: Disagreement, number: int) -> Iterable[Owed]:
        """Whoever stands in, or comes next in their role; or the Business Manager, where nobody does."""
        asked = {who: post for post in self.instead for who in _hold(post, disagreement)}
        for who, (tier, agency, _) in asked.items():
            yield Admit(who)
            yield Telling(f"redirected:cut{number}", who, prompt(disagreement, tier, agency))
        for agency, role in self.advising:
            lead = disagreement.adviser(role, agency)
            advice = advice_asked(disagreement, agency, "Your agency asks for your advice")
            yield Admit(lead)
            yield Telling(f"adviser:cut{number}:{agency}:{role}", lead, advice)
        if self.holes:
            message = breach.hole(disagreement, self.holes)
            yield Telling(f"hole:cut{number}", BUSINESS_MANAGER, message)

    def _without(self, side: Side) -> Side:
        """The side without them, where they were of its team, or stood beside its professional."""
        if side.colleague == self.person:
            side = replace(side, colleague="", colleague_name="", jointly="")
        members = tuple(each for each in side.members if each != self.person)
        return replace(side, members=members or side.members)

    def _of_others(self, said: Mapping[str, Actor]) -> dict[str, Actor]:
        return {agency: by for agency, by in said.items() if by.person != self.person}


def wrong(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
    since: Mapping[str, datetime] | None = None,
    opened: Mapping[str, tuple[str, ...]] | None = None,
) -> Entries:
    """Somebody inside says who should not be; `since` and `opened` are what was told and read."""
    actor = rights.check(by, Act.WRONG, disagreement, directory)
    known = brought_in.ever(disagreement, directory, since or {}, opened or {})
    person = _to_be_cut(answers.get("who", ""), actor, disagreement, directory, known)
    reason = forms.text(answers, "reason", "Say why they should not have been brought in.")
    them = rights.actor(person.id, disagreement, directory)
    entry = WrongRecipient(
        at=at,
        by=actor,
        person=person.id,
        name=person.name,
        agency=them.agency,
        role=them.role,
        reason=reason,
        since=(since or {}).get(person.id, disagreement.raised or at),
        before=disagreement.version,
        opened=(opened or {}).get(person.id, ()),
    )
    if not rights.relations(person.id, disagreement, directory) & INSIDE:
        entry = _was_out(entry, disagreement)
    return [_handed_on(entry, disagreement, directory)]


def _was_out(entry: WrongRecipient, disagreement: Disagreement) -> WrongRecipient:
    """What they could have read ends where they said that it is not theirs, if they did."""
    said = brought_in.handed_on(disagreement).get(entry.person)
    if said is None:
        return replace(entry, was_out=True)
    return replace(entry, was_out=True, until=said.at, before=said.entry)


def _to_be_cut(
    who: str,
    actor: Actor,
    disagreement: Disagreement,
    directory: Directory,
    known: Collection[Person],
) -> Person:
    if who in disagreement.cut:
        raise Stale("Their access has been ended already. Nothing has changed.")
    person = next((each for each in known if each.id == who), None)
    if person is None:
        raise Unusable("who", "Choose somebody who is inside, or has been.")
    if who == actor.person:
        raise Unusable("who", "That is you: use Not me, and say whose it is.")
    raiser = disagreement.raiser
    sides = disagreement.sides
    if side := next((s for s in sides if s.practitioner == who or s.people == (who,)), None):
        raise Unusable("who", _named(person, side))
    if raiser and raiser.person == who:
        raise Unusable("who", f"{raiser.name} raised it, and cannot be taken out of it.")
    if not brought_in.is_for(actor, person, disagreement, directory):
        agency = rights.actor(who, disagreement, directory).agency
        raise Unusable("who", _of_another(person, disagreement.side(agency) or sides[0]))
    return person


def _named(person: Person, side: Side) -> str:
    return (
        f"{person.name} is the only professional named for {side.name}, so nobody would be left. "
        "They can use Not me, and name the colleague whose it is; then you can record this."
    )


def _of_another(person: Person, side: Side) -> str:
    return (
        f"{person.name} is in it for {side.name}, and only its own people can have them taken out. "
        f"Please ring {side.practitioner_name} there. Nothing has changed."
    )


def _handed_on(
    entry: WrongRecipient, disagreement: Disagreement, directory: Directory
) -> WrongRecipient:
    """Who is asked in their place, in each role that is asked now, and where there is nobody."""
    now = after(disagreement, entry)
    officer = rights.standing(
        RoleAt(RECORDS_OFFICER, entry.by.agency), now, directory, farthest="deputy"
    )
    entry = replace(entry, officer=bool(officer))
    if not disagreement.is_open:
        return entry
    posts = _posts(entry.person, disagreement, directory)
    advised = rights.advises(entry.person, disagreement, directory)
    left = [
        each
        for each in posts
        if any(rights.standing(who, now, directory, farthest="deputy") for who in _hold(each, now))
    ]
    leads = [
        each
        for each in advised
        if rights.standing(now.adviser(each[1], each[0]), now, directory, farthest="deputy")
    ]
    empty = [(role, agency) for tier, agency, role in posts if (tier, agency, role) not in left]
    empty += [(role, agency) for agency, role in advised if (agency, role) not in leads]
    return replace(
        entry,
        instead=tuple(each for each in left if not _asked_already(each, disagreement, entry)),
        advising=tuple(leads),
        holes=tuple(dict.fromkeys(empty)),
    )


def _posts(person: str, disagreement: Disagreement, directory: Directory) -> list[Post]:
    """The roles asked now that are theirs, or that they stand in for and have taken up."""
    held = {agency for agency, by in disagreement.holders.items() if by.person == person}
    tiers = sorted(
        {told.tier for told in disagreement.told if told.tier >= disagreement.stage_tier}
    )
    return [
        (tier, agency, role)
        for tier in tiers
        for agency, role in rights.posts_of(person, tier, disagreement, directory)
        if agency in held or (agency, role) in rights.held_by(person, tier, disagreement, directory)
    ]


def _asked_already(post: Post, disagreement: Disagreement, entry: WrongRecipient) -> bool:
    """Of a side's named professionals those who remain have been asked, unless this one had it."""
    _, agency, role = post
    has = disagreement.holders.get(agency)
    return role == NAMED and not (has and has.person == entry.person)


def _hold(post: Post, disagreement: Disagreement) -> list[Recipient]:
    tier, agency, role = post
    return [who for held, who in disagreement.posts(tier, agency) if held == role]


ENTRIES = (WrongRecipient,)
