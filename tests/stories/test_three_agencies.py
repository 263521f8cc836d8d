"""Three agencies differ and a fourth is brought in: each is told, each says yes, each has its own copy."""

import json

import pytest

from export import pdf, record_json, verify
from tests.stories import wider
from tests.stories.conftest import words

NAMES = {
    "health": "Royal Berkshire Health Trust",
    "social-care": "Reading Children's Social Care",
    "police": "Thames Valley Police",
    "school": "Hill Primary School",
}
GIVEN = "It was judged to be below the threshold."
PROFESSIONALS = {"health": "Sam", "social-care": "Priya", "police": "Pat", "school": "Ida"}


@pytest.fixture
def four(berkshire_of):
    """Four agencies; nothing has been raised."""
    return berkshire_of(wider.people())


@pytest.fixture
def three(four):
    """Sam has raised it with Priya and, of the police, Pat."""
    four.raises(other_2="Pat Quinn", reason_given=GIVEN)
    return four


def brings_in_ida(three) -> None:
    three.presses(
        "Priya",
        "Bring in another agency",
        professional="Ida Frame",
        reason="The school sees them every day.",
    )


def approve(partnership, *names: str) -> None:
    for name in names:
        partnership.presses(name, "Approve")


def test_each_of_the_three_is_let_in_and_told_and_reads_who_takes_part(three):
    for name in ("Sam", "Priya", "Pat"):
        assert three.heard(name, "dial 999") == 1, name
        assert three.channel_of(name) == three.channel_of("Sam") != []
    card = words(three.card().text)
    assert "Sam Okafor (Royal Berkshire Health Trust), Priya Desai" in card
    assert "and Pat Quinn (Thames Valley Police)" in card
    assert "Asked at Thames Valley Police" in card
    assert "with two other agencies" in words(three.told("Pat")[0].text)


def test_the_clock_tells_every_tier_of_each_of_them_once(three):
    three.reaches("Tuesday 2026-04-07 17:01")
    assert [len(three.told(name)) for name in ("Jo", "Tom", "Lou", "Roy")] == [1, 1, 1, 0]

    three.reaches("Wednesday 2026-04-08 17:01")
    second = ("Mina", "Helen", "Gil", "Clare", "Leila", "Val")
    assert [len(three.told(name)) for name in second] == [1] * 6


def test_the_same_agency_twice_is_refused_beside_its_field_and_nothing_is_lost(four):
    sam = four.person("Sam")
    sam.types("/escalate")
    sam.waits_for(lambda: sam.modal, called="the first page")
    first = {
        "area": "Reading",
        "category": four.category(sam),
        "other": "Priya Desai",
        "spoken": "Not yet",
        "reason_given": "Below the threshold.",
        "other_2": "Pat Quinn",
        "other_3": "Tom Reed",
    }

    page = sam.submits(first)

    assert "Priya Desai is named above for the same agency" in page.errors["other_3"]
    assert page.field("reason_given").value == "Below the threshold."
    after = sam.submits({"other_3": "Ida Frame"})
    assert after.field("What differs")


def test_one_brought_in_later_is_told_with_every_tier_that_has_been_told_and_nobody_else_is(three):
    three.reaches("Tuesday 2026-04-07 17:01")
    three.reaches("Wednesday 2026-04-08 10:00")
    before = {name: len(three.told(name)) for name in ("Sam", "Jo", "Tom", "Lou", "Pat")}

    brings_in_ida(three)

    assert three.heard("Ida", "your agency has been brought in; your view is asked") == 1
    assert three.heard("Roy", "your agency has been brought in; you are asked to act") == 1
    assert three.told("Gwen") == []
    assert {name: len(three.told(name)) for name in before} == before
    assert "brought in Hill Primary School, with Ida Frame" in words(three.thread("Ida"))
    assert "The school sees them every day." not in three.told("Ida")[0].text
    three.reaches("Wednesday 2026-04-08 17:01")
    assert [len(three.told(name)) for name in ("Mina", "Helen", "Gil", "Gwen")] == [1] * 4


