"""Two procedures in force: the child's area chooses, and what one of them is not for stands apart."""

import pytest

from tests.stories.test_given_an_area import AREA, ID
from tests.stories.test_scs import GIVEN, THRESHOLD, people

WHERE = "Where the child or young person lives"
CONFERENCE = "The need to convene an Initial Child Protection Conference"
FOR, NOT_FOR = "What this procedure is for", "Goes elsewhere: you are told where"


@pytest.fixture
def two(berkshire_of):
    """The Berkshire process in its areas, and Specialist Children's Services in My Town."""
    partnership = berkshire_of(people())
    partnership.stops()
    partnership.settings = {"procedure_of": {AREA: ID}, "signposts": GIVEN}
    partnership.starts()
    return partnership


@pytest.fixture
def sam(two):
    """Sam Okafor, who has typed /escalate."""
    person = two.person("Sam")
    person.types("/escalate")
    person.waits_for(lambda: person.modal, called="where")
    return person


def menu(page) -> dict[str, list[str]]:
    """What it may be about, under the headings of Slack's own menu."""
    (asked,) = (each for each in page.row["view"]["blocks"] if each["block_id"] == "category")
    return {
        group["label"]["text"]: [option["text"]["text"] for option in group["options"]]
        for group in asked["element"]["option_groups"]
    }


def test_the_area_is_asked_alone_and_nobody_is_asked_which_procedure(sam):
    assert [field.label for field in sam.modal.fields] == [WHERE]
    assert sam.modal.text.startswith("If somebody is at immediate risk of harm, dial 999 now.")


def test_then_that_procedures_own_categories_are_offered_and_what_goes_elsewhere_apart(sam):
    offered = menu(sam.submits({WHERE: AREA}))

    assert list(offered) == [FOR, NOT_FOR]
    assert THRESHOLD in offered[FOR]
    assert offered[FOR][-1] == "Something else"
    assert CONFERENCE in offered[NOT_FOR]
    assert "Whether a referral meets Children's Social Care's assessment threshold" not in str(
        offered
    )


def test_elsewhere_nothing_of_it_is_offered(sam):
    options = sam.submits({WHERE: "Reading"}).field("category").options

    assert options[-1] == "Something else"
    assert CONFERENCE not in options
    assert THRESHOLD not in options


def test_whoever_chose_what_goes_elsewhere_reads_where_and_may_go_on_with_what_was_typed(two, sam):
    sam.submits({WHERE: AREA})
    page = sam.submits(
        {
            "category": CONFERENCE,
            "other": "Priya Desai",
            "spoken": "Yes, and we still differ",
            "reason_given": "It was judged to be below the threshold.",
        }
    )
    assert GIVEN["initial-conference"] in page.errors["category"]
    assert "choose “Something else” instead" in page.errors["category"]
    assert page.field("reason_given").value == "It was judged to be below the threshold."
    sam.submits()
    (counted,) = two.app.store.turned_away.monthly()
    assert counted.times == 1, "the same page, sent again with the same choice"

    assert sam.submits({"category": "Something else"}).field("What differs")


def test_what_is_raised_is_under_the_procedure_of_its_area(two):
    procedures = [
        two.app.store.disagreement(two.raises(area=area)).procedure.id for area in (AREA, "Slough")
    ]

    assert procedures == [ID, "pan-berkshire-2026-03"]
