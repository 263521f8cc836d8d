"""What a procedure says, point by point, each in a few words that can be set beside another's."""

from collections.abc import Iterator, Mapping

from escalation.texts import facets_of_matters
from escalation.texts.facet import Facet, title, titles
from escalation.texts.procedure import Procedure, Stage, Tier, Window
from escalation.texts.stages import Condition, Duty, Meeting

_FROM = {
    "start": "from the start of the difference",
    "told": "from when they are told",
    "entry": "from when the stage is entered",
    "due": "from when it falls due",
}
_WHOSE = {
    "each": "of each agency",
    "raising": "of the agency that raised it",
    "responding": "of each agency that answers",
    "partnership": "of the partnership",
}
_AT = {
    "entry": "when the stage is entered",
    "settled": "once it is settled",
    "left": "once it is settled or the stage is left",
}
_CONTENT = {
    "notice": "a notice only",
    "outcome": "the outcome",
    "issues": "the issues arising",
    "details": "the details",
    "full": "the full record",
}
_PASSED = {
    "tell_next_tier": "the next tier is told",
    "prompt_holder": "whoever has it is asked again",
    "move_up": "it moves up",
}
_SAME = {"ask_again": "is asked at each", "next_tier": "is asked once, and then the next tier is"}
_CHAIR = {"any_agency": "of any agency", "uninvolved_agency": "of an agency not involved"}


def of_document(procedure: Procedure) -> Iterator[Facet]:
    """What document it is, where it is in force, and its words for things."""
    yield Facet(("title",), "Its title", procedure.title)
    yield Facet(("version",), "Its version", procedure.version)
    yield Facet(("dated",), "Its date", procedure.source.dated)
    yield Facet(("nation",), "The bank holidays", f"those of {procedure.nation.title()}")
    for area in procedure.areas:
        yield Facet(("area", area), "In force in", area)
    for each in procedure.source.companions:
        yield Facet(("companion", each.title), "Beside it", each.title)
    for term, word in vars(procedure.terms).items():
        yield Facet(("term", term), f"Its word for the {term}", word)
    for subject in procedure.subjects:
        unborn = ", who is not born yet" if subject.unborn else ""
        yield Facet(("subject", subject.term), "It may be about", f"{subject.term}{unborn}")
    for role in procedure.roles.values():
        if role.now_called:
            yield Facet(("now", role.label), f"{role.label}, now called", role.now_called)


def throughout(procedure: Procedure) -> Iterator[Facet]:
    """What holds at every stage."""
    harm = procedure.harm
    yield Facet(("harm",), "In immediate harm", harm.words, harm.req)
    tell = titles(procedure, harm.tell, " or ")
    yield Facet(("harm", "tell"), "The press of Immediate harm tells", tell, harm.req)
    yield Facet(("passed",), "When a limit passes", _PASSED[procedure.on_limit_passed])
    yield Facet(("same",), "One person at two tiers", _SAME[procedure.same_person])
    yield from facets_of_matters.of_beginning(procedure)
    for each in procedure.beforehand:
        yield Facet(("before", each.words), f"Beforehand ({each.force})", each.words, each.req)
    for principle in procedure.principles:
        yield Facet(("principle", principle.words), "Throughout", principle.words, principle.req)


def of_matters(procedure: Procedure) -> Iterator[Facet]:
    """What it is for, and what it is not for."""
    for each in procedure.categories:
        yield Facet(("category", each.label), "It may be about", each.label, each.req)
    for no in procedure.exclusions:
        signpost = no.signpost or "the text names no other route"
        again = "; what was agreed here is taken up again" if no.reopens else ""
        said = f"{signpost}{again}"
        yield Facet(("not", no.label), f"Not for {_small(no.label)}; instead", said, no.req)
    yield from facets_of_matters.of_routes(procedure)


