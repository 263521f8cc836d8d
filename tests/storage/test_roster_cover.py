"""Teams, absences, closures and stand-ins in a file; and what a file that is about less leaves alone."""

from dataclasses import replace
from datetime import date

import pytest

from escalation.directory.cover import Absence, Closure, Shift, StandIn, Team
from escalation.directory.people import Directory, Person, Post
from storage.roster import RosterFaults, read, read_all

ROLES = {
    "practitioner": "agency",
    "line_manager": "agency",
    "departmental_head": "agency",
    "business_manager": "partnership",
}
PEOPLE = """\
agencies:
  - {id: oak, name: Oak School, type: school, domains: [oak.example, "@Oak.sch.uk"], holiday_contact: duty}
  - {id: trust, name: Health Trust, type: health}
people:
  - {id: sam, name: Sam Okafor, agency: oak, roles: [practitioner], email: sam@oak.example}
  - id: jo
    name: Jo Lee
    agency: oak
    roles:
      - line_manager@trust
      - {role: line_manager, from: 2026-09-01, until: 2027-08-31}
    job_share: fay
    works: mon-wed
    email: jo@oak.example
  - {id: fay, name: Fay Ross, agency: oak, works: wed-fri, email: fay@oak.example, teams: 7e-1}
"""
COVER = """\
teams:
  - id: duty
    name: Duty desk
    agency: oak
    email: duty@oak.example
    slack: C0DUTY
    covers: [line_manager]
    roles: [departmental_head]
    members:
      - Jo Lee
      - {person: fay, from: 2026-09-01, until: 2026-12-31, works: thu; fri}
absences:
  - {person: sam, from: 2026-08-03, until: 2026-08-14, cover: jo}
closures:
  - {agency: oak, from: 2026-07-23, until: 2026-09-01, contact: duty}
stand_ins:
  - {agency_type: school, role: departmental_head, holder: fay}
"""
WHOLE = PEOPLE + COVER
AWAY = Absence("sam", date(2026, 8, 3), date(2026, 8, 14), "jo")


def directory(text: str, now: Directory | None = None, name: str = "all.yml") -> Directory:
    return read(text.encode(), name, ROLES, now or Directory())


def faults(text: str, now: Directory | None = None, name: str = "all.yml") -> list[str]:
    with pytest.raises(RosterFaults) as refused:
        directory(text, now, name)
    return refused.value.faults


