"""Each agency's copy of the record: the same chain for all, and every reader on their own."""

import hashlib
import json
from dataclasses import replace

import pytest

from escalation.acts import duty
from escalation.directory.people import Post
from escalation.duties import duties
from scheduler.archive import FORMATS
from scheduler.sender import RefusedError, TryAgainError, UncertainError
from storage.outbox import GIVEN_UP
from tests.scheduler.office import PEOPLE

HEALTH, CARE = {"sam"}, {"priya"}
COPIES = 2 * len(FORMATS)
EACH = ("feedback-1", "record")


@pytest.fixture
def settled(office):
    """Settled between the two professionals, and not yet delivered."""
    reference = office.raises()
    office.works()
    office.settles(reference, "sam", "priya")
    return reference


def heads(office):
    return {
        (chain["length"], chain["head"])
        for _, _, content in office.platform.files
        if (chain := json.loads(content)["record"]["chain"])
    }


def readers(office):
    return sorted((person, name) for person, name, _ in office.platform.files)


def test_each_agency_has_its_own_copy(office, settled):
    office.works()

    assert readers(office) == [
        (who, f"{settled}.{name}") for who in ("priya", "sam") for name in FORMATS
    ]
    made_for = {
        person: json.loads(content)["record"]["reader"]["agency"]
        for person, _, content in office.platform.files
    }
    assert made_for == {"sam": "health", "priya": "care"}


def test_all_copies_end_in_the_same_head(office, settled):
    """Though each copy that leaves is itself an entry, made between one agency's and the next."""
    office.works()

    assert office.kinds(settled).count("exported") == COPIES
    ((length, _),) = heads(office)
    assert office.kinds(settled)[length - 1] == "settled"


def test_a_copy_tried_again_much_later_is_the_same_copy(office, settled):
    office.platform.fails("share", TryAgainError("unreachable", 3600))
    office.works()

    office.works("Friday 2026-04-03 09:00")

    assert len(heads(office)) == 1
    made_at = {json.loads(each)["record"]["made_at"] for _, _, each in office.platform.files}
    assert len(made_at) == 1
    assert office.kinds(settled).count("exported") == COPIES


def test_everybody_who_was_told_has_it_and_whoever_was_not_does_not(office):
    reference = office.raises()
    office.works("Tuesday 2026-04-07 17:01")
    office.settles(reference, "jo", "tom")

    office.works()

    assert {person for person, _, _ in office.platform.files} == {"sam", "priya", "jo", "tom"}


def test_a_reader_whom_the_platform_refuses_does_not_stop_the_others(office):
    reference = office.raises()
    office.works("Tuesday 2026-04-07 17:01")
    office.settles(reference, "jo", "tom")
    office.platform.refuses.add("sam")

    office.works()

    assert {person for person, _, _ in office.platform.files} == {"priya", "jo", "tom"}
    assert ("record", GIVEN_UP) not in office.outcomes(reference)


def test_where_nobody_of_an_agency_can_be_handed_its_record_it_is_an_alarm(office, settled):
    office.platform.refuses.add("priya")

    office.works()

    assert {person for person, _, _ in office.platform.files} == HEALTH
    alarms = [
        entry.who
        for kept in office.store.entries(settled)
        if (entry := office.store.read(kept)).kind == "undelivered" and entry.what == "record"
    ]
    assert alarms == ["The people of Social Care"]
    assert any(
        "The people of Social Care could not be" in text for text in office.platform.heard("bea")
    )
    assert settled.lower() in office.platform.closed, "and the rest goes on"


def test_whoever_has_left_the_directory_is_passed_over(office, settled):
    people = tuple(person for person in PEOPLE.people if person.id != "sam")
    posts = tuple(post for post in PEOPLE.posts if post.person != "sam")
    office.listed(replace(PEOPLE, people=people, posts=posts))

    office.works()

    assert {person for person, _, _ in office.platform.files} == CARE


def test_whoever_belongs_to_two_agencies_is_handed_the_record_of_each(office):
    """Pat, of an agency that is not involved, manages at both, at another tier of each."""
    both = (Post("pat", "line_manager", "health"), Post("pat", "next_manager", "care"))
    others = tuple(
        post
        for post in PEOPLE.posts
        if (post.role, post.agency) not in {(each.role, each.agency) for each in both}
    )
    office.listed(replace(PEOPLE, posts=(*others, *both)))
    reference = office.raises()
    office.works("Tuesday 2026-04-07 17:01")
    office.works("Wednesday 2026-04-08 17:01")
    office.settles(reference, "sam", "priya")

    office.works()

    made_for = [
        json.loads(content)["record"]["reader"]["agency"]
        for person, _, content in office.platform.files
        if person == "pat"
    ]
    assert sorted(made_for) == ["care", "health"]


