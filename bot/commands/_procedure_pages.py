"""How a procedure reads on a terminal."""

import textwrap
from collections.abc import Iterable, Iterator, Sized

from bot.commands import _procedure_asks as asks
from bot.commands import _procedure_ways as ways
from bot.commands._procedure_window import window as _window
from escalation.taking_part import advisers
from escalation.texts import conditions
from escalation.texts.procedure import Category, Procedure, Stage

WIDTH = 98
WHOSE = {
    "each": "of each involved agency",
    "raising": "of the agency that raised it",
    "partnership": "of the partnership",
}
CONTENT = {
    "notice": "a notice only",
    "outcome": "the outcome",
    "issues": "the issues arising",
    "details": "the details",
    "full": "the full record",
}


def summary(procedure: Procedure) -> str:
    """What a file that has no faults holds, and what is still to be filled in."""
    counted = (
        f"{procedure.title} ({procedure.version}): {_many(procedure.stages, 'stage')}, "
        f"{_many(procedure.tiers, 'tier')}, {_many(procedure.open_questions, 'open question')}."
    )
    nowhere = [
        f"Before it is used: `{exclusion.id}` needs a signpost, as the text names no other route."
        for exclusion in procedure.exclusions
        if exclusion.signpost is None
    ]
    return "\n".join([counted, *nowhere])


def _many(some: Sized, noun: str) -> str:
    return f"{len(some)} {noun}{'' if len(some) == 1 else 's'}"


def page(procedure: Procedure, standing: Iterable[str]) -> str:
    """The whole procedure, plainly, each rule with the requirement it comes from; and where it stands."""
    return "\n".join(_page(procedure, standing))


def _page(procedure: Procedure, standing: Iterable[str]) -> Iterator[str]:
    yield f"{procedure.title}, {procedure.version}"
    yield f"id: {procedure.id}; bank holidays: {procedure.nation}; sha256: {procedure.sha256}"
    yield from _wrapped(f"Areas its file names: {', '.join(procedure.areas) or 'none'}")
    for sentence in standing:
        yield from _wrapped(sentence)
    for companion in procedure.source.companions:
        yield from _wrapped(f"Beside it: {companion.title}")
    yield from _titled("Immediate harm")
    yield from _rule(procedure.harm.words, procedure.harm.req)
    yield from _rule(f"The press tells: {_roles(procedure, procedure.harm.tell)}", ())
    yield from _beforehand(procedure)
    for stage in procedure.stages:
        yield from _stage(procedure, stage)
    yield from _throughout(procedure)
    yield from _titled("Its roles, each with the id by which the directory gives it")
    for role in procedure.roles.values():
        of = "of each agency" if role.of == "agency" else "of the partnership"
        yield from _rule(f"{role.id}: {role.title}, {of}", ())
    if procedure.subjects:
        yield from _titled("Whom it may be about")
        yield from _rules(asks.subjects(procedure))
    yield from _titled("What it may be about")
    for category in procedure.categories:
        yield from _rule(f"{category.label}{_inherited(procedure, category)}", category.req)
    yield from _rules(asks.elsewhere(procedure))
    yield from _questions(procedure)


def _beforehand(procedure: Procedure) -> Iterator[str]:
    if not procedure.beforehand:
        return
    yield from _titled("Before it is raised")
    for each in procedure.beforehand:
        yield from _rule(f"({each.force}) {each.words}", each.req)


def _inherited(procedure: Procedure, category: Category) -> str:
    companions = {each.id: each.title for each in procedure.source.companions}
    if not category.inherited_from:
        return ""
    return f" (as listed in {companions[category.inherited_from]})"


