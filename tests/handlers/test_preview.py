"""The preview says what will then happen: who is told now, and who on which day."""

from dataclasses import replace
from datetime import date

import pytest

from escalation.directory.cover import Absence
from escalation.words.message import Facts, Message, Quote, plain
from handlers import preview
from tests.escalation.scs import scs
from tests.handlers.reception import FIRST, SECOND, shown, text
from tests.scheduler.office import PEOPLE


def rows(form):
    """Every labelled line of a page, in order."""
    return [row for part in form.parts if isinstance(part, Facts) for row in part.rows]


def test_it_lists_who_is_told_now_and_who_on_which_later_day(reception):
    preview = shown(reception.previews())

    assert rows(preview)[:4] == [
        ("Told now", "Sam Okafor (Health Trust) and Priya Desai (Social Care)"),
        ("After Tuesday 7 April", "Line manager / team manager: Jo Lee, Tom Reed"),
        (
            "After Wednesday 8 April",
            "Next management level: Mina Shah, Helen Frost; "
            "Safeguarding Lead: Clare Moss, Leila Hassan",
        ),
        (
            "After Thursday 9 April",
            "Senior manager with responsibility for safeguarding: Owen Hart, Marcus Bell",
        ),
    ]
    assert "Ruth Adeyemi, Anne Whitfield" in dict(rows(preview))["After Friday 10 April"]
    assert "Bea Lang" in [value for label, value in rows(preview) if "After" in label][-1]
    assert "Nothing has been posted yet" in text(preview)


def test_what_it_says_is_what_the_clock_then_does(reception):
    """Each row of the preview against what people are really told, day by day."""
    promised = [value for label, value in rows(shown(reception.previews())) if "After" in label]
    reception.raises()
    reception.office.works()

    for day, value in zip(("07", "08", "09", "10"), promised, strict=False):
        before = {sent.to for sent in reception.office.platform.told}
        weekday = {"07": "Tuesday", "08": "Wednesday", "09": "Thursday", "10": "Friday"}[day]
        reception.office.works(f"{weekday} 2026-04-{day} 17:01")
        told = {sent.to for sent in reception.office.platform.told} - before
        assert {name(person) for person in told} == set(named(value)), day


def test_started_higher_those_of_that_stage_are_told_now_and_those_passed_over_never(reception):
    preview = shown(reception.previews(start="3", start_reason="Four days with nobody visiting."))

    now = dict(rows(preview))
    assert "Owen Hart, Marcus Bell" in now["Told now too"]
    assert "Bea Lang" not in now["Told now too"]
    assert "Bea Lang" in now["Given a copy now"], "stage 3 gives the Business Manager a copy"
    assert "is given a copy once" not in text(preview)
    assert now["Starts at"].startswith("Stage 3")
    later = " ".join(value for label, value in rows(preview) if label.startswith("After"))
    assert "Jo Lee" not in later
    assert "Mina Shah" not in later


def test_where_the_procedure_asks_people_of_the_partnership_it_says_that_they_come_in(reception):
    story = scs()
    lived = (story.disagreement, story.entries, story.calendar)
    parts = preview.parts(*lived, lambda _: story.directory, private=True, at=story.now)

    comes = ", and those of the partnership whom the procedure asks, are let into it"
    assert comes in plain(Message("", parts))
    assert comes not in text(shown(reception.previews()))


def test_a_role_that_nobody_holds_is_named_as_such(reception):
    posts = tuple(
        post for post in PEOPLE.posts if (post.person, post.role) != ("tom", "line_manager")
    )
    reception.office.listed(replace(PEOPLE, posts=posts))

    preview = shown(reception.previews())

    assert "nobody named at Social Care" in dict(rows(preview))["After Tuesday 7 April"]


def test_raised_weeks_late_it_says_that_limits_had_passed(reception):
    preview = shown(reception.previews(began_on="2026-03-12"))

    assert "had passed before now" in text(preview)
    assert "After Tuesday 7 April" in dict(rows(preview)), "each tier has its time all the same"


