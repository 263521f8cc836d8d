"""Two disagreements belong together: it stands on both, and gives nobody a right to read the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Related, Status
from escalation.entries import Actor, Entries, Entry
from escalation.owing import Owed, post
from escalation.permissions import Act
from escalation.refusals import NotNow, Unusable
from escalation.taking_part import together
from escalation.taking_part.together import HOW
from escalation.words import forms
from escalation.words.message import Facts, Part, Reference, says
from escalation.words.prompts import summary
from escalation.working_time.calendars import Calendar


@dataclass(frozen=True, kw_only=True)
class Linked(Entry):
    """It belongs together with another: the same child, a sibling, or the same household."""

    kind = "linked"

    other: str
    how: Related

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The link stands, in place of what had been said of the same two before."""
        return replace(disagreement, links={**disagreement.links, self.other: self.how})

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so, while there is one."""
        if disagreement.is_open:
            what = "it has been linked with another"
            yield post(summary(disagreement, what), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who linked it with which, and how they belong together."""
        return (
            says(
                "{who} linked this with {other}: {how}. "
                "The link lets nobody read the other who could not before.",
                who=self.by.titled,
                other=Reference(self.other),
                how=together.how(self.how, disagreement),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Unlinked(Entry):
    """A link was a mistake, and stands no longer; that it once stood stays on the record."""

    kind = "unlinked"

    other: str
    reason: str

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The two do not belong together."""
        links = {each: how for each, how in disagreement.links.items() if each != self.other}
        return replace(disagreement, links=links)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so and why, while there is one."""
        if disagreement.is_open:
            what = "a link with another has been removed"
            yield post(summary(disagreement, what), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who removed which link, and why."""
        other = Reference(self.other)
        return (
            says("{who} removed the link with {other}.", who=self.by.titled, other=other),
            Facts((("Reason", self.reason),)),
        )


def link(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    other: str,
    answers: Mapping[str, str],
    begun: bool = False,
) -> Entries:
    """Somebody at work on both says how they belong together.

    Once its other half is written (`begun`), this half is not refused: a link never stands alone.
    """
    actor = _actor(Act.LINK, by, disagreement, directory, begun)
    how = _how(answers.get("how", ""))
    if not begun:
        _two(disagreement, other)
    if disagreement.links.get(other) == how:
        return []
    return [Linked(at=at, by=actor, other=other, how=how)]


def unlink(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    other: str,
    answers: Mapping[str, str],
    begun: bool = False,
) -> Entries:
    """Somebody at work on both says, with a reason, that a link was a mistake."""
    actor = _actor(Act.UNLINK, by, disagreement, directory, begun)
    sentence = "Say why the link is removed. The people of both read your reason."
    reason = forms.text(answers, "reason", sentence)
    if other not in disagreement.links:
        return []
    return [Unlinked(at=at, by=actor, other=other, reason=reason)]


def _actor(
    act: Act, by: str, disagreement: Disagreement, directory: Directory, begun: bool
) -> Actor:
    if begun:
        return rights.actor(by, disagreement, directory)
    return rights.check(by, act, disagreement, directory)


def _how(chosen: str) -> Related:
    for how in HOW:
        if how == chosen:
            return how
    raise Unusable("how", "Say how they belong together.")


def _two(disagreement: Disagreement, other: str) -> None:
    if other == disagreement.reference:
        raise Unusable("other", "This is the same one. Give the reference of the other.")
    if disagreement.status is Status.MERGED:
        raise NotNow(
            f"{disagreement.reference} was merged into {disagreement.merged_into}. "
            "Link that one instead. Nothing has changed."
        )


ENTRIES = (Linked, Unlinked)