def of_stage(procedure: Procedure, stage: Stage, names: Mapping[str, str]) -> Iterator[Facet]:
    """What a stage says; `names` are those by which its tiers are known again."""
    yield Facet(("name",), "It is called", stage.title, stage.req)
    yield Facet(("words",), "Its words", stage.words, stage.req)
    only = _when(procedure, stage.when).removeprefix(", ")
    yield Facet(("when",), "It is there", only, stage.req)
    for tier in stage.tiers:
        if tier.id in names:
            yield from _tier(procedure, tier, names[tier.id])
    for adviser in stage.advisers:
        who = f"{title(procedure, adviser.role)} {_WHOSE[adviser.of]}"
        instead = next((t for t in procedure.tiers if t.id == adviser.in_preference_to), None)
        place = f", in preference to {held(procedure, instead)}" if instead else ""
        said = f"{adviser.force}{place}{_when(procedure, adviser.when)}"
        yield Facet(("adviser", who), f"Advice of the {who}", said, adviser.req)
    for copy in stage.copies:
        to = title(procedure, copy.to)
        said = f"{_CONTENT[copy.content]} ({copy.force}){_when(procedure, copy.when)}"
        yield Facet(("copy", to, copy.at), f"Given to the {to} {_AT[copy.at]}", said, copy.req)
    for report in stage.reports:
        by = title(procedure, report.by)
        said = f"{report.what}, to {titles(procedure, report.to)} ({report.force})"
        yield Facet(("report", by), f"Reported by the {by}", said, report.req)
    if stage.meeting:
        yield from _meeting(procedure, stage.meeting)
    for course in stage.courses:
        to = f", to {title(procedure, course.to)}" if course.to else ""
        said = f"{_plain(course.what)}{to}{_when(procedure, course.when)}"
        yield Facet(("course", course.id), "It may be taken up so", said, course.req)
    yield from _afterwards(procedure, stage)


def of_learning(procedure: Procedure) -> Iterator[Facet]:
    """What is considered or passed on afterwards."""
    for each in procedure.learning:
        by = f", by the {title(procedure, each.by)}" if each.by else ""
        to = f", to {titles(procedure, each.to)}" if each.to else ""
        said = f"{each.when.rstrip('.')}{by}{to} ({each.force})"
        yield Facet(("learning", each.what), _plain(each.what), said, each.req)


def of_readings(procedure: Procedure) -> Iterator[Facet]:
    """The readings taken where the text can be read in more than one way."""
    for each in procedure.open_questions:
        yield Facet(("reading", each.id), each.question, each.taken, each.req)


def held(procedure: Procedure, tier: Tier) -> str:
    """Who holds a tier."""
    return f"the {titles(procedure, tier.held_by, ' or ')}"


def limit(window: Window) -> str:
    """2 working days from the start of the difference."""
    days = f"{window.working_days} working day{'' if window.working_days == 1 else 's'}"
    met = ", in which a meeting is to be held" if window.met_by == "meeting" else ""
    other = "".join(
        f"; {each.working_days} where it is {each.priority}" for each in window.by_priority
    )
    sooner = f"; or sooner ({window.or_sooner})" if window.or_sooner else ""
    guide = " (a guide)" if window.binding == "guide" else ""
    return f"{days} {_FROM[window.counted_from]}{met}{other}{sooner}{guide}"


def _tier(procedure: Procedure, tier: Tier, name: str) -> Iterator[Facet]:
    who, req = held(procedure, tier), tier.req
    yield Facet((name, "held"), "Asked together", who, req)
    yield Facet((name, "what"), f"Asked of {who}", tier.what, req)
    counted = limit(tier.within) if tier.within else ""
    yield Facet((name, "limit"), f"The limit of {who}", counted, req)
    read_as = tier.within.read_as if tier.within else ""
    yield Facet((name, "read as"), f"What the window of {who} is read as", read_as, req)
    yield Facet((name, "aim"), f"The aim of {who}", tier.aim, req)
    yield Facet((name, "promptness"), f"How soon, of {who}", tier.promptness, req)
    asks = f": {_plain(tier.gate_asks)}" if tier.gate_asks else ""
    gate = f"say first whether it goes to the other side{asks}" if tier.gate else ""
    yield Facet((name, "gate"), f"Of those who raised it, {who}", gate, req)


