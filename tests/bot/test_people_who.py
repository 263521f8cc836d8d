"""`people who`: who would be told then, and every step of the way to them."""

import pytest

from tests.bot.people_desk import OAK, Desk, opened

LEAVE = "absences:\n  - {person: jo, from: 2026-08-03, until: 2026-08-14}\n"
AT_WORK = ("--at", "2026-07-01T10:00")  # else the answer depends on the hour the test is run at


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    desk = opened(tmp_path, monkeypatch)
    desk.imports(OAK + LEAVE)
    return desk


def test_the_holder_is_told_when_they_are_there(desk):
    said = desk.says("who", "line_manager", "--agency", "oak", "--at", "2026-07-31T10:00")

    assert said.exit_code == 0
    assert said.output.splitlines() == [
        "Line manager / team manager, Oak School, on Friday 31 July 2026, 10:00 (BST, UK time):",
        "Jo Lee would be told: holds it.",
    ]


def test_every_step_of_the_way_is_said_with_its_reason(desk):
    said = desk.says("who", "line_manager", "--agency", "Oak School", "--at", "2026-08-04", "--why")

    assert said.output.splitlines()[1:] == [
        "Fay Ross would be told: deputises for Jo Lee.",
        "  Jo Lee holds it: is away until Friday 14 August",
        "  Fay Ross deputises: asked",
    ]


def test_where_the_next_tier_is_told_the_hole_is_said(desk):
    both = LEAVE + "  - {person: fay, from: 2026-08-01, until: 2026-08-31}\n"
    desk.imports(both, "leave.yml")

    said = desk.says("who", "line_manager", "--agency", "oak", "--at", "2026-08-04", "--why")

    assert said.exit_code == 0
    assert said.output.splitlines()[1:] == [
        "Mina Shah would be told: holds the next tier.",
        "  Jo Lee holds it: is away until Friday 14 August",
        "  Fay Ross deputises: is away until Monday 31 August",
        "  Mina Shah holds the next tier: asked",
        "  nobody of this tier: the Business Manager is told of the hole",
    ]


def test_nobody_is_said_and_is_the_exit_code(desk):
    said = desk.says("who", "senior_manager", "--agency", "oak", "--at", "2026-01-05", "--why")

    assert said.exit_code == 1
    assert said.output.splitlines() == [
        "Senior manager with responsibility for safeguarding, Oak School, on Monday 5 January "
        "2026, 12:00 (GMT, UK time):",
        "Nobody would be told.",
        "  nobody: nobody is named for it",
        "  nobody of this tier: the Business Manager is told of the hole",
    ]


def test_a_role_of_the_office_needs_no_agency(desk):
    assert "Bea Lang would be told: holds it." in desk.says("who", "business_manager").output


def test_in_whose_line_is_asked_by_name_or_id(desk):
    desk.imports(
        OAK.replace("id: fay, agency: oak,", "id: fay, agency: oak, roles: [line_manager],")
        .replace("manager: jo,", "manager: fay,")
        .replace("deputy: fay, ", "")
    )

    for under in ("sam", "Sam Okafor", "sam@oak.example"):
        said = desk.says("who", "line_manager", "--agency", "oak", "--under", under)
        assert "Fay Ross would be told: holds it." in said.output


def test_of_two_people_with_one_name_an_id_is_asked_for(desk):
    desk.imports(OAK.replace("Fay Ross", "Sam Okafor"))

    asked = ("who", "line_manager", "--agency", "oak", "--under")

    assert "Sam Okafor may be any of 2: give an id." in desk.says(*asked, "Sam Okafor").output
    assert "Jo Lee would be told" in desk.says(*asked, "sam", "--at", "2026-07-01").output


def test_the_roles_of_the_installation_itself_are_asked_like_those_of_a_procedure(desk):
    desk.imports(
        OAK.replace("roles: [next_manager]", "roles: [records_officer, safeguarding_lead]")
    )

    officer = desk.says("who", "records_officer", "--agency", "oak", *AT_WORK, "--why")
    lead = desk.says("who", "Agency lead", "--agency", "oak", *AT_WORK)
    none = desk.says("who", "records_officer", "--agency", "trust", *AT_WORK, "--why")

    assert officer.output.splitlines()[1:] == [
        "Mina Shah would be told: holds it.",
        "  Mina Shah holds it: asked",
    ]
    assert lead.output.startswith("Agency lead, Oak School, on ")
    assert "Mina Shah would be told" in lead.output  # as the safeguarding lead
    assert none.exit_code == 1
    assert none.output.splitlines()[1:] == [
        "Nobody would be told.",
        "  nobody: nobody is named for it",
    ]


