"""The first page of a record: each sentence with the entry on which it rests."""

from collections.abc import Iterator, Sequence
from typing import Any

from escalation.acts.agree import Approved, Dissented, NotApproved, Proposed
from escalation.acts.climb import NotAgreed
from escalation.acts.close import Withdrawn
from escalation.acts.dates import DateCorrected, OwnDateGiven
from escalation.acts.link import Linked
from escalation.acts.meet import Discussed
from escalation.acts.merge import Merged, TakenIn
from escalation.acts.raise_ import Raised, SubjectSealed
from escalation.acts.say import Said
from escalation.acts.view import ViewGiven
from escalation.disagreement import Disagreement, Side, Status
from escalation.entries import Entry
from escalation.ladder.settling import Settled
from escalation.taking_part import together
from escalation.texts.terms import Terms
from escalation.words.whom import lives
from escalation.working_time import times
from export.known import Known, all_of, iso

# Of what the other side wrote in the thread, the first page shows only how it began to answer.
MOST_POSTS = 2


def first_page(disagreement: Disagreement, known: Sequence[Known]) -> dict[str, Any]:
    """Who differs and how each sees it, what was agreed, by whom, when."""
    known = [one for one in known if one.readable]
    return {
        "about": _about(known),
        "state": _state(disagreement, known),
        "sides": [_side(disagreement, side, known) for side in disagreement.sides],
        "agreed": list(_agreed(disagreement, known)),
        "approvals": list(_approvals(disagreement, known)),
    }


def _about(known: Sequence[Known]) -> dict[str, Any] | None:
    if not (sealed := all_of(known, SubjectSealed)):
        return None
    seq, entry = sealed[-1]
    return {
        "name": entry.name,
        "born": entry.born,
        "case_number": entry.case_number,
        "entry": seq,
        **({"expected": entry.expected} if entry.expected else {}),
    }


def _state(disagreement: Disagreement, known: Sequence[Known]) -> dict[str, Any]:
    raised_seq, raised = next(iter(all_of(known, Raised)), (None, None))
    category = disagreement.procedure.category(disagreement.category)
    raised_at = raised.at if raised else disagreement.raised
    began_at = disagreement.began
    assert raised_at
    assert began_at
    return {
        "status": str(disagreement.status),
        "stage": disagreement.stage.title,
        "raised_at": iso(raised_at),
        "began_at": iso(began_at),
        "ended_at": iso(disagreement.ended) if disagreement.ended else None,
        "category": category.label,
        "area": disagreement.area,
        "raised_entry": raised_seq,
        "ended_entry": _ended(disagreement, known),
        "together": list(_together(disagreement, known)),
        **_dates(disagreement, known),
        **_review(disagreement, known),
        **_lives(disagreement),
    }


def _review(disagreement: Disagreement, known: Sequence[Known]) -> dict[str, Any]:
    """The day that was set to review what was agreed, where one was, and the entry that says so."""
    put = [(seq, entry.review_on) for seq, entry in all_of(known, Proposed)][-1:]
    settled = disagreement.status is Status.SETTLED
    return {
        key: said
        for seq, on in put
        if on and settled
        for key, said in (("review_on", on.isoformat()), ("review_entry", seq))
    }


def _lives(disagreement: Disagreement) -> dict[str, str]:
    """What its area is, where the procedure says whom it may be about: an adult, an unborn child."""
    subject = disagreement.subject
    return {"lives": lives(disagreement.procedure, subject)} if subject else {}


def _ended(disagreement: Disagreement, known: Sequence[Known]) -> int | None:
    """The entry by which it ended, and not one by which it had ended before it was reopened."""
    ended = [*all_of(known, Settled), *all_of(known, Withdrawn), *all_of(known, Merged)]
    return next((seq for seq, entry in ended if entry.at == disagreement.ended), None)


def _together(disagreement: Disagreement, known: Sequence[Known]) -> Iterator[dict[str, Any]]:
    """Which others belong with it, as it stands; each with the last entry that says so."""
    linked = {entry.other: seq for seq, entry in all_of(known, Linked)}
    merged = {
        **{entry.other: seq for seq, entry in all_of(known, TakenIn)},
        **{entry.into: seq for seq, entry in all_of(known, Merged)},
    }
    of_merging = {disagreement.merged_into, *disagreement.merged_in}
    for how, reference in together.others(disagreement):
        said = merged if reference in of_merging else linked
        yield {"how": how, "reference": reference, "entry": said.get(reference)}