def _meeting(procedure: Procedure, meeting: Meeting) -> Iterator[Facet]:
    by, req = title(procedure, meeting.called_by), meeting.req
    members = titles(procedure, meeting.members)
    agency = " of an agency" if meeting.force == "may" else " of the agency that raised it"
    whose = agency if procedure.role(meeting.called_by).of == "agency" else ""
    said = f"called by the {by}{whose}, with the {members} of each ({meeting.force})"
    yield Facet(("meeting",), "A meeting", said, req)
    yield Facet(("meeting", "purpose"), "What the meeting is for", meeting.purpose, req)
    yield Facet(("meeting", "facilitator"), "Its facilitator", meeting.facilitator, req)
    if chair := meeting.chair:
        who = f"; the {title(procedure, chair.role)}" if chair.role else ""
        said = f"{chair.words} ({chair.force}; {_CHAIR[chair.of]}{who})"
        yield Facet(("chair",), "Its chair", said, chair.req)
    if panel := meeting.panel:
        said = f"{panel.agencies}, those that differ among them: {_plain(panel.words)}"
        yield Facet(("panel",), "Of how many agencies it is", said, panel.req)
    to = titles(procedure, meeting.chair_reports_to)
    yield Facet(("chair", "reports"), "Its chair reports to", to, req)


def _afterwards(procedure: Procedure, stage: Stage) -> Iterator[Facet]:
    for n, each in enumerate(stage.feedback):
        said = f"{_plain(each.what)}, to the {titles(procedure, each.to)} ({each.force})"
        yield Facet(("feedback", str(n)), "Fed back", said, each.req)
    if record := stage.record:
        said = f"{_plain(record.what)} ({record.force})"
        yield Facet(("record",), "Recorded", said, record.req)
    for check in stage.check_backs:
        said = f"{_plain(check.what)} ({check.force})"
        yield Facet(("check back", check.asks), "Checked back", said, check.req)
    for duty in stage.duties:
        by = title(procedure, duty.by)
        tells = f", and the {titles(procedure, duty.tells)} given {_CONTENT[duty.content]}"
        within = f", within {limit(duty.within)}" if duty.within else ""
        within += f", {duty.promptness}" if duty.promptness else ""
        said = (
            f"{_plain(duty.what)}, {_AT[duty.at]} ({duty.force})"
            f"{tells if duty.tells else ''}{within}{_when(procedure, duty.when)}{_besides(duty)}"
        )
        whose = "" if duty.of == "each" else f" {_WHOSE[duty.of]}"
        yield Facet(("duty", duty.id), f"Asked of the {by}{whose} besides", said, duty.req)


def _besides(duty: Duty) -> str:
    told = ", and every side hears" if duty.tells_agencies else ""
    drafted = ", with a text to send from one's own e-mail" if duty.drafts else ""
    return f"{told}{drafted}{', kept off the file' if duty.off_file else ''}"


def _when(procedure: Procedure, when: Condition | None) -> str:
    if when is None:
        return ""
    named = [_small(procedure.category(each).label) for each in when.category]
    terms = [each.term for each in procedure.subjects if each.id in when.subject]
    about = f"it is about {' or '.join(named + terms)}" if named or terms else ""
    pressing = [_small(each.label) for each in procedure.priorities if each.id in when.priority]
    how = f"it is of this priority: {' or '.join(pressing)}" if pressing else ""
    return f", only where {' and '.join(filter(None, (about, how)))}"


def _plain(sentence: str) -> str:
    return sentence.rstrip(".")


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
