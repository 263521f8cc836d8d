"""Every procedure that ships can be used, and says nothing its text does not say."""

import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from escalation.texts.procedure import Procedure, Written, read

FOLDER = Path(__file__).parents[1] / "procedures"
FILES = sorted(FOLDER.glob("*.y*ml"))
BERKSHIRE = "pan-berkshire-2026-03"

# What the Berkshire text obliges (must), asks (should) or allows (may), by requirement number;
# its other requirements name, explain or are gaps.
ASKED_BY_THE_TEXT = {
    f"R-004-{number:02}"
    for some in ((2, 5), (7, 10), (12, 15), (17, 18), (20, 27), (29, 39), (41, 53))
    for number in range(some[0], some[1] + 1)
}


def procedure_of(path: Path) -> Procedure:
    return read(path.read_text(encoding="utf-8"), path.name)


def requirements(text: str) -> set[str]:
    return set(re.findall(r"R-\d{3}-\d{2}", text))


@pytest.fixture(scope="module")
def berkshire() -> Procedure:
    return procedure_of(FOLDER / f"{BERKSHIRE}.yml")


def test_the_berkshire_procedure_ships():
    assert BERKSHIRE in {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_named_by_its_procedures_id(path: Path):
    assert procedure_of(path).id == path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_rule_names_the_numbered_requirements_it_comes_from(path: Path):
    lists = re.findall(r"req: \[([^\]]*)\]", path.read_text(encoding="utf-8"))

    assert lists
    for names in lists:
        assert all(re.fullmatch(r"R-\d{3}-\d{2}", name) for name in names.split(", ")), names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_category_can_always_be_something_else(path: Path):
    assert procedure_of(path).categories[-1].label == "Something else"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_harm_route_names_999(path: Path):
    assert "999" in procedure_of(path).harm.words


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_procedure_calls_anybody_late(path: Path):
    words = path.read_text(encoding="utf-8").lower()

    assert not re.search(r"\b(overdue|breach|failed to)\b", words)


def test_nothing_the_berkshire_text_asks_is_left_out(berkshire: Procedure):
    assert ASKED_BY_THE_TEXT - requirements(berkshire.text) == set()


def test_the_berkshire_ladder_is_the_timescales_column(berkshire: Procedure):
    ladder = [
        (tier.held_by, tier.within.working_days if tier.within else None, tier.aim)
        for tier in berkshire.tiers
    ]

    assert ladder == [
        (("practitioner",), 1, ""),
        (("line_manager",), 2, "24 hours"),
        (("next_manager", "safeguarding_lead"), 3, "24 hours"),
        (("senior_manager",), 4, "24 hours"),
        (("departmental_head",), 6, "48 hours"),
    ]
    assert {tier.within.counted_from for tier in berkshire.tiers if tier.within} == {"start"}


def test_the_last_window_is_met_by_the_meeting_and_the_others_by_an_outcome(berkshire: Procedure):
    met_by = [tier.within.met_by for tier in berkshire.tiers if tier.within]

    assert met_by == ["outcome"] * 4 + ["meeting"]


def test_the_partnership_hears_nothing_of_stage_1_and_more_from_stage_2(berkshire: Procedure):
    given = {
        stage.id: {
            **{(copy.to, copy.content): copy.force for copy in stage.copies},
            **{(to, "report"): report.force for report in stage.reports for to in report.to},
        }
        for stage in berkshire.stages
    }

    assert given["s1"] == {}
    assert (
        given["s2"]
        == given["s3"]
        == {
            ("business_manager", "details"): "should",
            ("business_manager", "outcome"): "should",
            ("independent_scrutineer", "notice"): "may",
        }
    )
    assert given["s4"] == {
        ("business_manager", "details"): "should",
        ("business_manager", "outcome"): "should",
        ("statutory_partners", "report"): "must",
        ("independent_scrutineer", "report"): "must",
    }


def test_the_chair_of_the_last_meeting_reports_to_the_subgroup_under_its_present_name(
    berkshire: Procedure,
):
    meeting = berkshire.stage("s4").meeting

    assert meeting is not None
    assert meeting.chair_reports_to == ("scr_subgroup",)
    assert berkshire.role("scr_subgroup").now_called.startswith("Child Safeguarding Practice")


def test_the_designated_professional_advises_as_strongly_as_the_text_says(berkshire: Procedure):
    advisers = {stage.id: [(a.of, a.force) for a in stage.advisers] for stage in berkshire.stages}

    assert advisers == {"s1": [("each", "may")], "s2": [("raising", "must")], "s3": [], "s4": []}


def test_berkshire_has_six_areas_and_the_companions_nine_categories(berkshire: Procedure):
    assert len(berkshire.areas) == 6
    assert len(berkshire.categories) == 10
    assert {c.inherited_from for c in berkshire.categories} == {"bracknell-forest-2019-04"}
    assert berkshire.exclusions == ()


def test_in_immediate_harm_the_own_lead_comes_first_and_the_line_manager_next(
    berkshire: Procedure,
):
    assert berkshire.harm.tell == ("safeguarding_lead", "line_manager")


def test_a_review_is_considered_and_gaps_are_passed_on_to_both(berkshire: Procedure):
    """R-004-42, R-004-52, R-004-53."""
    learning = [(each.after, each.asks, each.by, each.to) for each in berkshire.learning]

    assert learning == [
        (("unresolved", "lessons"), "yes_or_no", "business_manager", ()),
        (("gaps",), "tick", "business_manager", ("statutory_partners", "procedures_subgroup")),
    ]


def test_at_any_stage_it_is_fed_back_and_filed(berkshire: Procedure):
    """R-004-43, R-004-44, R-004-49: where the duties really stand."""
    for stage in berkshire.stages:
        assert any("R-004-43" in each.req for each in stage.feedback), stage.id
        assert stage.record is not None
        assert {"R-004-44", "R-004-49"} <= {*stage.record.req}, stage.id


def test_what_the_clock_does_where_the_text_is_silent_is_an_open_question(berkshire: Procedure):
    questions = {question.id for question in berkshire.open_questions}

    assert berkshire.on_limit_passed == "tell_next_tier"
    assert {"when-a-limit-passes", "who-agrees", "counting", "hours-or-days"} <= questions


def test_the_example_in_the_documentation_can_be_used():
    procedure = read(documented(), "docs/procedures.md")

    assert [tier.id for tier in procedure.tiers] == ["s1-professionals", "s1-managers", "end"]


def test_the_documentation_shows_every_heading_there_is():
    schema = TypeAdapter(Written).json_schema()
    shapes = [schema, *schema["$defs"].values()]
    headings = {heading for shape in shapes for heading in shape.get("properties", {})}

    assert len(headings) > 40
    assert {heading for heading in headings if f"{heading}:" not in documented()} == set()


def test_the_smallest_procedure_in_the_documentation_can_be_used():
    page = (FOLDER.parent / "docs" / "procedures.md").read_text(encoding="utf-8")
    smallest = read(page.split("```yaml smallest\n")[1].split("```")[0], "docs/procedures.md")

    assert [tier.id for tier in smallest.tiers] == ["s1-professionals", "s1-managers"]


def documented() -> str:
    """The one block of YAML in docs/procedures.md."""
    page = (FOLDER.parent / "docs" / "procedures.md").read_text(encoding="utf-8")
    return page.split("```yaml\n")[1].split("```")[0]
