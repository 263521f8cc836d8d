"""What a text asks besides an answer, each as a duty: whose it is, and what they are asked to do.

Feedback, the child's file, learning and whatever else a stage asks are one thing here. What the text
only says is done, without saying who does what, has the act that is asked before its own words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from escalation.directory.people import listed
from escalation.owing import BUSINESS_MANAGER
from escalation.texts.matters import Learning
from escalation.texts.procedure import Procedure, Stage
from escalation.texts.stages import GIVEN, Asks, Content, Force, Meeting, Occasion, Window
from escalation.words.naming import as_called_now, called, going_on

OFFICE = BUSINESS_MANAGER.role
PUT_ON_FILE = "Put the record on the file, and say where it is filed."
When = Literal["entry", "settled", "left", "ended", "occasion"]


@dataclass(frozen=True)
class Duty:
    """One thing that somebody is asked to see to.

    `by` of the partnership, or nobody in particular: then whoever stands for an involved agency.
    `to`: those of their own agency who are told; `tells` whom of the partnership, and what of it.
    `offered`: a copy that may be given, by one press, with no words. `is_report`: to the partnership.
    `is_missed`: a meeting that was not called before it was settled; only why can be said.
    `is_call`: to call a meeting, which is the office's; done once it is called, by its own button.
    `when` is the occasion on which it is asked, in the text's words. `does`: the act that is asked,
    where the text's own words (`what`) name none. `off_file` and `drafts` as the text has them;
    `tells_agencies`: every side is given its words. `form`: that this is sent, by its own button.
    """

    id: str
    stage: str
    what: str
    force: Force
    req: tuple[str, ...]
    at: When
    of: Literal["each", "raising", "responding", "partnership"] = "each"
    by: tuple[str, ...] = ()
    asks: Asks = "tick"
    to: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    content: Content = "notice"
    after: tuple[Occasion, ...] = ()
    within: Window | None = None
    promptness: str = ""
    offered: bool = False
    is_report: bool = False
    is_missed: bool = False
    is_call: bool = False
    when: str = ""
    does: str = ""
    off_file: bool = False
    drafts: str = ""
    tells_agencies: bool = False
    form: str = ""

    @property
    def asked(self) -> str:
        """What is asked, as a sentence to act on; then the text's own words, where they are others."""
        return f"{self.does} The procedure says: “{self.what}”" if self.does else self.what

    @property
    def is_from_the_start(self) -> bool:
        """Whether its window is counted from the start of the difference, and not from its own."""
        return self.within is not None and self.within.counted_from == "start"

    @property
    def is_asked(self) -> bool:
        """Whether anybody is told of it and reminded; what may be done is only offered."""
        return self.force != "may"


def of_stage(procedure: Procedure, stage: Stage) -> tuple[Duty, ...]:
    """The duties of one stage, in the order in which they fall due."""
    return (
        *_stated(procedure, stage),
        *_feedback(procedure, stage),
        *_recording(stage),
        *_offered(procedure, stage),
        *_reports(procedure, stage),
        *_papers(procedure, stage),
        *_called(procedure, stage),
        *_missed(procedure, stage),
    )


def of_learning(procedure: Procedure) -> tuple[Duty, ...]:
    """What is considered or passed on afterwards, by the partnership's office."""
    asked = ((n, each) for n, each in enumerate(procedure.learning) if each.after)
    return tuple(_learning(procedure, n, each) for n, each in asked)


def _stated(procedure: Procedure, stage: Stage) -> Iterator[Duty]:
    for each in stage.duties:
        office = procedure.role(each.by).of == "partnership"
        yield Duty(
            id=f"{stage.id}:{each.id}",
            stage=stage.id,
            what=as_called_now(procedure, each.what),
            force=each.force,
            req=each.req,
            at=each.at,
            of="partnership" if office else each.of,
            by=(each.by,),
            asks=each.asks,
            tells=each.tells,
            content=each.content,
            within=each.within,
            promptness=each.promptness,
            off_file=each.off_file,
            drafts=each.drafts,
            tells_agencies=each.tells_agencies,
        )


def _feedback(procedure: Procedure, stage: Stage) -> Iterator[Duty]:
    for n, each in enumerate(stage.feedback, start=1):
        to = listed(f"the {called(procedure.role(role))}" for role in each.to)
        yield Duty(
            id=f"{stage.id}:feedback-{n}",
            stage=stage.id,
            what=each.what,
            force=each.force,
            req=each.req,
            at="settled",
            to=each.to,
            does=f"Tell {to} what was agreed.",
        )


