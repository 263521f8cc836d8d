"""Wrong recipient: somebody should never have been brought in; their access ends, and a breach note stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import breach, forms, rights
from escalation.calendars import Calendar
from escalation.disagreement import Disagreement, Side, after
from escalation.entries import MANAGER, Actor, Entries, Entry
from escalation.message import Facts, Part, says
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
from escalation.people import RECORDS_OFFICER, Directory, Person
from escalation.permissions import INSIDE, Act
from escalation.prompts import advice_asked, prompt, summary
from escalation.refusals import Stale, Unusable

OFFICER = RECORDS_OFFICER
Post = tuple[int, str, str]  # a tier, an agency and a role


@dataclass(frozen=True, kw_only=True)
class WrongRecipient(Entry):
    """Somebody who should never have been brought in is out: this is the breach note of it.

    `since`: when they were first told of it; `before`: how many entries had been written by then
    that they are out; `opened`: what they had asked for to read, as the audit has it.
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
        )

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The Business Manager, where no records officer is named or nobody holds a role now."""
        return frozenset() if self.officer and not self.holes else MANAGER

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """They are taken out and told; then the raiser, the records officer, and who is asked instead."""
        number, to = len(disagreement.cut), To(self.person)
        yield Release(to)
        yield Telling(f"cut:{number}", to, breach.to_them(disagreement, self.by), farthest="holder")
        raiser = disagreement.raiser
        if raiser and raiser.person != self.by.person:
            message = breach.to_raiser(disagreement, self.by)
            yield Telling(f"breach:{number}", To(raiser.person), message)
        officer = RoleAt(OFFICER, self.by.agency) if self.officer else BUSINESS_MANAGER
        yield Telling(f"officer:{number}", officer, breach.to_officer(disagreement, self.by))
        yield from self._asks(disagreement, number)
        if disagreement.is_open:
            what = "somebody is no longer in it"
            yield post(summary(disagreement, what), self._out(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """The breach note: who, why, from when until when, and what they could have read."""
        return (self._out(disagreement), Facts(tuple(self._note(disagreement))))

    def _out(self, disagreement: Disagreement) -> Part:
        return says(
            "{who} has recorded that {name} ({role}, {agency}) should not have been brought in. "
            "Their access has ended.",
            who=self.by.titled,
            name=self.name,
            role=self.role,
            agency=disagreement.agency_name(self.agency),
        )

    def _note(self, disagreement: Disagreement) -> Iterable[tuple[str, str]]:
        officer = f"The records officer of {disagreement.agency_name(self.by.agency)}"
        yield "Reason", self.reason
        yield from breach.facts(self.since, self.at, self.before, self.opened)
        yield "Told of this", officer if self.officer else "The Business Manager"

    def _asks(self, disagreement: Disagreement, number: int) -> Iterable[Owed]:
        """Whoever stands in, or comes next in their role; or the Business Manager, where nobody does."""
        asked = {_holds(post, disagreement): post for post in self.instead}
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
    person = _to_be_cut(answers.get("who", ""), by, disagreement, directory)
    reason = forms.text(answers, "reason", "Say why they should not have been brought in.")
    known = rights.actor(person.id, disagreement, directory)
    entry = WrongRecipient(
        at=at,
        by=actor,
        person=person.id,
        name=person.name,
        agency=known.agency,
        role=known.role,
        reason=reason,
        since=(since or {}).get(person.id, disagreement.raised or at),
        before=disagreement.version,
        opened=(opened or {}).get(person.id, ()),
    )
    return [_handed_on(entry, disagreement, directory)]


def inside(disagreement: Disagreement, directory: Directory) -> list[Person]:
    """Everybody who is inside, each once: those who hold a tier that was told, and advise."""
    found = (
        rights.standing(who, disagreement, directory, farthest="deputy")
        for who in disagreement.everybody_told()
    )
    return list(dict.fromkeys(person for people in found for person in people))


def _to_be_cut(who: str, by: str, disagreement: Disagreement, directory: Directory) -> Person:
    if who in disagreement.cut:
        raise Stale("Their access has been ended already. Nothing has changed.")
    person = directory.person(who)
    if person is None or not rights.relations(who, disagreement, directory) & INSIDE:
        raise Unusable("who", "Choose somebody who is inside.")
    if who == by:
        raise Unusable("who", "That is you: use Not me, and say whose it is.")
    raiser = disagreement.raiser
    if side := next((one for one in disagreement.sides if one.practitioner == who), None):
        raise Unusable("who", _named(side))
    if raiser and raiser.person == who:
        raise Unusable("who", f"{raiser.name} raised it, and cannot be taken out of it.")
    return person


def _named(side: Side) -> str:
    return (
        f"{side.practitioner_name} is the only professional named for {side.name}, so nobody would "
        "be left. They can use Not me, and name the colleague whose it is."
    )


def _handed_on(
    entry: WrongRecipient, disagreement: Disagreement, directory: Directory
) -> WrongRecipient:
    """Who is asked in their place, in each role that is asked now, and where there is nobody."""
    now = after(disagreement, entry)
    officer = rights.standing(RoleAt(OFFICER, entry.by.agency), now, directory, farthest="deputy")
    entry = replace(entry, officer=bool(officer))
    if not disagreement.is_open:
        return entry
    posts = _posts(entry.person, disagreement, directory)
    advised = rights.advises(entry.person, disagreement, directory)
    left = [
        each
        for each in posts
        if rights.standing(_holds(each, now), now, directory, farthest="deputy")
    ]
    leads = [
        each
        for each in advised
        if rights.standing(now.adviser(each[1], each[0]), now, directory, farthest="deputy")
    ]
    empty = [(role, agency) for _, agency, role in posts if (_, agency, role) not in left]
    empty += [(role, agency) for agency, role in advised if (agency, role) not in leads]
    return replace(
        entry,
        instead=tuple(left),
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


def _holds(post: Post, disagreement: Disagreement) -> Recipient:
    tier, agency, role = post
    return dict(disagreement.posts(tier, agency))[role]


ENTRIES = (WrongRecipient,)