def test_handed_over_twice_it_is_one_file(office, settled):
    office.platform.loses_the_answer("share")
    office.works()

    office.works("Thursday 2026-04-02 15:03")

    assert len(office.platform.files) == len(set(office.platform.files)) == COPIES


def test_a_file_that_may_have_been_shared_is_looked_up_by_its_own_id(office, settled):
    """FAILURES 25: made again it would have another."""
    office.platform.loses_the_answer("share")
    office.works()
    uploaded = len(office.platform.uploaded)
    office.platform.calls.clear()

    office.works("Thursday 2026-04-02 15:03")

    assert "find_file" in office.platform.calls
    assert len(office.platform.files) == COPIES
    assert uploaded == 1
    receipt = office.store.receipts.of(settled, "record:health:pdf", "sam")
    assert receipt.message in office.platform.uploaded


def test_a_file_that_was_not_shared_is_shared_and_not_uploaded_again(office, settled):
    office.platform.fails("share", UncertainError("no_answer"))
    office.works()

    office.works("Thursday 2026-04-02 15:03")

    assert len(office.platform.files) == len(office.platform.uploaded) == COPIES


def test_a_file_that_is_gone_by_then_is_uploaded_once_more(office, settled):
    office.platform.fails("share", UncertainError("no_answer"), RefusedError("file_not_found"))
    office.works()

    office.works("Thursday 2026-04-02 15:03")

    assert len(office.platform.files) == COPIES
    assert len(office.platform.uploaded) == COPIES + 1


def test_a_completed_closing_hands_over_the_copy_that_replaces_the_first(office, settled):
    """To whoever has the first, once; it names the head of both."""
    office.works()
    ((_, first),) = heads(office)
    done = {"how": "done", "words": "By telephone; RiO 4471"}
    answers = {f"s1:{each}.{part}": said for each in EACH for part, said in done.items()}
    office.does(settled, duty.closing, "sam", question="", answers=answers)
    office.works()
    office.works("Friday 2026-04-03 09:00")

    ((who, name, content),) = office.platform.files[COPIES:]
    assert (who, name) == ("sam", f"{settled}-copy-2.pdf")
    record = json.loads(content)["record"]
    copies = record["file_copies"]
    assert [each["head"] for each in copies["made"]] == [first, record["chain"]["head"]]
    assert not copies["to_come"]


@pytest.mark.parametrize("agency", ["care", "police"])
def test_whoever_filed_one_and_works_for_another_agency_since_is_not_handed_the_next(
    office, agency
):
    """Mina files for Health and moves, to the other side or to the police, before its next copy is made."""
    reference = office.raises()
    office.works("Tuesday 2026-04-07 17:01")
    office.works("Wednesday 2026-04-08 17:01")
    office.settles(reference, "jo", "tom")
    left = duties.asked(office.store.disagreement(reference), "health")
    answers = {f"{each.duty.id}.how": "done" for each in left}
    answers |= {f"{each.duty.id}.words": "MARKER" for each in left}
    office.does(reference, duty.closing, "mina", question="closing", answers=answers)
    people = tuple(
        replace(each, agency=agency, manager="") if each.id == "mina" else each
        for each in PEOPLE.people
    )
    posts = tuple(post for post in PEOPLE.posts if post.person != "mina")
    office.listed(replace(PEOPLE, people=people, posts=posts))

    office.works()

    of_health = {
        person
        for person, name, content in office.platform.files
        if json.loads(content)["record"]["reader"]["agency"] == "health" and "copy-2" in name
    }
    assert of_health == {"sam", "jo", "clare"}  # the next tier, in her place


def test_the_first_copy_says_that_another_is_to_come(office, settled):
    office.works()

    for _, _, content in office.platform.files:
        assert json.loads(content)["record"]["file_copies"]["to_come"]


def test_the_ledger_knows_each_copy_by_its_digest(office, settled):
    office.works()

    exported = [office.store.read(kept) for kept in office.store.entries(settled)]
    shas = {entry.sha256 for entry in exported if entry.kind == "exported"}
    assert shas == {sha256(content) for _, _, content in office.platform.files}


def sha256(content):
    return hashlib.sha256(content).hexdigest()