def _recording(stage: Stage) -> Iterator[Duty]:
    if each := stage.record:
        yield Duty(
            id=f"{stage.id}:record",
            stage=stage.id,
            what=each.what,
            force=each.force,
            req=each.req,
            at="ended",
            does=PUT_ON_FILE,
        )


def _offered(procedure: Procedure, stage: Stage) -> Iterator[Duty]:
    """Copies that may be given (R-004-24, R-004-34): by the Business Manager's press, if she likes."""
    for n, each in enumerate(stage.copies, start=1):
        if each.force == "may":
            to = procedure.role(each.to).title
            yield Duty(
                id=f"{stage.id}:copy-{n}",
                stage=stage.id,
                what=f"Give the {to} {GIVEN[each.content]}, at {stage.label}.",
                force=each.force,
                req=each.req,
                at=each.at,
                of="partnership",
                by=(OFFICE,),
                tells=(each.to,),
                content=each.content,
                offered=True,
            )


def besides(procedure: Procedure, duty: Duty, told: tuple[str, ...]) -> Duty:
    """What is left of a duty once it has reached some of those whom it is to reach."""
    if duty.is_report and told:
        return next(_reports(procedure, procedure.stage(duty.stage), told), duty)
    return replace(duty, tells=tuple(role for role in duty.tells if role not in told))


def _reports(procedure: Procedure, stage: Stage, told: tuple[str, ...] = ()) -> Iterator[Duty]:
    """The report to the partnership (R-000-40, R-004-36, R-004-51): one, whoever of them makes it."""
    left = [role for each in stage.reports for role in each.to if role not in told]
    if not left:
        return
    to = tuple(dict.fromkeys(left))
    labels = " and the ".join(procedure.role(role).title for role in to)
    what = dict.fromkeys(going_on(each.what) for each in stage.reports if {*each.to} & {*to})
    yield Duty(
        id=f"{stage.id}:report",
        stage=stage.id,
        what=f"Report {listed(what)} to the {labels}, at {stage.label}.",
        force=stage.reports[0].force,
        req=stage.reports[0].req,
        at="entry",
        of="raising",
        by=tuple(dict.fromkeys(each.by for each in stage.reports)),
        tells=to,
        is_report=True,
    )


def _called(procedure: Procedure, stage: Stage) -> Iterator[Duty]:
    """A meeting that the partnership's office calls (R-002-47): it is asked until it has been."""
    if (each := stage.meeting) and each.force != "may" and _of_the_office(procedure, each):
        yield Duty(
            id=f"{stage.id}:call",
            stage=stage.id,
            what=f"Call the meeting of {stage.label}. {each.purpose}",
            force=each.force,
            req=each.req,
            at="entry",
            of="partnership",
            by=(each.called_by,),
            is_call=True,
        )


def _missed(procedure: Procedure, stage: Stage) -> Iterator[Duty]:
    if (each := stage.meeting) and each.force == "must":
        yield Duty(
            id=f"{stage.id}:meeting",
            stage=stage.id,
            what=f"Call the meeting of {stage.label}. {each.purpose}",
            force=each.force,
            req=each.req,
            at="settled",
            of="partnership" if _of_the_office(procedure, each) else "raising",
            by=(each.called_by,),
            is_missed=True,
        )


def _papers(procedure: Procedure, stage: Stage) -> Iterator[Duty]:
    """The forms that the text has the agency that raised it send at this stage (R-003-53)."""
    for paper in procedure.forms:
        if paper.stage == stage.id:
            to = called(procedure.role(paper.to))
            yield Duty(
                id=f"{stage.id}:form-{paper.id}",
                stage=stage.id,
                what=f"Send the {to} the form “{paper.title}”, from your own secure e-mail.",
                force=paper.force,
                req=paper.req,
                at="entry",
                of="raising",
                by=(paper.by,),
                form=paper.id,
            )


def _of_the_office(procedure: Procedure, meeting: Meeting) -> bool:
    return procedure.role(meeting.called_by).of == "partnership"


def _learning(procedure: Procedure, n: int, each: Learning) -> Duty:
    return Duty(
        id=f"learning-{n + 1}",
        stage="",
        what=as_called_now(procedure, each.what),
        force=each.force,
        req=each.req,
        at="occasion",
        of="partnership",
        by=(each.by or OFFICE,),
        asks=each.asks,
        tells=each.to,
        content="issues",
        after=each.after,
        when=each.when,
    )
