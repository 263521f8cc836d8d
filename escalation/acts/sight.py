"""Taking out of sight what should not be there: its words go everywhere, and who did it and why stay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Answer, Disagreement
from escalation.duties import checked
from escalation.entries import FILE, MANAGER, SIDES, Entries, Entry
from escalation.meetings import convening
from escalation.owing import BUSINESS_MANAGER, Hide, Owed, Telling, To, post
from escalation.particulars import Hidden, Written
from escalation.permissions import Act
from escalation.refusals import Stale, Unusable
from escalation.taking_part import brought_in
from escalation.words import forms
from escalation.words.message import Facts, Message, Moment, Part, Says, says
from escalation.words.notices import notice
from escalation.words.prompts import private, summary
from escalation.working_time import times
from escalation.working_time.calendars import Calendar

FORM = "form_prepared"
OWN_WORDS = "said"  # a message of somebody's own, which nobody else can take away
CHOOSE = "Choose what should not be there, from the list."


@dataclass(frozen=True, kw_only=True)
class TakenOutOfSight(Entry):
    """Somebody has seen to it that an entry's words are shown to nobody; that cannot be undone."""

    kind = "taken_out_of_sight"

    seq: int
    reason: str
    whose: str = SIDES

    @property
    def audience(self) -> str:
        """Whoever could read the words: they know that there were some, who hid them, and why."""
        return self.whose

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The words are gone; an agreement that nobody can read is no longer asked."""
        hidden = Hidden(self.seq, self.by, self.at, self.reason)
        wordless = without_words(disagreement, (self.seq,))
        wordless = replace(wordless, hidden={**disagreement.hidden, self.seq: hidden})
        proposal = wordless.proposal
        if proposal is None or proposal.entry != self.seq or not wordless.is_open:
            return wordless
        gone = Answer(self.by, "took the proposal out of sight", self.at)
        answered = {**wordless.answered, proposal.question: gone}
        return replace(wordless, proposal=None, answered=answered)

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The Business Manager, where its place may be closed already."""
        closed = self.whose == SIDES and self._may_stand_closed(disagreement)
        return MANAGER if closed else frozenset()

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says it no more; whoever wrote a message of their own is asked to delete it."""
        if self.whose != SIDES:
            return  # it was never said there
        written = entry_of(self.seq, disagreement)
        for entry in written.everywhere:
            yield Hide(entry, self._instead(disagreement))
        if self._may_stand_closed(disagreement):
            yield Telling(f"sight:{self.seq}", BUSINESS_MANAGER, self._closed(disagreement))
        if disagreement.is_open:
            what = "something has been taken out of sight"
            yield post(summary(disagreement, what), *self.reads(disagreement))
        if written.kind == OWN_WORDS:
            message = self._delete_yours(disagreement, written)
            writer = To(written.by.person)
            yield Telling(f"sight:{self.seq}", writer, message, farthest="holder")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, what, and why; never the words."""
        return (
            says(
                "{who} took out of sight entry {seq}: {what}.",
                who=self.by.titled,
                seq=str(self.seq),
                what=spoken(entry_of(self.seq, disagreement)),
            ),
            Facts((("Reason", self.reason),)),
        )

    def _instead(self, disagreement: Disagreement) -> Message:
        words = says("{gone}.", gone=taken(Hidden(self.seq, self.by, self.at, self.reason)))
        return Message(summary(disagreement, "taken out of sight"), (words,))

    def _delete_yours(self, disagreement: Disagreement, written: Written) -> Message:
        left = _may_have_left(written, disagreement)
        return private(
            disagreement,
            "please delete a message of yours",
            says(
                "What you wrote in its thread at {at} has been taken out of sight by {who}: it "
                "should not be there. Your own message still stands there, and only you can "
                "delete it. Please do so now{if_there}.",
                at=Moment(written.at),
                who=self.by.titled,
                if_there=", if you are still in its channel" if left else "",
            ),
            says("You need do nothing else. The record keeps that it was taken out of sight."),
        )

    def _may_stand_closed(self, disagreement: Disagreement) -> bool:
        """Whether the words may stand where nothing can be changed: it has ended, or did since."""
        if not disagreement.is_open:
            return True
        written = entry_of(self.seq, disagreement)
        return any(written.at < each.at for each in disagreement.reopenings)

    def _closed(self, disagreement: Disagreement) -> Message:
        ended = "after it had ended"
        reopened = "that was written before it was reopened"
        return notice(
            disagreement,
            f"something was taken out of sight {reopened if disagreement.is_open else ended}",
            says(
                "It is gone from the card, the record and every copy made from now on. If {its} "
                "channel has been closed, what stands in that channel cannot be changed from here: "
                "please have whoever looks after the workspace delete it there.",
                its="the earlier" if disagreement.is_open else "its",
            ),
        )


