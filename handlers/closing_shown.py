"""What the closing page shows beside its questions: what was answered, what there is to learn, a report."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from escalation import rights
from escalation.directory.people import PARTNERSHIP, Directory, listed
from escalation.disagreement import Disagreement
from escalation.duties import duties, fed_back, left_to, off_file
from escalation.duties.carried_out import Convened, Done, How
from escalation.duties.duties import Owed
from escalation.duties.reporting import report_of
from escalation.entries import Actor
from escalation.meetings import callers, calling, convening
from escalation.permissions import WITH_BODY, Act
from escalation.refusals import Refusal
from escalation.words.card import GONE
from escalation.words.message import Choices, Facts, Heading, Moment, Part, Quote, says
from escalation.words.naming import called
from escalation.working_time import times

MOST, MOST_ISSUES = 12, 6
# By whether it has been called, and whether it was held.
_MEETING: Mapping[tuple[bool, bool], str] = {
    (
        False,
        False,
    ): "Call the meeting at {stage}: it has a page of its own. Open that one first, and "
    "come back to this one.",
    (True, False): "The meeting at {stage} has been called. You may give it another day, or record "
    "that it was held.",
    (True, True): "The meeting at {stage} was held. You may call a further one.",
}
BECAME: Mapping[How, str] = {"done": "Done", "declined": "Not done", "yes": "Yes", "no": "No"}


def answered(actor: Actor, disagreement: Disagreement, directory: Directory) -> Iterator[Part]:
    """What has been answered for this person's side or the office, each with its words; who has read it."""
    page = left_to.on_page_of(actor, disagreement, directory)
    beside = off_file.others(actor.person, actor.agency, disagreement, directory)
    reads = rights.may(actor.person, Act.READ, disagreement, directory)
    every = (_row(owed, actor.person, disagreement, reads) for owed in (*page, *beside))
    rows = [row for row in every if row]
    rows += _read(actor, disagreement, directory)
    if rows:
        yield Heading("Answered so far")
        yield Facts(tuple(rows[-MOST:]))


def to_learn(
    actor: Actor,
    shown: tuple[Owed, ...],
    disagreement: Disagreement,
    directory: Directory,
    *,
    first: bool,
) -> Iterator[Part]:
    """What anybody says that there is to learn: every side reads it, and whoever holds its stage; of
    the office, whoever passes it on: beside what is `shown`, and on the first page once they have."""
    wanted = disagreement.flagged
    if not _takes_part(actor, disagreement, directory):
        asks = (*shown, *(_seen_to(actor, disagreement, directory) if first else ()))
        asked = {what for owed in asks for what in owed.duty.after}
        wanted = tuple(each for each in wanted if each.what in asked)
    for each in wanted[-MOST_ISSUES:]:
        words = GONE if each.entry in disagreement.hidden else each.issues
        agency = disagreement.agency_name(each.by.agency)
        yield Quote(f"{each.what.capitalize()}, as {each.by.name} of {agency} says", words)


