"""Who is your manager for this: named by the professional, confirmed by that manager's own click."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import rights
from escalation.directory import reaching
from escalation.directory.people import Directory, Person
from escalation.disagreement import NAMED, Disagreement
from escalation.entries import Actor, Entries, Entry, own_agency
from escalation.ladder import seats
from escalation.owing import Admit, Owed, Telling, To
from escalation.permissions import Act
from escalation.questions import open_
from escalation.refusals import NotNow, Stale, Unusable
from escalation.taking_part.whose import agency_of
from escalation.words.first_message import SOON, first_message
from escalation.words.message import Choice, Choices, Message, Part, says
from escalation.words.naming import holding, standing_with
from escalation.words.prompts import NAME_MANAGER, private, prompt, whom_to_ring
from escalation.working_time.calendars import Calendar

CUT = (
    "This person was brought into it by mistake, and their access has ended. Name somebody else, or "
    "ask the Business Manager."
)


@dataclass(frozen=True, kw_only=True)
class ManagerNamed(Entry):
    """A professional said who their manager is, for want of one in the directory."""

    kind = "manager_named"

    manager: str
    manager_name: str

    @property
    def audience(self) -> str:
        """Their own agency: who manages whom is no business of the other."""
        return own_agency(self.by.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Whoever was named has been asked."""
        asked = {**disagreement.managers_named, self.by.agency: (self.manager, self.by.person)}
        return replace(disagreement, managers_named=asked)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever was named is asked, once, and nobody in their place."""
        topic = f"manager:{disagreement.version}"
        yield Telling(topic, To(self.manager), self._asks(disagreement), farthest="holder")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who named whom."""
        return (
            says(
                "{who} named {manager} as their manager.",
                who=self.by.titled,
                manager=self.manager_name,
            ),
        )

    def _asks(self, disagreement: Disagreement) -> Message:
        procedure = disagreement.procedure
        return first_message(
            disagreement,
            "are you their manager?",
            asked=says(
                "{who} of {agency} has named you as their {role} for this. You are asked: Is that "
                "right? Nothing more is asked of you yet.",
                who=self.by.name,
                agency=disagreement.agency_name(self.by.agency),
                role=holding(procedure, _first(disagreement)),
            ),
            when=SOON,
            choices=Choices(
                (
                    Choice("manager_yes", "Yes, that is me", "manager", "main"),
                    Choice("manager_no", "No, not me", "manager"),
                )
            ),
            ring=whom_to_ring(disagreement, 1, self.by.agency),
        )


