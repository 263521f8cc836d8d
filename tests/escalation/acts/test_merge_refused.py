"""Merging done again, stopped half-way, overtaken, or refused: nothing half-happens."""

from dataclasses import replace

import pytest

from escalation.acts import close, merge, wrong
from escalation.disagreement import Status
from escalation.owing import Release, To
from escalation.refusals import NotNow, NotYours, Unusable
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story
from tests.escalation.two import OTHER, SAME, another, merged, taken_in


def test_done_again_nothing_happens(easter):
    going_on = another()
    merged(easter, going_on)

    again = easter.does(merge.merge, "priya", into=going_on.disagreement, answers=SAME)
    assert again.kinds().count("merged") == 1


def test_stopped_half_way_the_one_that_ends_is_still_open_and_done_again_it_is_finished(easter):
    going_on = another()
    taken_in(going_on, easter)
    assert easter.disagreement.is_open
    assert easter.disagreement.moments()

    merged(easter, going_on)
    assert going_on.kinds().count("taken_in") == 1
    assert easter.disagreement.status is Status.MERGED


def test_whoever_was_told_while_it_stood_half_way_is_brought_in_too(easter):
    going_on = another(by="ann", other="priya")
    taken_in(going_on, easter)
    easter.reaches("Tuesday 2026-04-07 17:01")
    going_on.now = easter.now
    going_on.forgets()

    taken_in(going_on, easter)

    came = {each.who for each in going_on.disagreement.joined} - {To("sam")}
    assert came == set(easter.disagreement.everybody_at(1))
    assert going_on.disagreement.merged_in == (easter.reference,)
    going_on.expects_silence()


def test_what_could_not_end_as_merged_is_taken_out_again_with_its_people(easter):
    going_on = another(by="ann", other="priya")
    taken_in(going_on, easter).forgets()
    easter.does(close.withdraw, "sam")

    entries = merge.undo(
        going_on.disagreement, easter.now, easter.calendar, DIRECTORY, other=easter.disagreement
    )
    going_on._lived(entries)

    assert going_on.disagreement.merged_in == ()
    assert going_on.disagreement.joined == ()
    assert [owed.who.person for owed in going_on.owed if isinstance(owed, Release)] == ["sam"]
    assert "was not merged into this one after all" in going_on.posts()


def test_what_has_ended_as_merged_is_not_taken_out(easter):
    going_on = another()
    merged(easter, going_on)
    asked = (going_on.disagreement, easter.now, easter.calendar, DIRECTORY)

    assert merge.undo(*asked, other=easter.disagreement) == []


def test_two_with_other_agencies_are_not_merged_and_it_says_why(easter):
    going_on = another(by="sam", other="pat")
    refused = going_on.refuses(
        NotNow, merge.take_in, "sam", other=easter.disagreement, answers=SAME
    )

    assert "are not between the same agencies" in refused.sentence
    assert "Link them instead." in refused.sentence


def test_two_under_different_procedures_are_not_merged_and_it_says_why(easter):
    elsewhere = replace(BERKSHIRE, id="another-county")
    going_on = Story(reference=OTHER, procedure=elsewhere).raised(
        "Thursday 2026-04-02 15:00", by="priya", other="sam"
    )
    refused = going_on.refuses(
        NotNow, merge.take_in, "sam", other=easter.disagreement, answers=SAME
    )

    assert "were raised under different procedures" in refused.sentence


def test_somebody_who_works_elsewhere_now_is_not_brought_in_and_it_says_whom(easter):
    going_on = another(by="ann", other="priya")
    people = tuple(
        replace(each, agency="police") if each.id == "sam" else each for each in DIRECTORY.people
    )
    going_on.directory = replace(DIRECTORY, people=people)
    refused = going_on.refuses(
        NotNow, merge.take_in, "priya", other=easter.disagreement, answers=SAME
    )

    assert "Sam Okafor is named in" in refused.sentence
    assert "no longer works for an agency" in refused.sentence


@pytest.mark.parametrize("ended", ["ending", "going_on"])
def test_what_has_ended_is_not_merged(easter, ended):
    going_on = another()
    (easter if ended == "ending" else going_on).does(
        close.withdraw, "sam" if ended == "ending" else "priya"
    )

    refused = going_on.refuses(
        NotNow, merge.take_in, "priya", other=easter.disagreement, answers=SAME
    )
    assert "was withdrawn on" in refused.sentence


def test_two_that_are_merged_into_each_other_at_once_are_not_both_ended(easter):
    going_on = another()
    taken_in(going_on, easter)
    easter._lived(
        merge.take_in(
            easter.disagreement,
            easter.now,
            easter.calendar,
            DIRECTORY,
            by="sam",
            other=replace(going_on.disagreement, merged_in=()),
            answers=SAME,
        )
    )

    refused = easter.refuses(NotNow, merge.merge, "priya", into=going_on.disagreement, answers=SAME)
    assert "already" in refused.sentence
    refused = going_on.refuses(NotNow, merge.merge, "sam", into=easter.disagreement, answers=SAME)
    assert "already" in refused.sentence


def test_it_is_not_merged_into_itself(easter):
    refused = easter.refuses(Unusable, merge.merge, "sam", into=easter.disagreement, answers=SAME)
    assert refused.field == "other"


def test_merging_needs_its_reason(easter):
    going_on = another()
    refused = going_on.refuses(
        Unusable, merge.take_in, "sam", other=easter.disagreement, answers={}
    )

    assert refused.field == "reason"
    assert (
        easter.refuses(Unusable, merge.merge, "sam", into=going_on.disagreement, answers={}).field
        == "reason"
    )


@pytest.mark.parametrize("who", ["pat", "jo", "bea"])
def test_only_somebody_at_work_on_it_merges_it(easter, who):
    going_on = another()
    easter.refuses(NotYours, merge.merge, who, into=going_on.disagreement, answers=SAME)
    going_on.refuses(NotYours, merge.take_in, who, other=easter.disagreement, answers=SAME)


def test_whose_access_to_the_one_that_goes_on_has_ended_is_not_brought_back_into_it(easter):
    """Jo was brought into the other by mistake: only that this one has ended is hers to know."""
    easter.reaches("Tuesday 2026-04-07 17:01")
    going_on = another(by="sam", other="priya").reaches("Tuesday 2026-04-07 17:01")
    going_on.does(wrong.wrong, "sam", answers={"who": "jo", "reason": "MARKER a mistake"})
    going_on.forgets()
    easter.forgets()

    merged(easter, going_on)

    assert going_on.disagreement.joined == ()
    assert "jo" not in {each.person for each in going_on.heard}
    heard = {each.person: each.text for each in easter.heard if each.topic == "merged"}
    assert set(heard) == {"sam", "priya", "jo", "tom"}
    assert "you are in it" not in heard["jo"]
    assert f"Your access to {OTHER} has ended, so you are not in it." in heard["jo"]
    assert all("you are in it" in heard[each] for each in ("sam", "priya", "tom"))