def hide(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """Somebody inside takes the words of one entry out of sight, at once and for good."""
    actor = rights.check(by, Act.HIDE, disagreement, directory)
    reads = rights.audiences(by, disagreement, directory)
    chosen = answers.get("entry", "")
    written = next((one for one in disagreement.written if str(one.entry) == chosen), None)
    if written is None or written.audience not in reads:
        raise Unusable("entry", CHOOSE)
    if not _is_theirs_to_hide(written, actor.agency):
        raise Unusable("entry", _of_another(written, disagreement))
    if gone := disagreement.hidden.get(written.entry):
        when = times.full(gone.at)
        raise Stale(f"{gone.by.name} took this out of sight on {when}. Nothing has changed.")
    reason = forms.text(answers, "reason", "Say why, without repeating what should not be there.")
    return [
        TakenOutOfSight(at=at, by=actor, seq=one.entry, reason=reason, whose=one.audience)
        for one in (written, *_drafted_since(written, disagreement))
    ]


def _drafted_since(written: Written, disagreement: Disagreement) -> list[Written]:
    """The forms that were prepared from the record since, which may hold these words too: the next is
    drafted without them."""
    return [
        one
        for one in disagreement.written
        if one.kind == FORM and one.entry > written.entry and one.entry not in disagreement.hidden
        if one.audience == written.audience or written.audience == SIDES
    ]


def in_sight(disagreement: Disagreement, audiences: Collection[str], agency: str) -> list[Written]:
    """What somebody of an agency may take out of sight, the newest first."""
    found = (one for one in disagreement.written if one.entry not in disagreement.hidden)
    theirs = [one for one in found if _is_theirs_to_hide(one, agency)]
    return [one for one in theirs if one.audience in audiences][::-1]


def spoken(written: Written) -> str:
    """Jo Lee, Tuesday 7 April 2026, 15:02, wrote in the thread."""
    return f"{written.by.name}, {times.full(written.at)}, {written.how}"


def taken(hidden: Hidden) -> str:
    """Taken out of sight by Jo Lee (Line manager), on Tuesday 7 April 2026, 15:02."""
    return f"Taken out of sight by {hidden.by.titled}, on {times.full(hidden.at)}"


def reply(disagreement: Disagreement, entry: int, by: str) -> tuple[Says, ...]:
    """What whoever did it is answered: what is gone, and what nobody here can take away."""
    written = entry_of(entry, disagreement)
    return (
        says(
            "It is out of sight: {where} to nobody. That you did this, and why, stays on the "
            "record. It cannot be undone.",
            where=_where(written),
        ),
        *_not_ours(written, by, disagreement),
        says("Any copy that people were handed before still holds it: ask for it to be destroyed."),
    )


def without_words(disagreement: Disagreement, entries: Collection[int]) -> Disagreement:
    """The disagreement with nothing left of what these entries say in somebody's words."""
    view = tuple(
        replace(each, text="") if each.entry in entries else each for each in disagreement.view
    )
    proposal = disagreement.proposal
    if proposal and proposal.entry in entries:
        proposal = replace(proposal, actions=())
    done = {
        key: replace(one, words="") if one.entry in entries else one
        for key, one in disagreement.done.items()
    }
    flagged = tuple(
        replace(one, issues="") if one.entry in entries else one for one in disagreement.flagged
    )
    return replace(
        disagreement,
        view=view,
        proposal=proposal,
        done=done,
        flagged=flagged,
        convened=convening.without_words(disagreement.convened, entries),
        left_open=checked.wordless(disagreement.left_open, entries),
    )


def entry_of(number: int, disagreement: Disagreement) -> Written:
    """The entry with this number, as something that somebody wrote."""
    return next(one for one in disagreement.written if one.entry == number)


def _where(written: Written) -> str:
    """What showed it and no longer does: whatever is not for every side was never in the thread."""
    if written.audience == SIDES:
        return "the card, the thread and every copy made from now on show it"
    if written.audience == FILE:
        return "every copy made from now on shows it"
    return "your agency's notes and every copy made for it from now on show it"


def _is_theirs_to_hide(written: Written, agency: str) -> bool:
    """What stands on the file alone, the thread never had: only the agency that gave it takes it away,
    for nobody else would hear that it is gone."""
    return written.audience != FILE or written.by.agency == agency


def _of_another(written: Written, disagreement: Disagreement) -> str:
    side = disagreement.side(written.by.agency) or disagreement.sides[0]
    number = f" on {side.practitioner_phone}" if side.practitioner_phone else ""
    return (
        f"{side.name} gave this, and only its own people can take it out of sight. Please ring "
        f"{side.practitioner_name} there{number}. Nothing has changed."
    )


def _may_have_left(written: Written, disagreement: Disagreement) -> bool:
    """Whether whoever wrote it may not be in the channel any more, where alone it can be deleted."""
    who = written.by.person
    return who in disagreement.cut or who in brought_in.handed_on(disagreement)


def _not_ours(written: Written, by: str, disagreement: Disagreement) -> Iterable[Says]:
    if written.kind != OWN_WORDS:
        return
    if written.by.person == by:
        yield says(
            "You wrote it in a message of your own, which nobody else can delete. Please delete "
            "that message now."
        )
        return
    yield says(
        "{who} wrote it in a message of their own, which still stands in the channel: only "
        "they can delete it there, and they have been asked to. Ring them if it is still "
        "there.",
        who=written.by.name,
    )
    if _may_have_left(written, disagreement):
        yield says(
            "They may not be in that channel any more: then please have whoever looks after the "
            "workspace delete it there."
        )


ENTRIES = (TakenOutOfSight,)
