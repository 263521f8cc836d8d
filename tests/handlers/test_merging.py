"""Merging two: one ends, the other goes on, both references live on, and nothing half-happens."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from escalation.acts import close, meet, merge, say
from escalation.disagreement import Status
from tests.handlers.reception import corrected, shown, told
from tests.handlers.stopping import Stopping, stops_after

SAME = {"reason": "MARKER both of us raised it"}


@pytest.fixture
def both(reception):
    """Raised by Sam against Priya at two, and by Priya against Ann at three."""
    first = reception.raises()
    reception.office.now += timedelta(minutes=1)
    return first, reception.raises("priya", began_at="15:00", other="slack:U0ANN")


def sends(reception, who, this, other, key="sent", **answers):
    form = shown(reception.asks(who, "merge", reference=this, question="merge"))
    return reception.sends(who, form, {"other": other, **SAME, **answers}, key=key)


def stands(reception, reference):
    return reception.office.store.disagreement(reference)


def counted(reception, reference, kind):
    return reception.office.kinds(reference).count(kind)


def test_one_ends_and_the_other_goes_on(reception, both):
    ending, going_on = both

    answer = told(sends(reception, "priya", ending, going_on))

    assert f"{ending} has been merged into {going_on}, where everything goes on." in answer
    assert stands(reception, ending).merged_into == going_on
    assert stands(reception, going_on).is_open
    assert stands(reception, going_on).merged_in == (ending,)
    assert reception.office.store.open_references() == [going_on]


def test_the_status_of_the_one_that_ended_says_where_the_other_stands(reception, both):
    ending, going_on = both
    sends(reception, "priya", ending, going_on)

    for who in ("sam", "priya"):
        answer = told(reception.asks(who, "status", reference=ending))
        assert f"merged into {going_on}" in answer
        assert f"It goes on in {going_on}" in answer
        assert "once Tuesday 7 April has ended" in answer
        assert "MARKER" not in answer
    assert "status" in [each.what for each in reception.office.store.audit.of(going_on)]


def test_of_two_merges_in_a_row_the_status_says_where_the_last_one_stands(reception, both):
    ending, going_on = both
    reception.office.now += timedelta(minutes=1)
    last = reception.raises("priya", other="slack:U0SAM", began_at="15:00")
    sends(reception, "priya", ending, going_on)
    sends(reception, "priya", going_on, last, key="again")

    assert f"It goes on in {last}" in told(reception.asks("sam", "status", reference=ending))
    assert "no disagreement" not in told(reception.asks("ann", "status", reference=last))


def test_whoever_may_not_see_the_other_hears_nothing_of_where_it_stands(reception, both):
    """The partnership's office was told of an alarm in the one that ended, and of nothing else."""
    ending, going_on = both
    reception.office.does(ending, say.say, "pat", text="MARKER")
    sends(reception, "priya", ending, going_on)

    answer = told(reception.asks("bea", "status", reference=ending))
    assert f"merged into {going_on}" in answer
    assert "It goes on in" not in answer
    seen = reception.office.store.audit.of(going_on)
    assert "bea" not in {each.who for each in seen}
    assert "names you" in told(reception.asks("ann", "status", reference=ending))


def test_its_record_is_filed_as_it_was_and_its_place_closed(reception, both):
    ending, going_on = both
    reception.office.works()
    sends(reception, "priya", ending, going_on)
    reception.office.works()

    platform = reception.office.platform
    assert platform.closed == {ending.lower()}
    assert sorted(name for _, name, _ in platform.files if name.startswith(ending)) == (
        [f"{ending}.pdf"] * 2
    )
    assert counted(reception, ending, "exported") == 2
    assert f"merged {ending} into this one" in "\n".join(platform.thread(going_on.lower()))


def test_each_person_is_told_of_it_once_and_of_the_one_that_ended_nothing_more(reception, both):
    ending, going_on = both
    reception.office.works()
    before = {who: len(reception.office.platform.heard(who)) for who in ("sam", "priya", "ann")}
    sends(reception, "priya", ending, going_on)
    reception.office.works()

    heard = {who: reception.office.platform.heard(who)[n:] for who, n in before.items()}
    assert [sum("merged into" in text for text in texts) for texts in heard.values()] == [1, 1, 1]
    assert not any("MARKER" in text for texts in heard.values() for text in texts)

    said = len(reception.office.platform.told)
    reception.office.works("Tuesday 2026-04-07 17:01")
    later = "\n".join(each.text for each in reception.office.platform.told[said:])
    assert going_on in later
    assert ending not in later


def test_whoever_is_brought_in_is_in_the_place_and_reads_it(reception, both):
    ending, going_on = both
    reception.office.works()
    assert "names you" in told(reception.asks("sam", "status", reference=going_on))

    sends(reception, "priya", ending, going_on)
    reception.office.works()

    assert "sam" in reception.office.platform.members[going_on.lower()]
    assert going_on in told(reception.asks("sam", "status", reference=going_on))
    assert going_on in told(reception.asks("sam", "list"))


def test_whoever_was_brought_in_is_handed_the_record_in_the_end(reception, both):
    ending, going_on = both
    sends(reception, "priya", ending, going_on)
    reception.office.settles(going_on, "ann", "priya")
    reception.office.works()

    handed = [(to, name) for to, name, _ in reception.office.platform.files]
    assert ("sam", f"{going_on}.pdf") in [(to.removeprefix("D-"), name) for to, name in handed]