@dataclass(frozen=True, kw_only=True)
class ManagerConfirmed(Entry):
    """Whoever was named said that they are: they hold the first managers' tier for that agency."""

    kind = "manager_confirmed"

    tier: int
    roles: tuple[str, ...]
    of: str

    @property
    def audience(self) -> str:
        """Their own agency."""
        return own_agency(self.by.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """They stand there by name."""
        places = [(self.tier, self.by.agency, role) for role in self.roles]
        named = {**disagreement.named, **dict.fromkeys(places, self.by.person)}
        return replace(_answered(disagreement, self.by.agency), named=named)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """If their tier has been told already, so are they; or that it has moved on since."""
        who = To(self.by.person)
        if who not in disagreement.people_of(self.tier, self.by.agency):
            return  # another was chosen in preference to them
        if any(told.tier == self.tier for told in disagreement.told):
            yield Admit(who)
        if self.tier < disagreement.stage_tier:
            message = self._moved_on(disagreement)
            yield Telling(f"moved_past:{self.tier}", who, message, farthest="holder")
        elif self.tier <= disagreement.reached:
            message = prompt(disagreement, self.tier, self.by.agency)
            yield Telling(disagreement.by_text("reached", self.tier), who, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who confirmed."""
        return (says("{who} confirmed that they are the manager.", who=self.by.name),)

    def _moved_on(self, disagreement: Disagreement) -> Message:
        return private(
            disagreement,
            "it has moved on",
            says(
                "It moved on before you confirmed that you are their manager. It is now at "
                "{stage}, with the {holding}. Nothing is asked of you.",
                stage=disagreement.stage.title,
                holding=standing_with(disagreement),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class ManagerDeclined(Entry):
    """Whoever was named said that they are not: somebody else has to be."""

    kind = "manager_declined"

    of: str

    @property
    def audience(self) -> str:
        """Their own agency."""
        return own_agency(self.by.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The question is open again."""
        return _answered(disagreement, self.by.agency)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever named them is asked again."""
        asked = says(
            "{who} has said that they are not your manager for this. Please name somebody else; "
            "the clock goes on.",
            who=self.by.name,
        )
        message = first_message(
            disagreement,
            "who is your manager?",
            asked=asked,
            when=SOON,
            choices=Choices((NAME_MANAGER,)),
            ring=whom_to_ring(disagreement, 0, self.by.agency),
        )
        yield Telling(f"manager:{disagreement.version}", To(self.of), message, farthest="holder")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who declined."""
        return (says("{who} said that they are not the manager.", who=self.by.name),)


def name_manager(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    manager: str,
) -> Entries:
    """A named professional says who their manager is; it is asked of that manager once."""
    actor = may_name(disagreement, directory, by)
    agency = actor.agency
    person = directory.person(manager)
    if person is None or person.agency != agency:
        raise Unusable("manager", "Name somebody of your own agency.")
    if person.id in {by, *(each for side in disagreement.sides for each in side.people)}:
        raise Unusable("manager", "Name whoever manages you, and not yourself.")
    if person.id in disagreement.cut:
        raise Unusable("manager", CUT)
    if disagreement.managers_named.get(agency, ("", ""))[0] == person.id:
        raise Stale(f"{person.name} has been asked already. Nothing has changed.")
    return [ManagerNamed(at=at, by=actor, manager=person.id, manager_name=person.name)]


def may_name(disagreement: Disagreement, directory: Directory, by: str) -> Actor:
    """A named professional whose manager is not known yet, as an actor; or a refusal."""
    actor = rights.check(by, Act.NAME_MANAGER, disagreement, directory)
    open_(disagreement)
    agency = agency_of(To(by), disagreement) or actor.agency
    _not_known_yet(disagreement, directory, agency)
    return _of(agency, actor, disagreement)


def manager_yes(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
) -> Entries:
    """Whoever was named confirms it with one click."""
    actor = rights.check(by, Act.MANAGER_YES, disagreement, directory)
    open_(disagreement)
    agency, of = _asked(by, disagreement)
    tier = _first(disagreement)
    roles = disagreement.procedure.tiers[tier].held_by
    role = disagreement.procedure.role(roles[0]).label
    confirmed = replace(actor, agency=agency, role=role)
    return [ManagerConfirmed(at=at, by=confirmed, tier=tier, roles=roles, of=of)]


def manager_no(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
) -> Entries:
    """Whoever was named says that it is not them."""
    actor = rights.check(by, Act.MANAGER_YES, disagreement, directory)
    open_(disagreement)
    agency, of = _asked(by, disagreement)
    return [ManagerDeclined(at=at, by=_of(agency, actor, disagreement), of=of)]


def _not_known_yet(disagreement: Disagreement, directory: Directory, agency: str) -> None:
    """A refusal where somebody has confirmed it, or the directory knows and nobody was asked."""
    if confirmed := _confirmed(disagreement, directory, agency):
        raise Stale(
            f"{confirmed.name} stands as your manager for this already. Nothing has changed."
        )
    side = disagreement.side(agency)
    if side is None or side.asks_manager:
        return
    posts = disagreement.posts(_first(disagreement), agency)
    found = (reaching.holder(who, directory, disagreement.cut) for _, who in posts)
    if known := next((person for person in found if person), None):
        raise NotNow(
            f"Your manager for this is known: {known.name}, from the directory. If that is wrong, "
            "ask the Business Manager to put it right. Nothing has changed."
        )


def _confirmed(disagreement: Disagreement, directory: Directory, agency: str) -> Person | None:
    """Who stands by name at the first managers' tier of an agency, and may still read it."""
    tier = _first(disagreement)
    ids = (id for (at, of, _), id in disagreement.named.items() if (at, of) == (tier, agency))
    there = (directory.person(id) for id in ids if id not in disagreement.cut)
    return next((person for person in there if person), None)


def _asked(by: str, disagreement: Disagreement) -> tuple[str, str]:
    """For which agency somebody has been named as the manager, and by whom."""
    named = disagreement.managers_named.items()
    return next((agency, of) for agency, (manager, of) in named if manager == by)


def _of(agency: str, actor: Actor, disagreement: Disagreement) -> Actor:
    """Somebody as they are known to this agency, whatever they do for another."""
    if actor.agency == agency:
        return actor
    return replace(actor, agency=agency, role=disagreement.procedure.role(NAMED).label)


def _answered(disagreement: Disagreement, agency: str) -> Disagreement:
    left = {k: v for k, v in disagreement.managers_named.items() if k != agency}
    return replace(disagreement, managers_named=left)


def _first(disagreement: Disagreement) -> int:
    """The first tier of managers; or a refusal: the text has none."""
    if (tier := seats.first_beyond(disagreement.procedure, NAMED)) is None:
        raise NotNow("No stage of this is for managers, so none is named. Nothing has changed.")
    return tier


ENTRIES = (ManagerNamed, ManagerConfirmed, ManagerDeclined)
