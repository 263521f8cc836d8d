"""A record is made from the entries alone, and holds what its reader may read."""

from datetime import UTC, datetime

import pytest

from escalation import chain, entries
from escalation.acts import climb, close, say
from export import record_json
from export.record import record
from export.shape import Record
from export.sheet import sheet
from export.verify import verify
from tests.export.conftest import a_raising

ON = datetime(2026, 4, 10, 15, 5, tzinfo=UTC)


@pytest.fixture
def health_copy(settled, health):
    return record(settled.stands, settled.kept, health, ON)


@pytest.fixture
def csc_copy(settled, csc):
    return record(settled.stands, settled.kept, csc, ON)


@pytest.fixture
def office_copy(settled, office):
    return record(settled.stands, settled.kept, office, ON)


def kinds(settled, document, *, readable):
    """What kinds of entry stand in a copy, or are withheld from it."""
    assert len(document["entries"]) == len(settled.kept)
    pairs = zip(settled.kept, document["entries"], strict=True)
    return [kept.link.header.kind for kept, shown in pairs if ("body" in shown) is readable]


def test_a_record_has_the_published_shape_and_no_number_but_whole_ones(health_copy):
    assert Record.model_validate(health_copy)
    assert chain.canonical(health_copy)
    assert "made_at" in health_copy
    assert health_copy["made_at"] == "2026-04-10T16:05:00+01:00"


def test_both_views_stand_in_their_own_words_each_with_its_entry(health_copy):
    health, csc = health_copy["sides"]

    assert [passage["label"] for passage in health["view"]] == [
        "What differs",
        "Evidence",
        "What is wanted",
        "Why this is in the child or young person’s best interest",
    ]
    assert [passage["label"] for passage in csc["view"]] == [
        "Reason given, as the side that raised it was told",
        "Tom Reed wrote",
        "Discussion of Thursday 9 April, as Priya Nair recorded it",
    ]
    assert {passage["entry"] for passage in health["view"]} == {1}


def test_what_was_agreed_names_owner_and_day_and_who_said_yes_for_each_agency(health_copy):
    first, second = health_copy["agreed"]

    assert (first["owner"], first["due"]) == ("Tom Reed", "2026-04-15")
    assert (second["owner"], second["due"]) == ("Sam Okafor", "2026-04-17")
    assert [(yes["agency"], yes["name"]) for yes in health_copy["approvals"]] == [
        ("csc", "Grace Whitfield"),
        ("health", "Helen Marsh"),
    ]


def test_words_written_after_the_settlement_are_entries_and_no_part_of_a_view(health_copy):
    texts = [passage["text"] for side in health_copy["sides"] for passage in side["view"]]

    assert "Visit booked for Monday at ten." not in texts
    assert health_copy["entries"][-1]["lines"][0]["text"] == "Written after settlement."


def test_every_window_shows_its_limit_its_dates_and_what_became_of_it(health_copy):
    windows = health_copy["windows"]

    assert [window["became"] for window in windows] == [
        "passed",
        "passed",
        "passed",
        "settled",
        "not_reached",
    ]
    assert [window["limit"][:10] for window in windows] == [
        "2026-04-07",
        "2026-04-08",
        "2026-04-09",
        "2026-04-10",
        "2026-04-14",
    ]
    assert "Friday 3 April 2026: not counted (Good Friday)" in windows[0]["explanation"]


def test_every_window_shows_when_its_people_were_told_and_where_that_is_written(health_copy):
    tellings = {one["seq"]: one for one in health_copy["entries"] if one.get("kind") == "reached"}
    told = [window["told"] for window in health_copy["windows"]]

    assert told[0]["at"] == "2026-04-02T15:00:00+01:00"
    assert told[4] is None
    for tier, each in enumerate(told[:4]):
        assert tellings[each["entry"]]["body"]["tier"] == tier


def test_own_agency_s_entries_stand_on_its_own_copy_alone(settled, health_copy, csc_copy):
    ours = {"lead_brought_in", "harm_pressed", "harm_unopened"}

    assert ours <= set(kinds(settled, health_copy, readable=True))
    assert kinds(settled, health_copy, readable=False) == []
    assert set(kinds(settled, csc_copy, readable=False)) == ours