def test_an_earlier_start_is_said_in_the_thread(reception, both):
    ending, going_on = both
    sends(reception, "priya", ending, going_on)
    reception.office.works()

    thread = "\n".join(reception.office.platform.thread(going_on.lower()))
    assert f"{ending} began on Thursday 2 April 2026, 14:00, before this one." in thread


# Stopped half-way, twice, and refused


def test_the_same_form_sent_twice_merges_them_once(reception, both):
    ending, going_on = both
    form = shown(reception.asks("priya", "merge", reference=ending, question="merge"))
    answers = {"other": going_on, **SAME}
    for _ in range(2):
        assert "has been merged" in told(reception.sends("priya", form, answers, key="sent"))

    assert counted(reception, ending, "merged") == counted(reception, going_on, "taken_in") == 1


@pytest.mark.parametrize("key", ["sent", "another press"])
def test_stopped_half_way_nobody_is_without_a_clock_and_done_again_it_is_finished(
    reception, both, key
):
    ending, going_on = both
    with stops_after(reception, 1):
        sends(reception, "priya", ending, going_on)
    assert stands(reception, ending).is_open
    assert stands(reception, ending).moments()

    sends(reception, "priya", ending, going_on, key=key)

    assert stands(reception, ending).merged_into == going_on
    assert counted(reception, ending, "merged") == counted(reception, going_on, "taken_in") == 1


def test_whoever_was_told_since_it_stopped_is_brought_in_when_it_is_finished(reception, both):
    ending, going_on = both
    with stops_after(reception, 1):
        sends(reception, "priya", ending, going_on)
    reception.office.does(going_on, meet.meet, "ann", answers={"meet_on": "2026-04-30"})
    reception.office.works("Tuesday 2026-04-07 17:01")

    sends(reception, "priya", ending, going_on)

    assert stands(reception, ending).merged_into == going_on
    reads = told(reception.asks("jo", "status", reference=going_on))
    assert going_on in reads


def test_what_ended_while_it_stood_half_way_is_taken_out_again(reception, both):
    ending, going_on = both
    with stops_after(reception, 1):
        sends(reception, "priya", ending, going_on)
    form = shown(reception.asks("priya", "merge", reference=ending, question="merge"))
    reception.office.does(ending, close.withdraw, "sam")

    refused = corrected(reception.sends("priya", form, {"other": going_on, **SAME}))

    assert "was withdrawn on" in refused.sentence
    assert stands(reception, ending).status is Status.WITHDRAWN
    assert stands(reception, going_on).merged_in == ()
    assert reception.office.kinds(going_on)[-1] == "merge_undone"
    assert "names you" in told(reception.asks("sam", "status", reference=going_on))


@dataclass
class Overtaken(Stopping):
    """Something happens in the moment between the two acts."""

    meanwhile: Callable[[], object] = list

    def act(self, reference, rule, **named):
        written = self.store.act(reference, rule, **named)
        if rule.func is merge.take_in:
            self.meanwhile()
        return written


def overtaken(reception, ending, going_on, meanwhile):
    form = shown(reception.asks("priya", "merge", reference=ending, question="merge"))
    store = Overtaken(reception.desk.store, 9, meanwhile)
    reception.desk = replace(reception.desk, store=store)
    return corrected(reception.sends("priya", form, {"other": going_on, **SAME}))


def test_overtaken_between_the_two_acts_it_is_refused_and_nothing_half_happens(reception, both):
    ending, going_on = both
    refused = overtaken(
        reception, ending, going_on, lambda: reception.office.does(ending, close.withdraw, "sam")
    )

    assert "was withdrawn on" in refused.sentence
    assert stands(reception, going_on).merged_in == ()
    assert stands(reception, going_on).joined == ()


def test_what_is_settled_between_the_two_acts_takes_nothing_with_it(reception, both):
    """The other would have ended with nobody's turn left, and no alarm."""
    ending, going_on = both
    refused = overtaken(
        reception, ending, going_on, lambda: reception.office.settles(going_on, "ann", "priya")
    )

    assert f"{going_on} was settled on" in refused.sentence
    assert stands(reception, ending).is_open
    assert stands(reception, ending).moments()
    assert stands(reception, going_on).merged_in == ()
    assert stands(reception, going_on).status is Status.SETTLED


def test_what_was_settled_while_it_stood_half_way_is_left_alone_again(reception, both):
    ending, going_on = both
    with stops_after(reception, 1):
        sends(reception, "priya", ending, going_on)
    reception.office.settles(going_on, "ann", "priya")

    refused = corrected(sends(reception, "priya", ending, going_on))

    assert f"{going_on} was settled on" in refused.sentence
    assert stands(reception, ending).is_open
    assert stands(reception, going_on).merged_in == ()


def test_other_agencies_are_refused_and_neither_is_written(reception, both):
    ending, _ = both
    reception.office.now += timedelta(minutes=1)
    other = reception.raises(other="slack:U0PAT")
    before = reception.office.kinds(ending), reception.office.kinds(other)

    refused = corrected(sends(reception, "sam", ending, other))

    assert "are not between the same agencies" in refused.sentence
    assert (reception.office.kinds(ending), reception.office.kinds(other)) == before


def test_it_needs_a_reason_and_another_reference(reception, both):
    ending, going_on = both

    assert corrected(sends(reception, "priya", ending, going_on, reason="")).field == "reason"
    assert corrected(sends(reception, "priya", ending, ending)).field == "other"
    assert corrected(sends(reception, "priya", ending, "")).field == "other"


def test_what_has_ended_has_no_form_for_it(reception, both):
    ending, going_on = both
    sends(reception, "priya", ending, going_on)

    answer = told(reception.asks("priya", "merge", reference=ending))
    assert f"was merged into {going_on}" in answer