def test_it_settles_once_each_of_the_four_has_said_yes_and_not_before(three):
    [reference] = three.references()
    three.reaches("Tuesday 2026-04-07 17:01")
    three.reaches("Wednesday 2026-04-08 10:00")
    for name in ("Jo", "Tom", "Lou"):
        three.presses(name, "I have this")
    three.proposes("Tom")
    approve(three, "Jo", "Lou")

    brings_in_ida(three)
    assert "now needs the yes of Hill Primary School too" in words(three.thread())
    approve(three, "Tom")
    assert "settled" not in three.kinds(reference)
    assert "answer awaited" in three.card().text

    three.presses_in_messages("Roy", "Approve")

    assert three.kinds(reference).count("settled") == 1
    assert "settled at Stage 1" in three.card().text
    assert all(three.heard(name, "is settled") for name in ("Sam", "Priya", "Pat", "Ida", "Roy"))


def test_a_yes_of_a_higher_tier_of_the_same_agency_counts(three):
    [reference] = three.references()
    three.reaches("Wednesday 2026-04-08 17:01")
    three.reaches("Thursday 2026-04-09 10:00")
    three.proposes("Helen")

    approve(three, "Mina", "Val", "Leila")

    assert three.kinds(reference).count("settled") == 1


def test_it_moves_up_once_each_of_them_has_said_not_agreed(three):
    [reference] = three.references()
    for name in ("Sam", "Priya"):
        three.presses(name, "Not agreed: move up", reason="We differ.")
    assert "moved" not in three.kinds(reference)

    three.presses("Pat", "Not agreed: move up", reason="So do we.")

    assert three.kinds(reference).count("moved") == 1
    assert "and the other sides do not agree, so it moved up" in words(three.thread())
    assert [len(three.told(name)) for name in ("Jo", "Tom", "Lou")] == [1, 1, 1]


def test_each_agency_has_its_own_copy_and_nothing_of_the_others_own(three):
    brings_in_ida(three)
    three.presses("Pat", "Immediate harm")
    three.presses("Sam", "Bring in to advise")
    for name in PROFESSIONALS.values():
        three.presses(name, "Give our view", text=f"The view of {name}.")
    three.proposes("Sam")
    approve(three, *PROFESSIONALS.values())

    copies = {agency: copy(three, agency) for agency in PROFESSIONALS}

    for agency, record in copies.items():
        assert [side["agency"] for side in record["sides"]] == list(PROFESSIONALS)
        for name in PROFESSIONALS.values():
            assert f"The view of {name}." in json.dumps(record["sides"])
        given = [side["agency"] for side in record["sides"] if GIVEN in json.dumps(side)]
        assert given == ["social-care"]
        kinds = [entry["kind"] for entry in record["entries"] if "withheld" not in entry]
        assert ("harm_pressed" in kinds) is (agency == "police")
        assert ("Immediate harm" in json.dumps(record)) is (agency == "police")
        assert ("lead_brought_in" in kinds) is (agency == "health")
        assert kinds.count("agency_brought_in") == 1
        assert kinds.count("approved") == 4
    heads = {record["entries"][-1]["hash"] for record in copies.values()}
    assert len(heads) == 1


def copy(three, agency: str):
    """The copy that an agency's professional was handed, verified."""
    name = PROFESSIONALS[agency]
    person = three.person(name)
    [file] = [file for message in three.told(name) for file in message.files]
    content = person.downloads(file)
    assert verify.verify(content).good
    record = record_json.read(pdf.attached(content)).record
    assert record["reader"]["agency_name"] == NAMES[agency]
    return record


def test_raised_with_a_colleague_both_are_named_told_let_in_and_may_act(four):
    four.raises(by="Jo", other_2="Pat Quinn", colleague="Sam Okafor", jointly="for")
    [reference] = four.references()

    assert "by Jo Lee for Sam Okafor" in words(four.card("Sam").text)
    assert four.heard("Sam", "Jo Lee raised it for you") == 1
    assert four.heard("Jo", f"{reference} – you have raised it") == 1
    four.presses("Sam", "I have this")
    four.presses("Jo", "I have this")
    assert "Sam Okafor has this already for your agency" in four.refused("Jo")

    four.presses("Sam", "Not me", reason="I have moved team.")

    assert four.channel_of("Sam") == []
    assert "Jo Lee is still asked." in words(four.thread("Jo"))
    four.presses("Jo", "Withdraw", reason="It is resolved.")
    assert four.kinds(reference)[-6:-3] == ["colleague_left", "withdrawn", "closing_opened"]