def test_the_partnership_s_office_gets_no_name_of_a_child_and_no_agency_s_own_notes(
    settled, office_copy
):
    assert set(kinds(settled, office_copy, readable=False)) == {
        "subject_sealed",
        "lead_brought_in",
        "harm_pressed",
        "harm_unopened",
    }
    assert office_copy["about"] is None
    assert b"Amelia" not in chain.canonical(office_copy)
    assert office_copy["reader"]["agency_name"] == "the partnership's office"


def test_what_is_withheld_shows_its_seal_and_nothing_of_what_it_is_whose_or_when(csc_copy):
    withheld = [entry for entry in csc_copy["entries"] if "withheld" in entry]

    assert len(withheld) == 3
    for entry in withheld:
        assert set(entry) == {"seq", "withheld", "head", "digest", "previous", "hash"}


def test_of_a_press_of_immediate_harm_the_other_agency_s_copy_tells_nothing(
    settled, health_copy, csc_copy, office_copy
):
    """Not that it was pressed, not when, not by whom: Sam pressed at 16:05 on the 7th."""
    traces = (b"harm", b"2026-04-07t16:05", b"2026-04-07t15:05")
    ours = chain.canonical(health_copy).lower()
    assert [trace in ours for trace in traces] == [True, True, False]

    for copy in (csc_copy, office_copy):
        assert not [trace for trace in traces if trace in chain.canonical(copy).lower()]
        sams = {entry["at"] for entry in copy["entries"] if entry.get("by") == "sam"}
        assert sams == {copy["state"]["raised_at"]}


def test_the_key_of_an_act_is_in_no_copy_for_it_may_name_what_is_withheld(health_copy, csc_copy):
    assert not [e for copy in (health_copy, csc_copy) for e in copy["entries"] if "key" in e]


def test_all_copies_end_in_the_same_head(health_copy, csc_copy, office_copy):
    assert health_copy["chain"] == csc_copy["chain"] == office_copy["chain"]
    assert health_copy["chain"]["length"] == len(health_copy["entries"])


def test_an_alarm_for_the_office_is_on_the_office_s_copy_alone(
    new_ledger, raised, health, csc, office
):
    ledger = new_ledger()
    ledger.kept, ledger.stands = list(raised.kept), raised.stands
    ledger.act(say.say, "ruth", datetime(2026, 4, 2, 15, tzinfo=UTC), text="MARKER")

    assert ledger.kept[-1].link.header.audience == entries.OFFICE
    for reader in (health, csc):
        assert "withheld" in record(ledger.stands, ledger.kept, reader, ON)["entries"][-1]
    assert "body" in record(ledger.stands, ledger.kept, office, ON)["entries"][-1]


def test_while_it_is_open_nothing_is_agreed_and_no_window_is_called_ended(raised, health):
    document = record(raised.stands, raised.kept, health, datetime(2026, 4, 2, 16, tzinfo=UTC))

    assert document["state"]["status"] == "open"
    assert (document["agreed"], document["approvals"]) == ([], [])
    assert {window["became"] for window in document["windows"]} == {"running"}


def test_an_open_window_whose_day_is_over_is_not_called_open(raised, health):
    document = record(raised.stands, raised.kept, health, datetime(2026, 4, 7, 18, tzinfo=UTC))

    ended = [window["became"] for window in document["windows"]]
    assert ended == ["passed", "running", "running", "running", "running"]


def test_a_withdrawal_is_not_a_settlement(new_ledger, raised, health):
    ledger = new_ledger()
    ledger.kept, ledger.stands = list(raised.kept), raised.stands
    at = datetime(2026, 4, 2, 15, 30, tzinfo=UTC)
    given = {"reason": "The assessment has begun."}
    ledger.act(close.withdraw, "sam", at, question="tier:0", answers=given)

    document = record(ledger.stands, ledger.kept, health, at)

    assert document["state"]["status"] == "withdrawn"
    assert document["state"]["ended_entry"] == len(ledger.kept) - 1  # what is left comes after
    assert document["agreed"] == []
    ended = [window["became"] for window in document["windows"]]
    assert ended == ["withdrawn", *["not_reached"] * 4]


