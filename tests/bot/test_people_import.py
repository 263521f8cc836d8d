"""`people import` of several files, of few lists, of many rows, and of whoever was only named."""

import io
import sys

import pytest

from bot.commands import people
from storage.roster_files import Row
from tests.bot.people_desk import OAK, Desk, opened

LEAVE = "absences:\n  - {person: jo, from: 2026-08-03, until: 2026-08-14, set_by: mina}\n"
DUTY = """\
teams:
  - {id: duty, name: Duty desk, agency: oak, covers: [line_manager], members: [fay]}
closures:
  - {agency: oak, from: 2020-01-01, until: 2099-12-31, contact: duty}
"""
PAT = "  - {name: Pat Moss, id: pat, agency: trust, email: pat@trust.example, named_by: sam}\n"


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    return opened(tmp_path, monkeypatch)


def test_several_files_are_one_import(desk):
    files = (desk.has("people.yml", OAK), desk.has("leave.yml", LEAVE), desk.has("d.yml", DUTY))

    done = desk.says("import", *files, "--apply")

    assert done.output.splitlines()[-4:] == [
        "+ Duty desk (duty), a team: covers line_manager; Fay Ross",
        "+ Jo Lee is away from 3 August 2026 until 14 August 2026, set by Mina Shah",
        "+ Oak School is closed from 1 January 2020 until 31 December 2099; Duty desk is asked",
        "Done: the directory has 3 agencies and 5 people.",
    ]
    assert "people.yml, leave.yml, d.yml" in desk.says("history").output


def test_leave_that_was_set_in_chat_survives_a_new_list_of_people(desk):
    desk.imports(OAK + LEAVE)

    desk.imports(OAK.replace("U0JO", "U1JO"))

    assert "set_by: mina" in desk.says("export").output


def test_the_leave_of_somebody_who_is_gone_goes_with_them(desk):
    desk.imports(OAK + LEAVE)
    (jo,) = (line for line in OAK.splitlines(keepends=True) if "id: jo" in line)

    shown = desk.says(
        "import", desk.has("people.yml", OAK.replace(jo, "").replace("manager: jo,", ""))
    )

    assert shown.output.splitlines()[:-1] == [
        "~ Sam Okafor: manager jo -> none",
        "- Jo Lee (jo): line_manager; manager Mina Shah; deputy Fay Ross; U0JO",
        "- Jo Lee is away from 3 August 2026 until 14 August 2026, set by Mina Shah",
    ]


def test_what_changes_of_a_team_and_an_agency_is_said(desk):
    desk.imports(OAK + DUTY)
    changed = OAK.replace("[oak.example]", "[oak.sch.uk], holiday_contact: bea")
    changed += DUTY.replace("members: [fay]", "roles: [next_manager], members: [fay, jo]")

    shown = desk.says("import", desk.has("people.yml", changed))

    assert shown.output.splitlines()[:-1] == [
        "~ agency Oak School; domains oak.example -> oak.sch.uk; holiday contact none -> Bea Lang",
        "~ Duty desk: roles none -> next_manager; members Fay Ross -> Fay Ross, Jo Lee",
    ]


def test_teams_and_closures_are_listed(desk):
    desk.imports(OAK + DUTY)

    listed = desk.says("list").output.splitlines()

    assert listed[:2] == [
        "Oak School (oak, school, oak.example)",
        "  closed until 31 December 2099",
    ]
    assert "  Duty desk (duty), a team: covers line_manager; Fay Ross" in listed
    assert listed[-1].startswith(
        "Stand-ins, and absences and closures of other days: `people export`"
    )