def test_of_a_team_that_holds_it_the_team_is_named(desk):
    desk.imports(
        "teams:\n  - {id: duty, name: Duty desk, agency: oak, roles: [senior_manager], "
        "covers: [line_manager], members: [mina]}\n",
        "teams.yml",
    )

    holds = desk.says("who", "senior_manager", "--agency", "oak", *AT_WORK, "--why").output
    own = desk.says("who", "next_manager", "--agency", "oak", *AT_WORK, "--why").output

    assert "  Mina Shah, of the team Duty desk, holds it: asked\n" in holds
    assert "  Mina Shah holds it: asked\n" in own


def test_a_team_of_which_nobody_is_on_duty_is_named_too(desk):
    desk.imports(
        "teams:\n  - {id: duty, name: Duty desk, agency: oak, roles: [senior_manager], "
        "members: [{person: mina, until: 2026-01-31}]}\n",
        "teams.yml",
    )

    said = desk.says("who", "senior_manager", "--agency", "oak", "--at", "2026-07-31", "--why")

    assert "  the team Duty desk holds it: nobody of it is on duty\n" in said.output


def test_a_day_may_be_asked_for_as_files_write_it(desk):
    said = desk.says("who", "line_manager", "--agency", "oak", "--at", "31/07/2026")

    assert "on Friday 31 July 2026, 12:00 (BST, UK time):" in said.output


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (("line_manger", "--agency", "oak"), "no role line_manger. Did you mean line_manager?"),
        (("line_manager", "--agency", "oka"), "There is no agency oka. Did you mean oak?"),
        (
            ("line_manager", "--agency", "police"),
            "no agency police. There is: oak, partnership, trust.",
        ),
        (("line_manager", "--agency", "oak", "--at", "2026-W30-1"), "--at is no day and no time"),
        (
            ("line_manager", "--agency", "oak", "--at", "2026-03-29T01:30"),
            "--at is no time in the UK",
        ),
        (("line_manager",), "Whose? Every agency has its own: say --agency."),
        (("line_manager", "--agency", "oak", "--at", "soon"), "--at is no day and no time"),
        (("line_manager", "--agency", "oak", "--under", "Som"), "There is no person Som."),
        (
            ("line_manager", "--agency", "oak", "--procedure", "berks"),
            "There is no procedure in force berks.",
        ),
    ],
)
def test_a_slip_is_answered_with_the_nearest(desk, line, sentence):
    said = desk.says("who", *line)

    assert said.exit_code == 2
    assert sentence in said.output


def test_a_uk_day_may_have_a_time(desk):
    said = desk.says("who", "line_manager", "--agency", "oak", "--at", "31/07/2026 09:00")

    assert "on Friday 31 July 2026, 09:00 (BST, UK time):" in said.output


def test_whoever_is_not_at_work_then_is_said_to_get_nudges_later(desk):
    asked = ("who", "line_manager", "--agency", "oak", "--why", "--at")

    at_night = desk.says(*asked, "2026-07-31T22:30").output.splitlines()
    by_day = desk.says(*asked, "2026-07-31T10:00").output
    unknown = desk.says(*asked, "2090-07-31").output

    assert at_night[2:] == [
        "  Jo Lee holds it: asked",
        "  Jo Lee is not at work until Monday 3 August 2026, 09:00: a nudge waits until then, what "
        "cannot wait does not",
    ]
    assert "is not at work" not in by_day
    assert "Jo Lee would be told" in unknown


def test_a_time_with_its_offset_is_shown_on_the_clock_in_the_united_kingdom(desk):
    said = desk.says("who", "line_manager", "--agency", "oak", "--at", "2026-07-31T22:30+00:00")

    assert "on Friday 31 July 2026, 23:30 (BST, UK time):" in said.output