def test_a_file_sets_out_everything_there_is_to_say():
    found = directory(WHOLE)
    oak, fay = found.agency("oak"), found.person("fay")

    assert oak is not None
    assert fay is not None
    assert (oak.domains, oak.holiday_contact) == (("oak.example", "oak.sch.uk"), "duty")
    assert (fay.job_share, fay.works, fay.teams) == ("jo", "wed-fri", "7e-1")
    assert found.posts == (
        Post("sam", "practitioner", "oak"),
        Post("jo", "line_manager", "trust"),
        Post("jo", "line_manager", "oak", date(2026, 9, 1), date(2027, 8, 31)),
        Post("duty", "departmental_head", "oak"),
    )
    assert found.teams == (
        Team("duty", "Duty desk", "oak", "duty@oak.example", "C0DUTY", ("line_manager",)),
    )
    assert found.shifts == (
        Shift("duty", "jo"),
        Shift("duty", "fay", date(2026, 9, 1), date(2026, 12, 31), "thu; fri"),
    )
    assert found.absences == (AWAY,)
    assert found.closures == (Closure("oak", date(2026, 7, 23), date(2026, 9, 1), "duty"),)
    assert found.stand_ins == (StandIn("school", "departmental_head", "fay"),)


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("- {person: sam", "- {person: sim", "28: Whoever is away is nobody in this file: sim."),
        ("until: 2026-08-14", "until: 2026-08-01", "28: The absence of Sam Okafor ends on 2026-08-01, before"),
        ("until: 2026-08-14", "until: 2027-W30-1", "28: “2027-W30-1” is not a day: write it as"),
        ("until: 2026-08-14", "until: 20270601", "28: “20270601” is not a day: write it as"),
        ("until: 2026-08-14", "until: soon", "28: “soon” is not a day: write it as 2026-09-01."),
        (", until: 2026-08-14", "", "28: The absence of Sam Okafor has no until."),
        ("cover: jo", "cover: sam", "28: Sam Okafor cannot cover for themselves."),
        ("cover: jo}\n", "cover: jo}\n  - {person: sam, from: 2026-08-14, until: 2026-08-20}\n", "29: Sam Okafor is away twice"),
        ("works: mon-wed", "works: whenever", "6: The working pattern of Jo Lee cannot be read: “whenever”"),
        ("works: thu; fri", "works: thu-mon", "26: The working pattern of a member of Duty desk"),
        ("until: 2027-08-31", "until: 2026-08-31", "11: The role line_manager of Jo Lee ends on 2026-08-31, before"),
        ("until: 2027-08-31}", "until: 2027-08-31}\n      - line_manager", "12: Jo Lee is given the role line_manager twice"),
        ("job_share: fay", "job_share: jo", "6: Jo Lee cannot be their own job share."),
        ("role: departmental_head, holder", "role: head, holder", "32: No procedure names a role head."),
        ("agency_type: school", "agency_type: shool", "32: No agency is of the type shool."),
        ("agency_type: school", "agency_type: partnership", "32: Nobody stands in for the partnership"),
        (", holder: fay", "", "32: The stand-in for departmental_head is not given"),
        ("type: health}", "type: health, domains: [oak.example]}", "3: oak.example is the domain of another agency"),
        ("type: health}", "type: health, domains: [oak]}", "3: oak is not a domain, such as oak.sch.uk."),
        ("holiday_contact: duty", "holiday_contact: dute", "2: The holiday contact of Oak School is nobody"),
        ("id: duty", "id: jo", "17: The id jo is that of a person: a team has one of its own."),
        ("slack: C0DUTY", "slack: duty", "17: What is given for Duty desk is not the ID of a channel"),
        ("covers: [line_manager]", "covers: [line]", "22: No procedure names a role line."),
        ("- Jo Lee\n", "- Jo Leigh\n", "25: A member of Duty desk is nobody in this file: Jo Leigh."),
        ("- {agency: oak, from", "- {agency: elm, from", "30: There is no agency elm in this file."),
        ("contact: duty}\nstand", "contact: duty}\n  - {agency: oak, from: 2026-09-01, until: 2026-09-02}\nstand", "31: Oak School is closed twice"),
        ("contact: duty}\nstand", "contact: nobody}\nstand", "30: The contact while Oak School is closed is nobody"),
        ("members:", "members: [[jo]]\n    member:", "24: One of the members is itself a list."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_its_line(was, now, fault):
    assert WHOLE.count(was) == 1

    found = faults(WHOLE.replace(was, now))

    assert any(each.startswith(f"all.yml:{fault}") for each in found), found


def test_a_circle_of_deputies_is_nobodys_fault():
    circle = PEOPLE.replace("works: wed-fri,", "works: wed-fri, deputy: sam,").replace(
        "duty}", "fay}"
    )
    circle = circle.replace("roles: [practitioner],", "roles: [practitioner], deputy: fay,")

    assert directory(circle).people[0].deputy == "fay"


def test_sharing_a_post_is_mutual_or_a_fault():
    third = WHOLE.replace("teams: 7e-1}", "job_share: sam}")

    assert faults(third)[0] == (
        "all.yml:6: Jo Lee shares a post with Fay Ross, who shares it with Sam Okafor."
    )


def test_a_list_that_a_file_leaves_out_stays_as_it_is():
    now = directory(WHOLE)

    assert directory(PEOPLE, now) == now
    assert directory("absences: []\n", now) == replace(now, absences=())


def test_what_is_said_of_somebody_who_is_gone_goes_with_them():
    now = directory(WHOLE)
    without_fay = PEOPLE[: PEOPLE.index("  - {id: fay")].replace("    job_share: fay\n", "")

    found = directory(without_fay, now)

    assert found.shifts == (Shift("duty", "jo"),)
    assert found.stand_ins == ()
    assert found.absences == (AWAY,)


def test_a_cover_who_is_gone_leaves_the_absence_without_cover():
    jo = PEOPLE.index("  - id: jo\n"), PEOPLE.index("  - {id: fay")
    without = (PEOPLE[: jo[0]] + PEOPLE[jo[1] :]).replace("job_share: jo, ", "")

    found = directory(without, directory(WHOLE))

    assert found.absences == (replace(AWAY, cover=""),)


def test_agencies_alone_may_leave_nobody_without_theirs():
    alone = "agencies:\n  - {id: trust, name: Health Trust, type: health}\n"

    assert (
        "all.yml:2: Sam Okafor and 2 more would be left without their agency, Oak School, which is "
        "not in this file."
    ) in faults(alone, directory(WHOLE))


def test_an_id_of_a_team_that_stays_is_nobodys():
    text = PEOPLE + "  - {id: desk, name: Di, agency: oak, email: di@oak.example}\n"
    now = directory(WHOLE.replace("id: duty", "id: desk").replace("contact: duty", "contact: desk"))

    assert faults(text.replace("contact: duty", "contact: desk"), now) == [
        "all.yml:16: The id desk is that of the team Duty desk."
    ]


def test_whoever_a_colleague_named_stays_until_a_file_has_them():
    pat = Person("p1", "Pat", "trust", "pat@trust.example", named_by="sam")
    now = replace(directory(WHOLE), people=(*directory(WHOLE).people, pat))
    confirmed = PEOPLE + "  - {name: Pat Moss, agency: trust, email: Pat@trust.example}\n"

    assert directory(PEOPLE, now).person("p1") == pat
    assert directory(confirmed, now).person("p1") == replace(
        pat, name="Pat Moss", email="Pat@trust.example", named_by=""
    )
    gone = read_all([("all.yml", PEOPLE.encode())], ROLES, now, keep_named=False)
    assert gone.person("p1") is None


# In CSV

FILES = {
    "agencies.csv": "agency ID,agency,agency type,domains,holiday contact\n"
    "oak,Oak School,school,oak.example; oak.sch.uk,duty\n"
    "trust,Health Trust,health,,\n",
    "people.csv": "agency,agency type,person,ID,role,works,job share,Teams ID,e-mail,from,until\n"
    "oak,school,Sam Okafor,sam,practitioner,,,,sam@oak.example,,\n"
    "oak,school,Jo Lee,jo,line_manager@trust from 2020-01-01; line_manager,mon-wed,fay,,jo@oak.example,01/09/2026,31/08/2027\n"
    "oak,school,Fay Ross,fay,,wed-fri,,7e-1,fay@oak.example,,\n",
    "teams.csv": "team,team ID,agency,e-mail,Slack ID,covers,role,member,from,until,works\n"
    "Duty desk,duty,oak,duty@oak.example,C0DUTY,line_manager,departmental_head,jo,,,\n"
    "Duty desk,duty,,,,,,fay,2026-09-01,2026-12-31,thu; fri\n",
    "absences.csv": "person,from,until,cover\nsam,03/08/2026,14/08/2026,jo\n",
    "closures.csv": "agency,from,until,contact\noak,2026-07-23,2026-09-01,duty\n",
    "stand-ins.csv": "agency type,role,stand-in\nschool,departmental_head,fay\n",
}


def several(files: dict[str, str], now: Directory | None = None) -> Directory:
    contents = [(name, text.encode()) for name, text in files.items()]
    return read_all(contents, ROLES, now or Directory())


def test_several_files_in_csv_set_out_the_same():
    lent = Post("jo", "line_manager", "trust", date(2020, 1, 1), date(2027, 8, 31))

    found, expected = several(FILES), directory(WHOLE)

    posts = tuple(lent if post.agency == "trust" else post for post in expected.posts)
    assert found == replace(expected, posts=posts)


def test_a_column_that_is_left_out_stays_as_it_is():
    now = directory(WHOLE)
    fewer = "agency,agency type,person,role,e-mail\n" + "".join(
        f"Oak School,school,{name},{role},{id}@oak.example\n"
        for id, name, role in (
            ("sam", "Sam Okafor", "practitioner"),
            ("jo", "Jo Lee", "line_manager@trust; line_manager from 2026-09-01 until 2027-08-31"),
            ("fay", "Fay Ross", ""),
        )
    )

    found = directory(fewer, now, "people.csv")

    assert found == now


def test_a_list_that_two_files_give_is_a_fault():
    both = {**FILES, "more.csv": FILES["absences.csv"]}

    with pytest.raises(RosterFaults) as refused:
        several(both)

    assert refused.value.faults == ["more.csv:2: Another file has the absences already."]


def test_each_fault_names_its_own_file():
    wrong = {**FILES, "absences.csv": FILES["absences.csv"].replace("sam,", "sim,")}
    wrong["teams.csv"] = FILES["teams.csv"].replace("fay,2026-09-01", "fay,32/09/2026")

    with pytest.raises(RosterFaults) as refused:
        several(wrong)

    assert [each[:15] for each in refused.value.faults] == ["absences.csv:2:", "teams.csv:3: “3"]


@pytest.mark.parametrize(
    ("name", "was", "now", "fault"),
    [
        (
            "closures.csv",
            "agency,",
            "school,",
            "closures.csv:1: “school” is not a column here: use agency, from, until, contact.",
        ),
        ("absences.csv", "until,", "cover,", "absences.csv:1: The column until is missing."),
        ("teams.csv", ",agency,", ",kind,", "teams.csv:1: The column agency is missing."),
    ],
)
def test_a_csv_is_known_by_its_columns_and_needs_all_of_them(name, was, now, fault):
    assert fault in faults(FILES[name].replace(was, now, 1), directory(WHOLE), name)