def _stage(procedure: Procedure, stage: Stage) -> Iterator[str]:
    yield from _titled(stage.title)
    yield from _rule(stage.words or "The text says no more of it.", stage.req)
    for tier in stage.tiers:
        yield from _rule(f"{asks.held_by(procedure, tier)}. {tier.what}", tier.req)
        yield from _wrapped(_window(tier, procedure.terms.a_stage), "    ")
    for adviser in stage.advisers:
        who = f"{procedure.role(adviser.role).title} {WHOSE[adviser.of]}"
        who += conditions.in_words(adviser.when, procedure)
        who += advisers.in_words(adviser, procedure)
        yield from _rule(f"Advice ({adviser.force}): {who}", adviser.req)
    for copy in stage.copies:
        when = (
            f"on entering the {procedure.terms.a_stage}"
            if copy.at == "entry"
            else "once it is settled"
        )
        to = procedure.role(copy.to).label
        yield from _rule(f"Copy ({copy.force}): {CONTENT[copy.content]} to {to}, {when}", copy.req)
    for report in stage.reports:
        to = _roles(procedure, report.to, " and ")
        by = procedure.role(report.by).label
        yield from _rule(f"Report ({report.force}): {report.what}, by {by} to {to}", report.req)
    yield from _rules(asks.courses(procedure, stage))
    yield from _meeting(procedure, stage)
    yield from _rules(asks.duties(procedure, stage))
    for feedback in stage.feedback:
        yield from _rule(f"Feedback ({feedback.force}): {feedback.what}", feedback.req)
    if record := stage.record:
        yield from _rule(f"Record ({record.force}): {record.what}", record.req)
    for check in stage.check_backs:
        when = "at once" if check.asks == "understood" else "on the day of each agreed action"
        asked = f"Asked of each side, {when} ({check.force}): {check.what}"
        yield from _rule(asked, check.req)


def _meeting(procedure: Procedure, stage: Stage) -> Iterator[str]:
    if (meeting := stage.meeting) is None:
        return
    by, members = procedure.role(meeting.called_by).label, _roles(procedure, meeting.members)
    by += "" if procedure.role(meeting.called_by).of == "agency" else " of the partnership"
    said = f"Meeting ({meeting.force}): called by {by}, of {members}. {meeting.purpose}"
    if meeting.facilitator:
        said += f" {meeting.facilitator}"
    if meeting.chair_reports_to:
        said += f" The chair reports to {_roles(procedure, meeting.chair_reports_to, ' and ')}."
    yield from _rule(said, meeting.req)
    yield from _rules(asks.panel(meeting))
    yield from _rules(asks.chair(procedure, meeting))


def _throughout(procedure: Procedure) -> Iterator[str]:
    yield from _titled("Throughout, and afterwards")
    for principle in procedure.principles:
        yield from _rule(principle.words, principle.req)
    skipping = "may" if procedure.skipping.allowed else "may not"
    silent = " The text does not speak of it." if procedure.skipping.silent else ""
    said = f"{procedure.terms.one_stage.capitalize()} {skipping} be skipped, with a reason.{silent}"
    yield from _rule(said, procedure.skipping.req)
    yield from _rules(ways.beside(procedure))
    yield from _rules(asks.learning(procedure, each) for each in procedure.learning)


def _questions(procedure: Procedure) -> Iterator[str]:
    yield from _titled("Open questions: where the text can be read in more than one way")
    for question in procedure.open_questions:
        yield from _rule(question.question, question.req)
        yield from _wrapped(f"Taken: {question.taken}.", "    ")
        for reading in question.readings:
            if reading != question.taken:
                yield from _wrapped(f"Not taken: {reading}.", "    ")
        yield from _wrapped(f"Why: {question.why}", "    ")


def _roles(procedure: Procedure, roles: Iterable[str], between: str = " or ") -> str:
    return between.join(procedure.role(role).title for role in roles)


def _titled(title: str) -> Iterator[str]:
    yield ""
    yield title


def _rule(sentence: str, req: tuple[str, ...]) -> Iterator[str]:
    ended = sentence if sentence.endswith((".", "?")) else f"{sentence}."
    yield from _wrapped(f"{ended} {_req(req)}".strip(), "  ")


def _rules(some: Iterable[asks.Rule]) -> Iterator[str]:
    for sentence, req in some:
        yield from _rule(sentence, req)


def _req(req: tuple[str, ...]) -> str:
    return f"[{', '.join(req)}]" if req else ""


def _wrapped(sentence: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        sentence,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
    )