def test_where_the_procedure_gives_no_number_it_says_that_the_clock_tells_nobody(reception):
    procedure = reception.office.procedure
    stages = tuple(
        replace(stage, tiers=tuple(replace(tier, within=None) for tier in stage.tiers))
        for stage in procedure.stages
    )
    numberless = replace(procedure, stages=stages)
    areas = dict.fromkeys(numberless.areas, numberless)
    reception.desk = replace(reception.desk, procedures=areas)

    assert "the clock tells nobody further" in text(shown(reception.previews()))


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (False, "private channel"),
        (False, "may act and read in their place at any time"),
        (True, "may read everything"),
    ],
)
def test_it_says_who_will_be_able_to_read_it(reception, shares, words):
    if shares:
        reception.shares()

    assert words in text(shown(reception.previews()))


def test_it_shows_back_what_was_typed_and_of_the_sealed_part_only_that_it_was_given(reception):
    page = shown(reception.previews(subject_born="03/08/2015", subject_case="CASE-1"))

    facts = dict(rows(page))
    assert facts["Area"] == "Reading"
    assert facts["With"] == "Priya Desai (Social Care)"
    assert facts["It began"] == "Thursday 2 April 2026, 14:00"
    assert facts["Who this is about"] == "sealed: given"
    quoted = [part.text for part in page.parts if isinstance(part, Quote)]
    words = [SECOND[each] for each in ("differs", "evidence", "wanted", "best_interest")]
    assert quoted == [*words, FIRST["reason_given"]]
    for sealed in (SECOND["subject_name"], "2015", "CASE-1"):
        assert sealed not in text(page)


def test_a_sealed_part_left_empty_is_said_while_it_can_still_be_written(reception):
    facts = dict(rows(shown(reception.previews(subject_name=""))))

    assert facts["Who this is about"] == (
        "not given. It cannot be added later; go back by typing /escalate again."
    )


def test_who_has_chosen_a_later_stage_is_not_offered_one(reception):
    late, higher = (
        {"began_on": "2026-03-12"},
        {"start": "3", "start_reason": "MARKER nobody visits"},
    )

    assert "you may start at a later stage" in text(shown(reception.previews(**late)))
    chosen = shown(reception.previews(**late, **higher))
    assert "had passed before now" in text(chosen)
    assert "you may start at a later stage" not in text(chosen)
    assert dict(rows(chosen))["Why it starts there"] == "MARKER nobody visits"


def name(person):
    return next(one.name for one in PEOPLE.people if one.id == person)


def named(value):
    """The people of "Line manager: Jo Lee, Tom Reed; Next level: ..."."""
    return [one for role in value.split("; ") for one in role.split(": ")[1].split(", ")]


def test_it_says_who_of_the_office_is_given_a_copy_in_the_procedures_own_words(reception):
    words = text(shown(reception.previews()))

    assert (
        "The Safeguarding Children Partnership Business Manager is given a copy once people move "
        "it to a stage at which the procedure gives one; the clock alone never does that. "
        "What the clock tells the partnership's office has no word of what it is about."
    ) in words


def away(person, starts, ends):
    return replace(PEOPLE, absences=(Absence(person, date(2026, 4, starts), date(2026, 4, ends)),))


def test_who_is_told_in_the_place_of_somebody_away_is_named(reception):
    reception.office.listed(away("priya", 1, 20))

    assert dict(rows(shown(reception.previews())))["Told now"] == (
        "Sam Okafor (Health Trust) and Tom Reed in the place of Priya Desai (Social Care)"
    )


def test_whoever_will_be_away_by_then_is_not_said_to_be_told(reception):
    reception.office.listed(away("tom", 7, 20))

    assert dict(rows(shown(reception.previews())))["After Tuesday 7 April"] == (
        "Line manager / team manager: Jo Lee, Kofi Mensah in the place of Tom Reed"
    )