def test_of_whoever_is_new_everything_is_said(desk):
    whole = OAK.replace("domains: [oak.example]", "domains: [oak.example], holiday_contact: bea")
    whole = whole.replace("id: fay, agency: oak, slack: U0FAY", "id: fay, agency: oak, teams: 7e-1")

    shown = desk.imports(whole).output.splitlines()
    listed = desk.says("list").output.splitlines()

    assert shown[0] == "+ agency Oak School (school, oak.example); holiday contact Bea Lang"
    assert "+ Fay Ross (fay): Teams 7e-1" in shown
    assert listed[1] == "  holiday contact Bea Lang"
    assert "  Fay Ross (fay): Teams 7e-1" in listed


def test_whoever_a_colleague_named_stays_until_a_file_has_them_or_they_are_removed(desk):
    desk.imports(OAK + PAT)
    desk.has("people.yml", OAK)

    stays = desk.says("import", "people.yml")
    removed = desk.says("import", "people.yml", "--remove-named")
    confirmed = desk.imports(OAK + PAT.replace(", named_by: sam", "").replace("id: pat, ", ""))

    assert stays.output.splitlines() == [
        "= Pat Moss, named by Sam Okafor, is in the directory still",
        "The directory says this already: nothing changes.",
    ]
    assert "- Pat Moss (pat): pat@trust.example; named by Sam Okafor" in removed.output
    assert confirmed.output.splitlines()[0] == (
        "~ Pat Moss: was only named by Sam Okafor, and is now confirmed"
    )


class Terminal(io.StringIO):
    """Somewhere that somebody looks at."""

    def isatty(self) -> bool:
        """Always."""
        return True


@pytest.mark.parametrize(
    ("stderr", "count", "shown"),
    [(Terminal(), people.MANY, True), (Terminal(), 10, False), (io.StringIO(), people.MANY, False)],
)
def test_a_bar_is_shown_where_there_are_many_rows_and_somebody_looks_on(
    monkeypatch, stderr, count, shown
):
    stdout = io.StringIO()
    rows = [Row("people.yml", n, {}) for n in range(count)]
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "stderr", stderr)

    assert list(people._watched(rows, "Reading people")) == rows

    assert ("Reading people" in stderr.getvalue()) == shown
    assert stdout.getvalue() == ""


SAM = "people:\n  - {name: Sam Okafor, id: sam, agency: oak, email: sam@oak.example}\n"


@pytest.mark.parametrize(("text", "gone"), [(SAM, 4), ("people: []\n", 5)])
def test_more_than_half_of_the_people_are_removed_only_where_that_is_said(desk, text, gone):
    desk.imports(OAK)
    file = desk.has("cut-short.yml", text)
    sentence = f"This would remove {gone} of the 5 people of the directory"

    shown = desk.says("import", file)
    refused = desk.says("import", file, "--apply")
    kept = desk.says("list").output
    meant = desk.says("import", file, "--apply", "--remove-many")

    assert shown.exit_code == 0
    assert sentence in shown.output
    assert refused.exit_code != 0
    assert sentence in refused.output
    assert "Nothing was taken." in refused.output
    assert "Jo Lee" in kept
    assert sentence not in meant.output
    assert meant.exit_code == 0
    assert "Jo Lee" not in desk.says("list").output


def test_half_of_the_people_may_go_and_of_three_any_number(desk):
    desk.imports(OAK)
    two_gone = "".join(
        line
        for line in OAK.splitlines(keepends=True)
        if "id: fay" not in line and "id: bea" not in line
    ).replace("deputy: fay, ", "")

    desk.imports(two_gone)
    last = desk.imports(SAM)

    assert last.output.splitlines()[-1] == "Done: the directory has 3 agencies and 1 person."


def test_one_agency_and_one_person_are_said_as_one(desk):
    one = "agencies:\n  - {id: oak, name: Oak School, type: school}\n" + SAM

    shown = desk.says("import", desk.has("one.yml", one))

    assert shown.output.splitlines()[-1] == (
        "Nothing was changed. With --apply the directory will have 1 agency and 1 person."
    )