def test_a_no_and_its_reason_belong_to_the_view_of_its_side(new_ledger, raised, health):
    ledger = new_ledger()
    ledger.kept, ledger.stands = list(raised.kept), raised.stands
    at = datetime(2026, 4, 2, 15, 30, tzinfo=UTC)
    reason = "The threshold is not met."
    ledger.act(climb.not_agreed, "tom", at, question="tier:0", answers={"reason": reason})

    csc = record(ledger.stands, ledger.kept, health, at)["sides"][1]

    said = {"label": "Why it was not agreed (Tom Reed)", "text": reason, "entry": len(ledger.kept)}
    assert said in csc["view"]


def became(ledger, reader, at):
    document = record(ledger.stands, ledger.kept, reader, at)
    return [window["became"] for window in document["windows"]]


def test_a_tier_that_was_left_moved_on_and_one_that_was_never_told_was_passed_over(
    new_ledger, raised, health
):
    ledger = new_ledger()
    ledger.kept, ledger.stands = list(raised.kept), raised.stands
    at = datetime(2026, 4, 2, 15, 30, tzinfo=UTC)
    given = {"reason": "The senior managers have met already.", "tier": "2"}
    ledger.act(climb.move_up, "sam", at, question="tier:0", answers=given)

    assert became(ledger, health, at) == [
        "moved_on",
        "passed_over",
        *["running"] * 3,
    ]


def test_a_window_that_had_ended_before_it_was_raised_is_called_that(new_ledger, health):
    ledger = new_ledger()
    began = datetime(2026, 3, 25, 9, tzinfo=UTC)
    raised_at = datetime(2026, 4, 2, 14, tzinfo=UTC)
    ledger.opened(a_raising(began=began), "sam", raised_at)

    assert became(ledger, health, raised_at)[:2] == ["before_raising"] * 2


@pytest.fixture
def told_late(new_ledger):
    """Raised the next morning: the line managers are told as their window ends, four days on."""
    ledger = new_ledger()
    at = datetime(2026, 11, 27, 8, tzinfo=UTC)
    ledger.opened(a_raising(began=datetime(2026, 11, 26, 9, tzinfo=UTC)), "sam", at)
    for day in ((11, 27), (11, 30), (12, 1)):
        ledger.time(datetime(2026, *day, 17, 1, tzinfo=UTC))
    return ledger


def test_of_people_told_when_their_window_had_ended_it_is_not_said_that_they_recorded_nothing(
    told_late, health, key
):
    at = datetime(2026, 12, 1, 17, 5, tzinfo=UTC)
    document = record(told_late.stands, told_late.kept, health, at)
    printed = sheet(Record.model_validate(document), key.fingerprint)
    shown = [
        (one["told"], one["became"]) for stage in printed["stages"] for one in stage["windows"]
    ]
    late = (
        "It had ended when they were told; every tier has a full working day before the next is "
        "told."
    )
    assert shown == [
        ("Friday 27 November 2026, 08:00", "It ended with no outcome recorded."),
        ("Monday 30 November 2026, 17:01", late),
        ("Tuesday 1 December 2026, 17:01", late),
        ("", "It had not ended when this copy was made."),
        ("", "It had not ended when this copy was made."),
    ]
    assert verify(record_json.written(record_json.signed(document, key))).good


def test_of_a_tier_not_told_yet_it_is_said_that_it_had_not_been(told_late, health, key):
    at = datetime(2026, 12, 2, 17, 0, 30, tzinfo=UTC)
    document = record(told_late.stands, told_late.kept, health, at)
    printed = sheet(Record.model_validate(document), key.fingerprint)

    (window,) = [
        one
        for stage in printed["stages"]
        for one in stage["windows"]
        if one["tier"].startswith("Senior manager")
    ]
    assert window["became"].startswith("It had ended, and they had not been told;")
