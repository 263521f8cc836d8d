"""Procedures that none of ours is like, written in our schema from other partnerships' pages, and played."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from bot import procedures, simulating, tracing
from bot.commands import _procedure_checked
from bot.tracing import Traced
from escalation.directory.people import Directory, Post
from escalation.rehearsing import cast, kinds, rehearsal
from escalation.rehearsing.script import begins
from escalation.rehearsing.simulation import Play, play
from escalation.rehearsing.tracing import Node
from escalation.rehearsing.transcript import Line, Transcript
from escalation.texts.procedure import Procedure
from escalation.working_time.calendars import calendar_covering
from escalation.working_time.times import LONDON

FOLDER = Path(__file__).parent / "data" / "generality"
FILES = {each.stem: each for each in sorted(FOLDER.glob("*.yml"))}
SCRIPTS = {id: sorted((FOLDER / "scripts" / id).glob("*.yml")) for id in FILES}
PLAYED = [
    pytest.param(id, each.stem, id=f"{id}:{each.stem}") for id in FILES for each in SCRIPTS[id]
]
# A Monday in a bank holiday's week, a Friday's end, and the day before Christmas Eve.
DATES = ("2026-05-04T09:00", "2026-09-18T16:30", "2026-12-23T15:00")
CHESHIRE, CLOPHILL = "cheshire-west-adults-undated", "clophill-undated"
COMPOSITE, LANCS = "composite-undated", "pan-lancs-cumbria-adults-undated"
ROTHERHAM, SEFTON = "rotherham-conference-undated", "sefton-2017-05"
SUSSEX = "sussex-dissent-2022-07"


@cache
def text(id: str) -> Procedure:
    return procedures.read(FILES[id])


@cache
def traced(id: str) -> Traced:
    doors = simulating.doors()
    scripts = (tracing.read(each, text(id), doors) for each in SCRIPTS[id])
    return Traced(text(id), tuple(scripts), doors)


@cache
def lived(id: str, script: str) -> Transcript:
    doors, number = traced(id).doors, [each.stem for each in SCRIPTS[id]].index(script)
    written = traced(id).scripts[number]
    began = begins(written)
    assert began
    return play(text(id), doors, began, written)


def lines(id: str, script: str, kind: str, who: str = "") -> Iterator[Line]:
    every = lived(id, script).lines
    return (each for each in every if each.kind == kind and (not who or who in each.who))


def first(id: str, script: str, kind: str, words: str, who: str = "") -> str:
    """When something with these words was first met, as Mon 14 10:00; nothing, where it never was."""
    met = (each.at for each in lines(id, script, kind, who) if words in each.text)
    return next((f"{at:%a %d %H:%M}" for at in met), "")


def met(id: str, script: str) -> str:
    return "\n".join(each.text for each in lived(id, script).lines)


def told(id: str, script: str, who: str, words: str = "") -> str:
    return first(id, script, "told", words, who)


NODES = [pytest.param(id, node, id=f"{id}:{node}") for id in FILES for node in traced(id).nodes]


@pytest.mark.parametrize("id", FILES)
def test_it_has_no_faults(id: str):
    assert list(_procedure_checked.faults(FILES[id], text(id))) == []


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("id", FILES)
def test_its_timeline_can_be_drawn(id: str, date: str):
    start = datetime.fromisoformat(date).replace(tzinfo=LONDON)
    procedure, _ = kinds.of_kind(text(id), "", "", "")
    calendar = calendar_covering(procedure.nation, start)

    assert rehearsal.timeline(procedure, calendar, start, start, 1)


@pytest.mark.parametrize(("id", "script"), PLAYED)
def test_a_script_is_refused_nothing_but_what_is_meant_to_be_and_fills_in_nothing_strange(
    id: str, script: str
):
    met = lived(id, script)
    refused = [each.text for each in met.lines if each.kind in ("refused", "over")]
    meant = dict(zip((each.stem for each in SCRIPTS[id]), traced(id).scripts, strict=True))[script]

    assert (len(refused), met.strange) == (sum(each.refused for each in meant.steps), ()), refused


# What no script can show: who acts where an agency has nobody for a role, for in a rehearsal every role
# has a holder. tests/escalation/directory/test_equivalents.py has it.
HOLES = {(COMPOSITE, "equivalents[1]")}


@pytest.mark.parametrize(("id", "node"), NODES)
def test_each_rule_matters(id: str, node: Node):
    assert traced(id).shows(node) is ((id, str(node)) not in HOLES)


class TestBedfordshire:
    BOARD = "Local Safeguarding Children Board"

    def test_the_board_is_told_as_it_is_raised_and_once_it_is_settled(self):
        story = CLOPHILL, "settled-at-stage-2"

        assert told(*story, self.BOARD, "has entered Stage 1") == "Mon 14 10:00"
        assert told(*story, self.BOARD, "was settled at Stage 2") == "Thu 17 12:00"

    def test_only_a_risk_of_harm_has_a_number_of_days(self):
        assert first(CLOPHILL, "settled-at-stage-1", "limit", "Tuesday 15 September")
        assert not list(lines(CLOPHILL, "settled-at-stage-2", "limit"))

    def test_what_stage_1_asks_is_asked_also_once_it_has_moved_up(self):
        left = lived(CLOPHILL, "settled-at-stage-2").left()

        assert ("Worker of Agency A", "Record the concerns, and that they were escalated.") in left

    def test_the_board_calls_the_meeting_and_no_agency_can(self):
        story = CLOPHILL, "settled-at-stage-3"

        assert first(*story, "refused", "partner representative", "Senior manager of Agency A")
        assert told(*story, "Senior manager of Agency B", "meeting")


class TestComposite:
    def test_what_a_manager_does_not_take_forward_ends_and_its_raiser_hears_why_and_what_next(self):
        story = COMPOSITE, "not-taken-forward"

        assert not told(*story, "Manager of Agency B", "you are asked to act")
        assert told(
            *story, "Practitioner of Agency A", "whoever leads on safeguarding at your own agency"
        )
        assert first(*story, "happened", "It was not settled") == "Wed 16 10:00"
        assert first(*story, "happened", "reopened it") == "Thu 17 11:00"

    def test_the_days_go_by_how_pressing_it_is_and_nothing_is_late(self):
        said = "usually by the end of {day} September (by priority, as an indication), as a guide"

        assert told(COMPOSITE, "immediate", "Manager of Agency A", said.format(day="Tuesday 15"))
        assert told(COMPOSITE, "routine", "Manager of Agency A", said.format(day="Monday 21"))
        assert "had been recorded by" not in met(COMPOSITE, "routine")

    def test_of_an_unborn_child_an_expected_date_is_asked(self):
        form = str([each.text for each in lines(COMPOSITE, "unborn", "form")])

        assert "Expected date of birth" in form
        assert "of an unborn child, where the parent lives" in form
        assert "file of the unborn child" in form

    def test_a_referral_outside_is_told_to_every_side_and_ends_nothing(self):
        story = COMPOSITE, "unborn"

        assert told(*story, "Practitioner of Agency B", "referred to Cafcass") == "Mon 14 11:00"
        assert first(*story, "happened", "Settled.") == "Tue 15 12:00"

    def test_the_notice_is_sent_and_the_outcome_given(self):
        story = COMPOSITE, "unborn", "Business Manager"

        assert told(*story, "a form has been sent to you") == "Tue 15 11:00"
        assert told(*story, "was settled at Level 2") == "Tue 15 12:00"

    def test_the_adults_views_are_asked_of_adults_alone(self):
        asked = "Tell the adult, or who represents them"

        assert told(COMPOSITE, "immediate", "Practitioner of Agency A", asked) == "Mon 14 10:00"
        assert not told(COMPOSITE, "unborn", "Practitioner of Agency A", asked)


class TestCheshireWest:
    def test_the_earlier_day_is_the_one_that_is_said(self):
        worker = "Worker of Agency B"

        assert told(CHESHIRE, "an-earlier-day", worker, "by the end of Wednesday 16 September")
        assert told(CHESHIRE, "nobody-answers", worker, "by the end of Monday 21 September")

    def test_the_week_guides_and_nobody_is_late(self):
        story = met(CHESHIRE, "nobody-answers")

        assert "nothing is late after it" in story
        assert "had been recorded by" not in story


class TestLancashireAndCumbria:
    def test_the_other_side_hears_before_it_goes_to_the_directors(self):
        story = LANCS, "settled-at-stage-3"
        heard = told(*story, "First line manager of Agency B", "a written response")

        assert heard == "Mon 21 10:00"
        assert told(*story, "Strategic Head of Service or Director of Agency B") == "Mon 21 11:00"
        assert told(*story, "LSAB Team", "has entered Stage 3") == "Mon 21 11:00"

    def test_in_a_flat_organisation_one_person_is_asked_once_and_then_the_next_tier(self):
        flat = flat_organisation(text(LANCS))
        written = traced(LANCS).scripts[
            [e.stem for e in SCRIPTS[LANCS]].index("settled-at-stage-2")
        ]
        began = begins(written)
        assert began
        met = Play(text(LANCS), traced(LANCS).doors, began, flat).lived(written, 0)
        directors = [each.at for each in met.lines if each.kind == "told" and DIRECTOR in each.who]
        assert f"{directors[0]:%a %d %H:%M}" == "Mon 14 11:00"


DIRECTOR = "Strategic Head of Service or Director of Agency A"


def flat_organisation(procedure: Procedure) -> Directory:
    """At Agency A the first line manager is the head of service too."""
    people = cast.of(procedure)
    held = (each for each in people.posts if (each.role, each.agency) != ("head_of_service", "A"))
    both = Post("practitioner@A", "head_of_service", "A")
    return Directory(people.agencies, people.people, tuple(chain(held, [both])))


class TestRotherham:
    def test_no_reply_moves_it_up_by_the_procedure(self):
        story = ROTHERHAM, "no-reply-moves-it-up"

        assert first(*story, "happened", "moved it up, as the procedure says") == "Mon 28 17:00"
        assert told(*story, "Middle or senior manager of Agency B") == "Mon 28 17:00"

    def test_the_response_is_still_asked_for(self):
        late = [
            each.at
            for each in lines(ROTHERHAM, "no-reply-moves-it-up", "told")
            if "Give your response to the challenge." in each.text
        ]
        assert f"{late[-1]:%b}" == "Oct"

    def test_the_side_that_raised_it_alone_settles_it(self):
        story = ROTHERHAM, "one-side-decides"

        assert first(*story, "refused", "alone decides") == "Wed 16 11:00"
        assert first(*story, "happened", "Settled.") == "Wed 16 12:00"
        assert told(*story, "Safeguarding Unit", "the issues arising") == "Wed 16 10:00"

    def test_the_line_managers_have_it_with_the_practitioners(self):
        manager = "First line manager of Agency B"

        assert (
            told(ROTHERHAM, "one-side-decides", manager, "you are asked to act") == "Mon 14 10:00"
        )

    def test_it_starts_higher_once_the_manager_has_been_consulted(self):
        story = ROTHERHAM, "starts-at-stage-3"

        assert first(*story, "refused", "consult your own first line manager")
        assert first(*story, "happened", "Consulted first: (Whom they consulted), on Friday 11")
        assert not told(*story, "First line manager of Agency B", "you are asked to act")

    def test_it_is_raised_late_all_the_same(self):
        late = "It was raised after that time, and is raised all the same"

        assert first(ROTHERHAM, "starts-at-stage-3", "happened", late)


class TestSefton:
    def test_the_challenged_side_alone_reads_speaks_and_writes(self):
        story, manager = (SEFTON, "settled-at-stage-1"), "Team Manager of Agency B"

        assert told(*story, manager, "Read the file.") == "Mon 14 10:00"
        assert told(*story, manager, "Speak to those who raised it") == "Mon 14 10:00"
        assert first(*story, "happened", "Asked of the team manager of Agency B: Confirm by letter")
        assert not told(*story, "Team Manager of Agency A", "Read the file.")

    def test_the_challenged_side_may_call_the_meeting(self):
        story = SEFTON, "settled-at-stage-2"

        assert told(*story, "Team Manager of Agency A", "meeting") == "Fri 18 12:00"
        assert told(*story, "LSCB Business Manager", "has entered Stage 2") == "Fri 18 10:00"

    def test_it_is_raised_late_all_the_same(self):
        assert first(SEFTON, "settled-at-stage-2", "happened", "is raised all the same")
        assert not first(SEFTON, "settled-at-stage-1", "happened", "is raised all the same")


class TestSussex:
    def test_seventy_two_hours_run_over_a_weekend(self):
        assert not first(SUSSEX, "in-time", "happened", "is raised all the same")
        assert first(SUSSEX, "late", "happened", "by Monday 14 September 2026, 09:30")

    def test_whoever_raises_it_reads_what_is_read_out_at_every_meeting(self):
        assert first(SUSSEX, "in-time", "form", "say if you feel that decisions do not keep")