def test_a_leave_or_closure_that_changes_is_one_line_with_what_it_was(desk):
    closed = "closures:\n  - {agency: oak, from: 2026-07-23, until: 2026-09-01}\n"
    desk.imports(OAK + LEAVE + closed)
    changed = (LEAVE + closed).replace("08-14, set_by: mina", "08-21, cover: fay")

    shown = desk.says("import", desk.has("more.yml", changed.replace("09-01}", "09-02}")))

    assert shown.output.splitlines()[:-1] == [
        "~ Jo Lee is away from 3 August 2026 until 14 August 2026, set by Mina Shah -> "
        "from 3 August 2026 until 21 August 2026, covered by Fay Ross",
        "~ Oak School is closed from 23 July 2026 until 1 September 2026 -> "
        "from 23 July 2026 until 2 September 2026",
    ]


def test_of_two_leaves_the_one_that_ended_is_not_taken_for_the_one_that_changed(desk):
    first = "  - {person: jo, from: 2026-02-02, until: 2026-02-06}\n"
    second = "  - {person: jo, from: 2026-08-03, until: 2026-08-14}\n"
    desk.imports(OAK + "absences:\n" + first + second)

    shown = desk.says(
        "import", desk.has("leave.yml", "absences:\n" + second.replace("08-14", "08-13"))
    )

    assert shown.output.splitlines()[:-1] == [
        "~ Jo Lee is away from 3 August 2026 until 14 August 2026 -> "
        "from 3 August 2026 until 13 August 2026",
        "- Jo Lee is away from 2 February 2026 until 6 February 2026",
    ]


MANY_AWAY = "absences:\n" + "".join(
    f"  - {{person: {id}, from: 2026-08-03, until: 2099-08-14}}\n"
    for id in ("sam", "jo", "fay", "mina")
)


def test_more_than_half_of_the_absences_go_only_where_that_is_said(desk):
    desk.imports(OAK + MANY_AWAY)
    file = desk.has("cut-short.yml", "".join(MANY_AWAY.splitlines(keepends=True)[:2]))

    refused = desk.says("import", file, "--apply")
    over = desk.says("import", desk.has("moved.yml", MANY_AWAY.replace("08-14", "08-15")))
    meant = desk.says("import", file, "--apply", "--remove-many")

    assert "This would remove 3 of the 4 absences of the directory" in refused.output
    assert refused.exit_code != 0
    assert "would remove" not in over.output
    assert meant.exit_code == 0


def test_of_several_closures_of_one_agency_each_is_counted(desk):
    terms = "closures:\n" + "".join(
        f"  - {{agency: oak, from: 2099-0{month}-01, until: 2099-0{month}-09}}\n"
        for month in range(1, 6)
    )
    desk.imports(OAK + terms)

    shown = desk.says("import", desk.has("cut.yml", "".join(terms.splitlines(keepends=True)[:2])))

    assert "This would remove 4 of the 5 closures of the directory" in shown.output


def test_a_leave_that_is_over_may_go_and_so_may_that_of_whoever_goes(desk):
    desk.imports(OAK + MANY_AWAY.replace("2026", "2020").replace("2099", "2020"))

    assert desk.imports("absences: []\n").exit_code == 0


def test_a_type_that_no_agency_had_is_said_to_be_new(desk):
    first = desk.imports(OAK)
    slip = OAK.replace("type: health", "type: shcool")

    shown = desk.says("import", desk.has("people.yml", slip))

    assert "until now" not in first.output
    assert "= no agency was of the type shcool until now. Did you mean school?" in shown.output


def test_of_very_many_faults_the_first_are_said_and_how_many_more_there_are(desk):
    rows = "".join(f"  - {{person: p{n}, from: soon, until: later}}\n" for n in range(150))

    refused = desk.says("import", desk.has("leave.yml", f"absences:\n{rows}"))

    lines = refused.stderr.splitlines()
    assert len([line for line in lines if line.startswith("leave.yml:")]) == people.MOST
    assert lines[-2:] == ["and 250 more", "Error: Nothing was taken."]
