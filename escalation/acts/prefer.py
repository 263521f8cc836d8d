"""Choosing whom the procedure lets a side ask in the place of a tier of its own, and choosing back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import rights
from escalation.directory import reaching
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, after
from escalation.entries import Actor, Entries, Entry
from escalation.ladder import preference
from escalation.owing import Admit, Owed, Recipient, Release, Telling, To, post
from escalation.permissions import Act
from escalation.questions import open_
from escalation.refusals import NotNow, Stale, Unusable
from escalation.words import naming
from escalation.words.by_when import by_when
from escalation.words.first_message import NO_DAY, first_message, ring
from escalation.words.message import Choices, Message, Part, says
from escalation.words.naming import lowered
from escalation.words.prompts import IMMEDIATE_HARM, choices, prompt, summary, whom_to_ring
from escalation.words.sides import number
from escalation.working_time.calendars import Calendar

# What somebody hears who is not asked: before they were, once they had been, and once more after that.
_NOT_ASKED = (
    (
        "you are not asked",
        "You are asked for nothing: {who} has chosen that the {asked} is asked in your place at this "
        "step, as the procedure allows.",
    ),
    (
        "you are no longer asked",
        "{who} has chosen that the {asked} is asked from now on, as the procedure allows. Nothing "
        "more is asked of you at this step.",
    ),
    (
        "you are not asked after all",
        "{who} has chosen once more: the {asked} is asked again, and you are not.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Preferred(Entry):
    """A side has chosen who is asked of it at a tier; without a role, the tier's own people again.

    `instead_of`: whoever was to be asked, and now is not. `leaves`: who has no other part in it.
    """

    kind = "preferred"

    tier: int
    role: str
    instead_of: tuple[Recipient, ...] = ()
    leaves: tuple[str, ...] = ()

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Whoever was chosen has that tier's turn, and its limit."""
        place = (self.tier, self.by.agency)
        left = {key: role for key, role in disagreement.preferred.items() if key != place}
        chosen = {place: self.role} if self.role else {}
        before = preference.left(disagreement, *place)
        down = {place: self.instead_of} if self.role and self.instead_of else {}
        return replace(
            disagreement,
            preferred={**left, **chosen},
            preferences={**disagreement.preferences, place: before},
            stood_down={**disagreement.stood_down, **down},
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; whoever is asked is told, if the tier has been; the others hear once."""
        number, agency = disagreement.version, self.by.agency
        yield post(summary(disagreement, "who is asked has been chosen"), *self.reads(disagreement))
        if preference.is_told(disagreement, self.tier):
            for who in disagreement.people_of(self.tier, agency):
                yield Admit(who)
                topic = disagreement.by_text("reached", f"{self.tier}:preferred:{number}")
                yield Telling(topic, who, self._now_asked(disagreement))
        for who in self.instead_of:
            told = self._not_asked(disagreement)
            yield Telling(f"not_asked:{number}", who, told, farthest="holder")
        for person in self.leaves:
            yield Release(To(person))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who chose whom, and that the limit is the same."""
        words = (
            "{who} chose for {agency}: the {chosen} is asked, and not the {other}. No limit moves."
        )
        asked, other = self._asked(disagreement)
        agency = disagreement.agency_name(self.by.agency)
        return (says(words, who=self.by.titled, agency=agency, chosen=asked, other=other),)

    def _asked(self, disagreement: Disagreement) -> tuple[str, str]:
        """Who is asked, and who is not."""
        procedure, own = disagreement.procedure, preference.own(disagreement, self.tier)
        others = [role for tier, role in preference.choices(procedure) if tier == self.tier]
        role = self.role or next(iter(others), "")
        other = lowered(procedure.role(role).label) if role else ""
        return (other, own) if self.role else (own, other)

    def _now_asked(self, disagreement: Disagreement) -> Message:
        """Their part; whoever had been asked before reads only that they are again."""
        agency = self.by.agency
        before = disagreement.preferences[self.tier, agency]
        if (self.role or preference.ITS_OWN) not in before:
            return prompt(disagreement, self.tier, agency)
        return first_message(
            disagreement,
            "you are asked after all",
            asked=says(
                "{who} has chosen that you are asked after all. What is asked of you is as it was.",
                who=self.by.titled,
            ),
            when=by_when(disagreement, self.tier, agency),
            choices=choices(disagreement, self.tier, agency),
            ring=whom_to_ring(disagreement, self.tier, agency),
        )

    def _not_asked(self, disagreement: Disagreement) -> Message:
        asked, _ = self._asked(disagreement)
        side = disagreement.side(self.by.agency)
        before = disagreement.preferences[self.tier, self.by.agency]
        what, words = _NOT_ASKED[before.count(before[-1]) if before[-1] else 0]
        return first_message(
            disagreement,
            what,
            asked=says(words, who=self.by.titled, asked=asked),
            when=NO_DAY,
            choices=Choices((IMMEDIATE_HARM,)),
            ring=ring(side or disagreement.sides[0]),
        )


def prefer(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """A named professional chooses who is asked of their own side in the place of a tier (R-001-16)."""
    actor = _of_the_side(rights.check(by, Act.PREFER, disagreement, directory), disagreement)
    open_(disagreement)
    tier, role = _chosen(answers.get("whom", ""), disagreement)
    _still(tier, role, actor, disagreement)
    _often(tier, actor, disagreement, directory)
    if role:
        _somebody(role, actor, disagreement, directory)
    told = preference.is_told(disagreement, tier)
    known = told or (role and (tier, actor.agency) not in disagreement.preferences)
    before = disagreement.people_of(tier, actor.agency) if known else ()
    heard = tuple(who for who in before if reaching.holder(who, directory, disagreement.cut))
    preferred = Preferred(at=at, by=actor, tier=tier, role=role, instead_of=heard)
    return [replace(preferred, leaves=_leaves(preferred, disagreement, directory) if told else ())]


def _of_the_side(actor: Actor, disagreement: Disagreement) -> Actor:
    """For the side of which they are a named professional, whatever else they hold."""
    found = (side.agency for side in disagreement.sides if actor.person in side.people)
    return replace(actor, agency=next(found, actor.agency))


def _chosen(whom: str, disagreement: Disagreement) -> tuple[int, str]:
    """Which tier, and the role chosen for it; none where it is its own people again."""
    written, _, role = whom.partition(":")
    offered = list(preference.choices(disagreement.procedure))
    if not offered:
        raise NotNow("This procedure lets nobody be asked in place of a tier. Nothing has changed.")
    for tier, other in offered:
        if written == str(tier) and role in (other, preference.ITS_OWN):
            return tier, other if role == other else ""
    raise Unusable("whom", "Choose who is asked.")


def _often(tier: int, actor: Actor, disagreement: Disagreement, directory: Directory) -> None:
    """A refusal where a side has chosen to and fro: whoever is asked stays, and may be rung."""
    if len(disagreement.preferences.get((tier, actor.agency), ())) < preference.MOST:
        return
    asked = naming.lowered(naming.asked_here(disagreement, tier, actor.agency))
    raise NotNow(
        f"This has been chosen {number(preference.MOST)} times for your agency, and stays: the {asked} "
        f"is asked. {_ring(tier, actor, disagreement, directory)} Nothing has changed."
    )


def _still(tier: int, role: str, actor: Actor, disagreement: Disagreement) -> None:
    """A refusal where it stands higher, has been answered, or is as they would have it."""
    own = preference.own(disagreement, tier)
    if tier < disagreement.stage_tier:
        raise NotNow(
            f"It is now at {disagreement.stage.title}, above the {own}, so who is asked there can no "
            "longer be chosen. Nothing has changed."
        )
    if preference.answered(disagreement, tier, actor.agency):
        raise NotNow(
            "Whoever is asked there for your agency has answered already. Nothing has changed."
        )
    if disagreement.preferred.get((tier, actor.agency), "") == role:
        raise Stale("They are the ones who are asked already. Nothing has changed.")


def _ring(tier: int, actor: Actor, disagreement: Disagreement, directory: Directory) -> str:
    """Whom to ring where it can be chosen no more: whoever is asked, who may name a colleague."""
    asked = disagreement.people_of(tier, actor.agency)
    held = (reaching.holder(who, directory, disagreement.cut) for who in asked)
    known = [f"{each.name} on {each.phone}" if each.phone else each.name for each in held if each]
    who = " or ".join(known) or "the Business Manager"
    return f"If that should change, ring {who}."


def _somebody(role: str, actor: Actor, disagreement: Disagreement, directory: Directory) -> None:
    side = disagreement.side(actor.agency)
    if not directory.holder(role, actor.agency, side.under if side else "", disagreement.cut):
        label = lowered(disagreement.procedure.role(role).label)
        raise NotNow(
            f"Nobody is named as {label} for your agency in the directory. Ring whoever that is, and "
            "ask the Business Manager to add them. Your manager stays the one asked."
        )


def _leaves(
    preferred: Preferred, disagreement: Disagreement, directory: Directory
) -> tuple[str, ...]:
    """Whoever stood there, and may not read it any more."""
    now = after(disagreement, preferred)
    before = disagreement.people_of(preferred.tier, preferred.by.agency)
    stood = (each for who in before for each in rights.standing(who, disagreement, directory))
    people = dict.fromkeys(each.id for each in stood)
    return tuple(each for each in people if not rights.may(each, Act.READ, now, directory))


ENTRIES = (Preferred,)
