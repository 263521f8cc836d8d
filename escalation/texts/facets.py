"""What a procedure says, point by point, each in a few words that can be set beside another's."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from escalation.directory.people import listed
from escalation.texts.procedure import Procedure, Stage, Tier, Window
from escalation.texts.stages import Condition, Meeting
from escalation.words.naming import lowered

Req = tuple[str, ...]
_FROM = {
    "start": "from the start of the difference",
    "told": "from when they are told",
    "entry": "from when the stage is entered",
    "due": "from when it falls due",
}
_WHOSE = {
    "each": "of each agency",
    "raising": "of the agency that raised it",
    "partnership": "of the partnership",
}
_AT = {"entry": "when the stage is entered", "settled": "once it is settled"}
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
_OF_A_TIER = ("held", "what", "limit", "read as", "aim", "promptness")
_CHAIR = {"any_agency": "of any agency", "uninvolved_agency": "of an agency not involved"}


@dataclass(frozen=True)
class Facet:
    """One point: by what it is known again, what it is about, what is said of it, and where from."""

    key: tuple[str, ...]
    about: str
    says: str
    req: Req = ()

    @property
    def point(self) -> str:
        """Which of a procedure's points it is: of a tier its limit, of a stage a copy."""
        if self.key[-1] in _OF_A_TIER:
            return self.key[-1]
        return "harm tell" if self.key == ("harm", "tell") else self.key[0]


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
        yield Facet(("subject", subject.term), "It may be about", subject.term)
    for role in procedure.roles.values():
        if role.now_called:
            yield Facet(("now", role.label), f"{role.label}, now called", role.now_called)


def throughout(procedure: Procedure) -> Iterator[Facet]:
    """What holds at every stage."""
    harm, skipping = procedure.harm, procedure.skipping
    yield Facet(("harm",), "In immediate harm", harm.words, harm.req)
    tell = _titles(procedure, harm.tell, " or ")
    yield Facet(("harm", "tell"), "The press of Immediate harm tells", tell, harm.req)
    may = "may be skipped" if skipping.allowed else "may not be skipped"
    yield Facet(("skipping",), "A stage", may, skipping.req)
    yield Facet(("passed",), "When a limit passes", _PASSED[procedure.on_limit_passed])
    yield Facet(("same",), "One person at two tiers", _SAME[procedure.same_person])
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
        yield Facet(("not", no.label), f"Not for {_small(no.label)}; instead", signpost, no.req)


def of_stage(procedure: Procedure, stage: Stage, names: Mapping[str, str]) -> Iterator[Facet]:
    """What a stage says; `names` are those by which its tiers are known again."""
    yield Facet(("name",), "It is called", stage.title, stage.req)
    yield Facet(("words",), "Its words", stage.words, stage.req)
    for tier in stage.tiers:
        if tier.id in names:
            yield from _tier(procedure, tier, names[tier.id])
    for adviser in stage.advisers:
        who = f"{_title(procedure, adviser.role)} {_WHOSE[adviser.of]}"
        instead = next((t for t in procedure.tiers if t.id == adviser.in_preference_to), None)
        place = f", in preference to {held(procedure, instead)}" if instead else ""
        said = f"{adviser.force}{place}{_when(procedure, adviser.when)}"
        yield Facet(("adviser", who), f"Advice of the {who}", said, adviser.req)
    for copy in stage.copies:
        to = _title(procedure, copy.to)
        said = f"{_CONTENT[copy.content]} ({copy.force}){_when(procedure, copy.when)}"
        yield Facet(("copy", to, copy.at), f"Given to the {to} {_AT[copy.at]}", said, copy.req)
    for report in stage.reports:
        by = _title(procedure, report.by)
        said = f"{report.what}, to {_titles(procedure, report.to)} ({report.force})"
        yield Facet(("report", by), f"Reported by the {by}", said, report.req)
    if stage.meeting:
        yield from _meeting(procedure, stage.meeting)
    yield from _afterwards(procedure, stage)


