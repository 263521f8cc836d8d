"""The forms that a text has somebody send: which are asked for, whose each is, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.duties.carried_out import OnPaper
from escalation.duties.stated import OFFICE
from escalation.entries import SIDES, own_agency
from escalation.refusals import NotNow
from escalation.taking_part import relating
from escalation.texts.procedure import Paper, PaperField, Procedure, Stage
from escalation.words.message import Choice
from escalation.working_time import times

FORM, SENT, ARRIVED = "form", "form_sent", "form_received"
PREPARE = "Prepare the form"
IT_WAS_SENT = "The form has been sent"
IT_HAS_ARRIVED = "The form has arrived"
LONGEST = 75  # of a button no platform shows more letters
NONE = "The procedure asks for no form {here}. Nothing has changed."


def asked(disagreement: Disagreement) -> tuple[Paper, ...]:
    """The forms of every stage that has been entered, in the text's order."""
    tiers = {*disagreement.entered, disagreement.stage_tier}
    stages = {disagreement.procedure.stage_of(tier).id for tier in tiers}
    return tuple(each for each in disagreement.procedure.forms if each.stage in stages)


def became(disagreement: Disagreement, paper: Paper) -> OnPaper:
    """What has become of a form so far."""
    return disagreement.papers.get(paper.id, OnPaper())


def question(paper: Paper) -> str:
    """What the buttons of a form are about."""
    return f"{FORM}:{paper.id}"


def named(disagreement: Disagreement, question: str) -> Paper:
    """The form that a button is about, or the first that is not sent yet; or a refusal."""
    known = asked(disagreement)
    about = question.removeprefix(f"{FORM}:")
    if found := [each for each in known if each.id == about]:
        return found[0]
    if not known:
        later = disagreement.procedure.forms
        when = f"before {disagreement.procedure.stage(later[0].stage).label}" if later else "here"
        raise NotNow(NONE.format(here=when))
    return next((each for each in known if not became(disagreement, each).sent), known[0])


def buttons(disagreement: Disagreement, form: str = "") -> tuple[Choice, ...]:
    """What may be pressed of each form that has not been sent; of one alone, where it is named."""
    return tuple(
        choice
        for paper in asked(disagreement)
        if form in ("", paper.id) and not became(disagreement, paper).sent
        for choice in _of(paper)
    )


def rows(disagreement: Disagreement) -> Iterator[tuple[str, str]]:
    """On the card, which forms have been sent and arrived; that one was only prepared is its agency's."""
    for paper in disagreement.procedure.forms:
        now = became(disagreement, paper)
        if now.sent and now.sent_on:
            came = f"; it arrived, says {now.arrived.titled}" if now.arrived else ""
            on = times.day_and_year(now.sent_on)
            yield paper.title, f"sent on {on}, says {now.sent.titled}{came}"


def duty_of(paper: Paper, disagreement: Disagreement) -> tuple[str, str]:
    """The duty to send a form, and whose it is: as the fold knows it."""
    return f"{paper.stage}:form-{paper.id}", disagreement.agencies[0]


def sends(person: str, paper: Paper, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether a form is somebody's to send: they hold its role for the agency that raised it, or,
    where nobody there holds it, it is their turn."""
    raising = disagreement.agencies[0]
    told = sorted({0, *(each.tier for each in disagreement.told)})
    posts = [relating.posts_of(person, tier, disagreement, directory) for tier in told]
    if (raising, paper.by) in {post for some in posts for post in some}:
        return True
    held = {role for tier in told for role, _ in disagreement.posts(tier, raising)}
    turn = (each.who for each in disagreement.turn(raising))
    standing = (one for who in turn for one in relating.standing(who, disagreement, directory))
    return paper.by not in held and person in {one.id for one in standing}


def receives(person: str, paper: Paper, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether somebody may say that it arrived: of whom it is sent to, or the Business Manager."""
    roles = frozenset({paper.to, OFFICE})
    return bool(relating.of_the_office(person, roles, disagreement, directory))


def stages_before(procedure: Procedure, paper: Paper) -> tuple[Stage, ...]:
    """The stages at which something was done before the form is sent."""
    ids = [stage.id for stage in procedure.stages]
    return procedure.stages[: ids.index(paper.stage)] or procedure.stages[:1]


def questions(procedure: Procedure, paper: Paper) -> Iterator[tuple[PaperField, Stage | None, str]]:
    """Each thing that is asked in chat, by its name: of what was done, once for each stage."""
    for field in paper.fields:
        if field.drawn_from == "actions":
            for stage in stages_before(procedure, paper):
                yield field, stage, f"{field.id}.{stage.id}"
        elif not field.is_of_the_person:
            yield field, None, field.id


def out_of_sight(disagreement: Disagreement) -> str:
    """How much of what a form may be drafted from has been taken out of sight: a page that was opened
    before more of it was says it still."""
    theirs = (SIDES, own_agency(disagreement.agencies[0]))
    gone = (each for each in disagreement.written if each.entry in disagreement.hidden)
    return str(sum(each.audience in theirs for each in gone))


def of_the_person(paper: Paper) -> tuple[PaperField, ...]:
    """What no chat asks for."""
    return tuple(each for each in paper.fields if each.is_of_the_person)


def _of(paper: Paper) -> tuple[Choice, ...]:
    about, label = question(paper), f"{PREPARE}: {paper.title}"
    return (
        Choice(FORM, label if len(label) <= LONGEST else PREPARE, about, "main"),
        Choice(SENT, IT_WAS_SENT, about),
    )
