"""A manager as gate: whether it goes to the other side is said first, with a reason where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import acting, rights
from escalation.directory.people import Directory
from escalation.disagreement import Answer, Disagreement, Status, Told, after
from escalation.duties import closing, closing_words, filed
from escalation.entries import Actor, Entries, Entry
from escalation.ladder import ladder
from escalation.owing import Admit, Owed, Recipient, Record, Telling, To, post
from escalation.permissions import Act
from escalation.refusals import NotNow, NotYours, Stale
from escalation.words import forms, gates
from escalation.words.history import REOPEN
from escalation.words.message import Choice, Choices, Facts, Message, Part, says
from escalation.words.naming import begun, has_a_lead, holding, lead
from escalation.words.prompts import IMMEDIATE_HARM, private, prompt, summary
from escalation.words.sides import the_others
from escalation.working_time.calendars import Calendar

STOPPED = "not taken forward"
DISSENT = Choice("dissent", "Record dissent", "dissent")
BRING_LEAD = Choice("bring_lead", "Bring in our safeguarding lead", "lead")


@dataclass(frozen=True, kw_only=True)
class TakenForward(Entry):
    """Those who raised it take it to the other side, whose people of this tier are told now.

    `told`: when they are asked, and the next tier told: they have a full working day with it first.
    """

    kind = "taken_forward"

    tier: int
    told: Told | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Every side's people of the tier are in it."""
        answer = Answer(self.by, "took it forward", self.at)
        question = gates.question(disagreement, self.tier)
        return replace(
            disagreement.timed(self.told),
            forward=disagreement.forward | {self.tier},
            answered={**disagreement.answered, question: answer},
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; the other side's people are let in and told their part, and whoever took
        it to them, what is asked of both now."""
        yield post(summary(disagreement, "taken forward"), *self.reads(disagreement))
        ours = prompt(
            disagreement, self.tier, disagreement.agencies[0], "it has been taken forward"
        )
        for who in disagreement.people_of(self.tier, disagreement.agencies[0]):
            yield Telling(disagreement.each_time(f"forward:{self.tier}"), who, ours)
        for agency in disagreement.agencies[1:]:
            message = prompt(disagreement, self.tier, agency)
            for who in disagreement.people_of(self.tier, agency):
                yield Admit(who)
                yield Telling(disagreement.by_text("reached", self.tier), who, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who took it to whom."""
        return (
            says(
                "{who} took it forward. The {held} of {others} is told now.",
                who=self.by.titled,
                held=holding(disagreement.procedure, self.tier),
                others=the_others(disagreement),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class NotTakenForward(Entry):
    """Those who raised it do not take it to the other side, and why; this is no settlement."""

    kind = "not_taken_forward"

    tier: int
    reason: str

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It has ended so; it may be reopened, and dissent be recorded."""
        answer = Answer(self.by, "did not take it forward", self.at)
        question = gates.question(disagreement, self.tier)
        kept = filed.made(disagreement, self.at, *disagreement.agencies)
        return replace(
            kept,
            status=Status.NOT_TAKEN_FORWARD,
            ended=self.at,
            answered={**disagreement.answered, question: answer},
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Everybody who was told is told, and whoever raised it what they may still do; its place stays
        open to them."""
        yield post(summary(disagreement, STOPPED), *self.reads(disagreement))
        raisers = [To(person) for person in disagreement.raisers()]
        for who in dict.fromkeys([*raisers, *disagreement.everybody_told()]):
            told = self._to_the_raiser if who in raisers else self._to_the_others
            alone = isinstance(who, To)
            topic = disagreement.each_time("not_forward")
            message = told(disagreement, who)
            yield Telling(topic, who, message, farthest="holder" if alone else "next_tier")
        for agency in disagreement.agencies:
            yield Record(agency)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, and why; and that it is not the end of it for whoever raised it."""
        return (
            says(
                "{who} did not take it forward to {others}. It was not settled. {open}",
                who=self.by.titled,
                others=the_others(disagreement),
                open=_still_open(disagreement),
            ),
            Facts((("Reason", self.reason),)),
        )

    def _to_the_raiser(self, disagreement: Disagreement, who: Recipient) -> Message:
        goes = closing_words.record_goes(disagreement, who)
        bring_lead = (BRING_LEAD,) if has_a_lead(disagreement.procedure) else ()
        return private(
            disagreement,
            STOPPED,
            says("{who} did not take it forward. It was not settled.", who=self.by.titled),
            says("The reason is in its thread and on the record{goes}.", goes=goes),
            says(
                "If you still differ, go to {lead}, at any time and without "
                "asking anybody. You may also record dissent, or have it reopened with a reason.",
                lead=lead(disagreement.procedure),
            ),
            Choices((*bring_lead, DISSENT, REOPEN, IMMEDIATE_HARM)),
        )

    def _to_the_others(self, disagreement: Disagreement, who: Recipient) -> Message:
        goes = closing_words.record_goes(disagreement, who)
        return private(
            disagreement,
            STOPPED,
            says(
                "{who} did not take it forward. Nobody is asked for an answer any more.",
                who=self.by.titled,
            ),
            says(
                "It was not settled. The reason is in its thread and on the record{goes}.",
                goes=goes,
            ),
        )


def take_forward(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
) -> Entries:
    """It goes to the other side: their people of this tier are told, with a full working day for it."""
    actor, arriving, tier = _decided(
        Act.TAKE_FORWARD, disagreement, at, calendar, directory, by, question
    )
    now = after(disagreement, *arriving)
    last = now.last_told
    assert last
    times = ladder.reach(now, tier, at, at, calendar)
    told = last.again(times.ask_at, times.until, times.quiet_at)
    return [*arriving, TakenForward(at=at, by=actor, tier=tier, told=told)]


def not_forward(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """It does not go to the other side, with a reason, which whoever raised it is told."""
    actor, arriving, tier = _decided(
        Act.NOT_FORWARD, disagreement, at, calendar, directory, by, question
    )
    reason = forms.text(
        answers, "reason", "Say why it is not taken forward. Whoever raised it reads your reason."
    )
    stopped = NotTakenForward(at=at, by=actor, tier=tier, reason=reason)
    now = after(disagreement, *arriving, stopped)
    return [*arriving, stopped, *closing.fell_due(now, at, calendar)]


def may(disagreement: Disagreement, directory: Directory, by: str) -> None:
    """Nothing, where this is theirs to say and is still asked; or a refusal, before a form is shown."""
    _asked(rights.actor(by, disagreement, directory), disagreement, directory)


def _decided(
    act: Act,
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    by: str,
    question: str,
) -> tuple[Actor, Entries, int]:
    actor, arriving = acting.begins(act, disagreement, at, calendar, directory, by)
    if answer := disagreement.answered.get(question):
        raise Stale(f"{answer.by.name} {answer.how} already. Nothing has changed.")
    return actor, arriving, _asked(actor, disagreement, directory)


def _asked(actor: Actor, disagreement: Disagreement, directory: Directory) -> int:
    """The tier that is the gate; or a refusal: to pass it is for those who hold it, and for nobody below."""
    tier, raising = disagreement.reached, disagreement.sides[0]
    if not disagreement.gated(tier):
        raise NotNow(
            "It is not asked any more whether this is taken forward. Nothing has changed; use the "
            "buttons on its card."
        )
    if actor.agency != raising.agency:
        raise NotYours(
            f"Whether it is taken forward is for {raising.name}, which raised it. "
            "Nothing has changed."
        )
    posts = rights.posts_of(actor.person, tier, disagreement, directory)
    if raising.agency not in {agency for agency, _ in posts}:
        who = holding(disagreement.procedure, tier)
        raise NotYours(
            f"Whether it is taken forward is for the {who} of {raising.name}. Nothing has changed."
        )
    return tier


def _still_open(disagreement: Disagreement) -> str:
    raiser = begun(disagreement.procedure.terms.raiser)
    return (
        f"{raiser}s go to {lead(disagreement.procedure, 'their')} at any time; whoever raised it may record "
        "dissent, or have it reopened."
    )


ENTRIES = (TakenForward, NotTakenForward)