def _dates(disagreement: Disagreement, known: Sequence[Known]) -> dict[str, Any]:
    """A start that was put right, and those that other sides gave; of neither a word, where none is."""
    found: dict[str, Any] = {}
    if disagreement.corrections:
        found["began_entry"] = _corrected(disagreement, known)
        found["first_began_at"] = iso(disagreement.corrections[0].was)
    if disagreement.own_dates:
        given = {(one.by.agency, one.began): seq for seq, one in all_of(known, OwnDateGiven)}
        found["own_dates"] = [
            {"agency": agency, "at": iso(own.began), "entry": given.get((agency, own.began))}
            for agency, own in disagreement.own_dates.items()
        ]
    return found


def _corrected(disagreement: Disagreement, known: Sequence[Known]) -> int | None:
    last = disagreement.corrections[-1].at
    found = (seq for seq, entry in all_of(known, DateCorrected) if entry.at == last)
    return next(found, None)


def _side(disagreement: Disagreement, side: Side, known: Sequence[Known]) -> dict[str, Any]:
    role = disagreement.procedure.role("practitioner").label
    return {
        "agency": side.agency,
        "name": side.name,
        "professional": {"name": side.named, "role": role},
        "view": list(_view(side, known)),
    }


def _view(side: Side, known: Sequence[Known]) -> Iterator[dict[str, Any]]:
    """How a side sees it, in its own words: as it raised it, or first answered; then its reasons."""
    posts = 0
    stated = any(
        isinstance(one.entry, Raised | ViewGiven) and _wrote(side, one.entry) for one in known
    )
    for one in known:
        if isinstance(one.entry, Said) and _wrote(side, one.entry):
            posts += 1
            if stated or posts > MOST_POSTS or one.entry.after_settlement:
                continue
        for label, text in _words_of(side, one.entry, one.standing.terms):
            if text:
                yield {"label": label, "text": text, "entry": one.seq}


def _words_of(side: Side, entry: Entry, terms: Terms) -> Iterator[tuple[str, str]]:
    ours = _wrote(side, entry)
    match entry:
        case Raised() if ours:
            yield "What differs", entry.differs
            yield "Evidence", entry.evidence
            yield "What is wanted", entry.wanted
            yield terms.interest_of, entry.best_interest
        case Raised() if entry.sides[1].agency == side.agency:
            yield "Reason given, as the side that raised it was told", entry.reason_given
        case ViewGiven() if ours:
            yield f"View given by {entry.by.name}", entry.text
        case Said() if ours:
            yield f"{entry.by.name} wrote", entry.text
        case Discussed() if ours:
            held = times.day(entry.held)
            yield f"Discussion of {held}, as {entry.by.name} recorded it", entry.text
        case NotAgreed() if ours:
            yield f"Why it was not agreed ({entry.by.name})", entry.reason
        case NotApproved() if ours:
            yield f"Why a proposal was not approved ({entry.by.name})", entry.reason
        case OwnDateGiven() if ours:
            yield f"Why its own date differs ({entry.by.name})", entry.why
        case Dissented() if ours:
            yield f"Dissent of {entry.by.name}", entry.reason
        case _:
            pass


def _wrote(side: Side, entry: Entry) -> bool:
    return entry.by.agency == side.agency


def _agreed(disagreement: Disagreement, known: Sequence[Known]) -> Iterator[dict[str, Any]]:
    if disagreement.status is not Status.SETTLED or disagreement.proposal is None:
        return
    put = [seq for seq, _ in all_of(known, Proposed)][-1:]
    where = [*put, *[seq for seq, _ in all_of(known, Settled)][-1:]]
    for action in disagreement.proposal.actions:
        due = action.due.isoformat()
        yield {"what": action.what, "owner": action.owner, "due": due, "entries": where}


def _approvals(disagreement: Disagreement, known: Sequence[Known]) -> Iterator[dict[str, Any]]:
    if disagreement.status is not Status.SETTLED or disagreement.proposal is None:
        return
    for seq, entry in all_of(known, Approved):
        if entry.proposal == disagreement.proposal.number:
            yield {
                "agency": entry.by.agency,
                "name": entry.by.name,
                "role": entry.by.role,
                "at": iso(entry.at),
                "entry": seq,
            }
