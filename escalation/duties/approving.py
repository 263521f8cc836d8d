"""Each discussion is approved and dated by each agency that took part in it, for its own file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation.disagreement import Disagreement
from escalation.duties import closing, discussed
from escalation.duties.carried_out import Discussion, OnDiscussion
from escalation.entries import SIDES, Actor, Entries, Entry, own_agency
from escalation.owing import Owed, post
from escalation.words.message import Facts, Part, Quote, says
from escalation.words.prompts import summary
from escalation.working_time import times


@dataclass(frozen=True, kw_only=True)
class DiscussionsApproved(Entry):
    """Somebody approved the record of discussions for their own agency, which dates it (R-003-37).

    `within`: they were held inside that agency, so no other reads even that there are any.
    """

    kind = "discussions_approved"

    agency: str
    discussions: tuple[int, ...]
    within: bool = False

    @property
    def audience(self) -> str:
        """Of what was said between agencies, every side; of an agency's own, that agency."""
        return own_agency(self.agency) if self.within else SIDES

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The agency is asked about these no more."""
        said = dict.fromkeys(self.discussions, OnDiscussion(self.by, self.at))
        return closing.quieted(_said(disagreement, self.agency, said))

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows what every side reads, while there is one."""
        if disagreement.is_open and not self.within:
            what = "the record of a discussion has been approved"
            yield post(summary(disagreement, what), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, for which agency, and which discussions."""
        return (
            says(
                "{who} approved the record of {these}, for the {file} of {agency}.",
                who=self.by.titled,
                these="these discussions" if len(self.discussions) > 1 else "this discussion",
                file=disagreement.terms.file,
                agency=disagreement.agency_name(self.agency),
            ),
            Facts(tuple(_rows(disagreement, self.discussions))),
        )


@dataclass(frozen=True, kw_only=True)
class DiscussionCorrected(Entry):
    """Somebody puts a correction beside the record of a discussion, for their own agency.

    What was written stays as it is, and the correction is the agency's answer in place of approval.
    """

    kind = "discussion_corrected"

    agency: str
    discussion: int
    text: str
    within: bool = False

    @property
    def audience(self) -> str:
        """Whoever reads the discussion reads what is said beside it."""
        return own_agency(self.agency) if self.within else SIDES

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The agency has answered: it is asked about this one no more."""
        said = {self.discussion: OnDiscussion(self.by, self.at, corrects=True)}
        return closing.quieted(_said(disagreement, self.agency, said))

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows it beside what it corrects, while there is one."""
        if disagreement.is_open and not self.within:
            what = "a correction stands beside the record of a discussion"
            yield post(summary(disagreement, what), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, of which discussion, and what they would have it say."""
        return (
            says(
                "{who} did not approve the record of this discussion as it stands, for {agency}. "
                "What was written is not changed; this correction stands beside it.",
                who=self.by.titled,
                agency=disagreement.agency_name(self.agency),
            ),
            Facts(tuple(_rows(disagreement, (self.discussion,)))),
            Quote("Correction", self.text),
        )


def answered(
    asked: tuple[Discussion, ...], actor: Actor, at: datetime, corrections: Mapping[int, str]
) -> Entries:
    """What an agency says of these: a correction beside some, if any; all the others are approved."""
    entries: Entries = []
    for each in asked:
        if words := corrections.get(each.entry):
            entries.append(
                DiscussionCorrected(
                    at=at,
                    by=actor,
                    agency=actor.agency,
                    discussion=each.entry,
                    text=words,
                    within=each.within,
                )
            )
    right = [each for each in asked if each.entry not in corrections]
    for within in (False, True):
        if some := tuple(each.entry for each in right if each.within is within):
            entries.append(
                DiscussionsApproved(
                    at=at, by=actor, agency=actor.agency, discussions=some, within=within
                )
            )
    return entries


def _said(
    disagreement: Disagreement, agency: str, said: Mapping[int, OnDiscussion]
) -> Disagreement:
    return replace(
        disagreement,
        discussions=tuple(
            replace(each, said={**each.said, agency: said[each.entry]})
            if each.entry in said
            else each
            for each in disagreement.discussions
        ),
    )


def _rows(disagreement: Disagreement, entries: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """Each discussion: when it was held, between whom, and who wrote it down when."""
    for each in disagreement.discussions:
        if each.entry in entries:
            yield times.full(each.held), discussed.known_by(each, disagreement)


ENTRIES = (DiscussionsApproved, DiscussionCorrected)