def of_learning(procedure: Procedure) -> Iterator[Facet]:
    """What is considered or passed on afterwards."""
    for each in procedure.learning:
        by = f", by the {_title(procedure, each.by)}" if each.by else ""
        to = f", to {_titles(procedure, each.to)}" if each.to else ""
        said = f"{each.when.rstrip('.')}{by}{to} ({each.force})"
        yield Facet(("learning", each.what), _plain(each.what), said, each.req)


def of_readings(procedure: Procedure) -> Iterator[Facet]:
    """The readings taken where the text can be read in more than one way."""
    for each in procedure.open_questions:
        yield Facet(("reading", each.id), each.question, each.taken, each.req)


def held(procedure: Procedure, tier: Tier) -> str:
    """Who holds a tier."""
    return f"the {_titles(procedure, tier.held_by, ' or ')}"


def limit(window: Window) -> str:
    """2 working days from the start of the difference."""
    days = f"{window.working_days} working day{'' if window.working_days == 1 else 's'}"
    met = ", in which a meeting is to be held" if window.met_by == "meeting" else ""
    return f"{days} {_FROM[window.counted_from]}{met}"


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


def _meeting(procedure: Procedure, meeting: Meeting) -> Iterator[Facet]:
    by, req = _title(procedure, meeting.called_by), meeting.req
    members = _titles(procedure, meeting.members)
    agency = "an agency" if meeting.force == "may" else "the agency that raised it"
    said = f"called by the {by} of {agency}, with the {members} of each ({meeting.force})"
    yield Facet(("meeting",), "A meeting", said, req)
    yield Facet(("meeting", "purpose"), "What the meeting is for", meeting.purpose, req)
    yield Facet(("meeting", "facilitator"), "Its facilitator", meeting.facilitator, req)
    if chair := meeting.chair:
        said = f"{chair.words} ({chair.force}; {_CHAIR[chair.of]})"
        yield Facet(("chair",), "Its chair", said, chair.req)
    to = _titles(procedure, meeting.chair_reports_to)
    yield Facet(("chair", "reports"), "Its chair reports to", to, req)


def _afterwards(procedure: Procedure, stage: Stage) -> Iterator[Facet]:
    for n, each in enumerate(stage.feedback):
        said = f"{_plain(each.what)}, to the {_titles(procedure, each.to)} ({each.force})"
        yield Facet(("feedback", str(n)), "Fed back", said, each.req)
    if record := stage.record:
        said = f"{_plain(record.what)} ({record.force})"
        yield Facet(("record",), "Recorded", said, record.req)
    for duty in stage.duties:
        by = _title(procedure, duty.by)
        tells = f", and the {_titles(procedure, duty.tells)} given {_CONTENT[duty.content]}"
        within = f", within {limit(duty.within)}" if duty.within else ""
        said = (
            f"{_plain(duty.what)}, {_AT[duty.at]} ({duty.force})"
            f"{tells if duty.tells else ''}{within}{_when(procedure, duty.when)}"
        )
        yield Facet(("duty", duty.id), f"Asked of the {by} besides", said, duty.req)


def _when(procedure: Procedure, when: Condition | None) -> str:
    if when is None:
        return ""
    about = [_small(procedure.category(each).label) for each in when.category]
    terms = [each.term for each in procedure.subjects if each.id in when.subject]
    return f", only where it is about {' or '.join(about + terms)}"


def _titles(procedure: Procedure, roles: Iterable[str], between: str = "") -> str:
    titles = [_title(procedure, role) for role in roles]
    return between.join(titles) if between else listed(titles)


def _title(procedure: Procedure, role: str) -> str:
    """A role inside a sentence; one of the partnership is a name, and keeps its capitals."""
    found = procedure.role(role)
    return lowered(found.title) if found.of == "agency" else found.title


def _plain(sentence: str) -> str:
    return sentence.rstrip(".")


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
