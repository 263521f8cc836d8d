"""What an agency's lead is asked about its people, and what the Business Manager hears of each agency."""

from dataclasses import replace
from datetime import date

import pytest

from escalation.directory import still_you
from escalation.directory.cover import Shift, Team
from escalation.directory.gap import Gap, Kind, Open
from escalation.directory.people import Post
from escalation.directory.seasons import Season
from escalation.directory.still_you import CONFIRMED, NOT_RIGHT, Line, Said
from escalation.words.emergency import emergency
from escalation.words.message import Choice, Choices, plain
from tests.escalation.story import BERKSHIRE, DIRECTORY, MAUNDY_THURSDAY

NOW = MAUNDY_THURSDAY
FIRST = emergency({})
LEFT = Gap("care", Kind.LEFT, "Social Care: the Slack account of Jo Lee is deactivated.")
SAID = Said(CONFIRMED, "Leila Hassan", NOW)


def asked(directory=DIRECTORY, gaps=(), old=""):
    return still_you.people("care", directory.at(NOW), [BERKSHIRE], gaps, old)


def choices(message):
    found = [part for part in message.parts if isinstance(part, Choices)]
    return [choice for part in found for choice in part.choices]


def test_each_role_is_a_row_with_its_holders_and_their_deputies():
    rows = dict(asked().rows)

    assert rows["Line manager / team manager"] == "Tom Reed (deputy Kofi Mensah)"
    assert rows["Next management level"] == "Helen Frost (no deputy)"
    assert rows["Professional"] == "Priya Desai"


def test_a_role_of_the_installation_itself_has_its_name_too():
    leads = tuple(Post("anne", role, "care") for role in ("agency_lead", "records_officer"))

    rows = dict(asked(replace(DIRECTORY, posts=(*DIRECTORY.posts, *leads))).rows)
    assert rows["Agency lead"] == rows["Records officer"] == "Anne Whitfield (no deputy)"


def test_a_team_that_holds_a_role_is_named_as_one():
    team = Team("mash", "MASH duty", "care")
    duty = replace(
        DIRECTORY,
        teams=(team,),
        shifts=(Shift("mash", "kofi"),),
        posts=(*DIRECTORY.posts, Post("mash", "line_manager", "care")),
    )

    rows = dict(asked(duty).rows)
    assert rows["Line manager / team manager"].endswith("; MASH duty, a team")


def test_of_very_many_the_first_are_named_and_the_others_counted():
    many = replace(
        DIRECTORY, posts=tuple(Post(f"{person.id}", "line_manager", "care") for person in MANY)
    )

    rows = dict(asked(replace(many, people=MANY)).rows)
    assert rows["Line manager / team manager"].endswith("; and 5 more")


MANY = tuple(replace(DIRECTORY.people[0], id=f"p{n}", name=f"Person {n}") for n in range(35))


def test_what_is_open_is_said_without_the_name_of_ones_own_agency():
    said = plain(still_you.still_you(asked(gaps=[LEFT]), SAID, FIRST))

    assert "\nThe Slack account of Jo Lee is deactivated.\n" in said
    assert "Last confirmed on Thursday 2 April by Leila Hassan." in said


def test_a_press_confirms_the_people_whatever_is_open_beside_them():
    before, after = asked(), asked(gaps=[LEFT])

    assert before.people_digest == after.people_digest
    assert before.digest != after.digest
    moved = replace(DIRECTORY, posts=DIRECTORY.posts[:-4])
    assert asked(moved).people_digest != before.people_digest


def test_how_old_it_is_is_said_and_is_no_news():
    old = asked(old="Microsoft Graph is away.")

    assert "Microsoft Graph is away." in plain(still_you.still_you(old, None, FIRST))
    assert old.digest == asked().digest


def test_a_button_names_the_agency_and_what_it_answers():
    (right, wrong) = choices(still_you.still_you(asked(), None, FIRST))

    assert (right.act, wrong.act) == ("confirm_people", "people_wrong")
    assert right.question == wrong.question == f"care:{asked().people_digest}"


def test_before_a_holiday_two_buttons_and_a_third_for_a_school():
    easter = Season("easter-2026", "Easter", date(2026, 3, 20), date(2026, 4, 2))
    asked = still_you.who_covers("oak", "Oak School", easter, FIRST, asks_contact=True)

    assert [each.act for each in choices(asked)] == ["away", "covered", "holiday_contact"]
    assert {each.question for each in choices(asked)} == {"oak:easter-2026"}
    assert "Oak School" in asked.summary
    other = still_you.who_covers("care", "Social Care", easter, FIRST, asks_contact=False)
    assert [type(each) for each in choices(other)] == [Choice, Choice]


@pytest.mark.parametrize(
    ("line", "sentence", "is_open"),
    [
        (Line("a", "A", 0, None), "nothing is open; never confirmed yet", False),
        (
            Line("a", "A", 1, SAID),
            "1 thing is open; last confirmed on Thursday 2 April by Leila Hassan",
            True,
        ),
        (
            Line("a", "A", 0, Said(NOT_RIGHT, "Leila Hassan", NOW)),
            "nothing is open; said to be not right on Thursday 2 April by Leila Hassan",
            True,
        ),
        (
            Line("a", "A", 2, None, has_lead=False),
            "2 things are open; never confirmed yet; it has no lead, so nobody there is asked",
            True,
        ),
        (
            Line("a", "A", 0, None, untold=True),
            "nothing is open; never confirmed yet; nobody there could be told",
            True,
        ),
    ],
)
def test_the_business_manager_hears_of_each_agency_in_one_line(line, sentence, is_open):
    assert (line.sentence, line.is_open) == (sentence, is_open)
    said = still_you.summary([line], asked(), FIRST)
    assert f"A: {sentence}" in plain(said)
    assert said.summary.startswith(f"Who is who: {int(is_open)} ")


def test_that_something_was_confirmed_is_no_news_and_that_it_is_not_right_is():
    def digest(last, gaps=()):
        line = Line("care", "Social Care", 1, last)
        return still_you.summary_digest([line], asked(), gaps)

    assert digest(None) == digest(SAID)
    assert digest(SAID) != digest(Said(NOT_RIGHT, "Leila Hassan", NOW))
    assert digest(SAID) != digest(SAID, [Open(LEFT, NOW)])


def test_a_role_of_no_text_in_force_is_called_as_another_text_calls_it_else_by_its_id_in_words():
    plain_text = replace(BERKSHIRE, roles={})
    directory = DIRECTORY.at(NOW)

    rows = dict(still_you.people("care", directory, [plain_text], (), shipped=[BERKSHIRE]).rows)
    assert rows["Next management level"] == "Helen Frost (no deputy)"

    rows = dict(still_you.people("care", directory, [plain_text], ()).rows)
    assert rows["Next manager"] == "Helen Frost (no deputy)"