def _takes_part(actor: Actor, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether somebody is of a side, or of the partnership's people at one of its stages."""
    related = rights.relations(actor.person, disagreement, directory)
    return actor.agency != PARTNERSHIP or bool(related & WITH_BODY)


def _seen_to(actor: Actor, disagreement: Disagreement, directory: Directory) -> Iterator[Owed]:
    """What has been answered that was this person's to answer."""
    for owed in left_to.on_page_of(actor, disagreement, directory):
        done = duties.is_done(owed, disagreement)
        if done and not left_to.why_not(owed, actor, disagreement, directory):
            yield owed


def untold(owed: Owed, reader: str, disagreement: Disagreement, directory: Directory) -> str:
    """Whoever but the reader is to hear what was agreed and was not told it here, by name and role."""
    roles = disagreement.procedure.roles
    found = fed_back.untold(owed, disagreement, directory) if owed.duty.to else ()
    who = [f"{each.name} ({called(roles[role])})" for each, role in found if each.id != reader]
    have = "has" if len(who) == 1 else "have"
    told = f"{listed(who)} {have} not been told here what was agreed: please tell them yourself."
    return told if who else ""


def chairs_report(person: str, disagreement: Disagreement, directory: Directory) -> Iterator[Part]:
    """The chair's report that this person is asked for, or may make on the chair's behalf: its button."""
    for convened in left_to.reports(person, disagreement, directory):
        yield _asked(convened, person, disagreement)
        yield Choices((convening.report(convened, disagreement),))


def of_meetings(person: str, disagreement: Disagreement, directory: Directory) -> Iterator[Part]:
    """What has a page of its own: a meeting to call, and a report of one."""
    yield from meeting_to_call(person, disagreement, directory)
    yield from chairs_report(person, disagreement, directory)


def meeting_to_call(
    person: str, disagreement: Disagreement, directory: Directory
) -> Iterator[Part]:
    """The meeting that those of the office call, to whoever of them does: to call, move or record it."""
    stage, last = disagreement.stage, disagreement.convened.get(disagreement.stage.id)
    asked = any(each.duty.is_call for each in duties.asked(disagreement, PARTNERSHIP))
    if not (asked or (last and disagreement.is_open)) or not callers.by_the_office(
        stage, disagreement
    ):
        return
    try:
        calling.may_call(disagreement, directory, person)
    except Refusal:  # it is for somebody else of the office
        return
    choices = convening.choices(disagreement, disagreement.stage_tier, PARTNERSHIP)
    yield says(_MEETING[bool(last), bool(last and last.held)], stage=stage.label)
    yield Choices(choices or (convening.call("Call a meeting", stage),))


def _asked(convened: Convened, person: str, disagreement: Disagreement) -> Part:
    to = convening.left_to_tell(disagreement, convened)
    return says(
        "Report the issues arising from the meeting at {stage}, held on {held}, to {to}{behalf}: it "
        "has a page of its own. Open that one first, and come back to this one.",
        stage=disagreement.procedure.stage(convened.stage).label,
        held=Moment(convened.held or convened.on),
        to=listed(f"the {disagreement.procedure.role(role).title}" for role in to),
        behalf="" if person == convened.chair else ", on behalf of whoever chaired it",
    )


def _row(
    owed: Owed, reader: str, disagreement: Disagreement, reads: bool
) -> tuple[str, str] | None:
    """What became of a duty. A written response is of the record: whoever may not read that, and did
    not write it, reads that it was given."""
    if done := disagreement.done.get(owed.key):
        kept_off = f" Kept off the {disagreement.terms.file}." if owed.duty.off_file else ""
        shut = owed.duty.tells_agencies and not reads and done.by.person != reader
        became = _became(replace(done, words="") if shut else done, disagreement)
        return BECAME[done.how], f"{owed.duty.does or owed.duty.what} {became}{kept_off}"
    if not owed.duty.is_report:
        return None
    report = disagreement.answered.get(report_of(disagreement.procedure.stage(owed.duty.stage)))
    if report is None:
        return None
    return "Done", f"{owed.duty.does or owed.duty.what} {report.by.name}, {times.full(report.at)}."


def _became(done: Done, disagreement: Disagreement) -> str:
    """In whose words, and when; what is out of sight is shown to nobody."""
    if not done.by.agency:
        return f"Everybody who was to hear has said that they have read it, {times.full(done.at)}."
    words = GONE if done.entry in disagreement.hidden else f"“{done.words}”" if done.words else ""
    return " ".join(filter(None, (words, f"{done.by.name}, {times.full(done.at)}.")))


def _read(
    actor: Actor, disagreement: Disagreement, directory: Directory
) -> Iterator[tuple[str, str]]:
    """Who of this person's agency has said that they have read what was agreed."""
    if actor.agency == PARTNERSHIP:
        return
    each = (_actor(one, disagreement, directory) for one in sorted(disagreement.acknowledged))
    if mine := [one.name for one in each if one and one.agency == actor.agency]:
        yield "Read what was agreed", listed(mine)


def _actor(person: str, disagreement: Disagreement, directory: Directory) -> Actor | None:
    try:
        return rights.actor(person, disagreement, directory)
    except Refusal:  # who has gone since is named on the record
        return None
