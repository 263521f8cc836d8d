"""Linking two: written on both or on neither, and nobody learns of one through the other."""

from datetime import timedelta

import pytest

from escalation.acts import answer, close
from escalation.permissions import Act
from handlers import act_forms
from handlers.request import Tells
from tests.handlers.reception import corrected, shown, told
from tests.handlers.stopping import stops_after

CHILD = {"how": "child"}


@pytest.fixture
def both(reception):
    """Sam's two: one against Priya, one against Pat of the police."""
    this = reception.raises()
    reception.office.now += timedelta(minutes=1)
    return this, reception.raises(other="slack:U0PAT", began_at="13:00")


def sends(reception, who, act, this, other, key="sent", **answers):
    form = shown(reception.asks(who, act, reference=this, question=act))
    return reception.sends(who, form, {"other": other, **answers}, key=key)


def links(reception, reference):
    return reception.office.store.disagreement(reference).links


def kinds(reception, both):
    return [reception.office.kinds(each) for each in both]


def test_it_stands_on_both(reception, both):
    this, other = both

    answer_ = told(sends(reception, "sam", "link", this, other.lower(), **CHILD))

    assert answer_.endswith(f"\n{this} and {other} are linked: the same child.")
    assert links(reception, this) == {other: "child"}
    assert links(reception, other) == {this: "child"}


def test_typed_with_both_references_the_form_has_the_other_in_it(reception, both):
    this, other = both
    form = shown(reception.asks("sam", "link", reference=this, answers={"other": other}))

    assert next(field for field in form.fields if field.id == "other").initial == other
    assert "999" in str(form.parts[0])


def test_without_a_reference_it_says_how_to_name_both(reception, both):
    assert "/escalate link ESC-… ESC-…" in told(reception.asks("sam", "link"))
    assert "/escalate unlink ESC-… ESC-…" in told(reception.asks("sam", "unlink"))


@pytest.mark.parametrize("act", ["link", "unlink", "merge"])
def test_the_other_is_refused_exactly_as_if_there_were_none(reception, both, act):
    """Priya is at work on the first, and not named in the second."""
    this, hidden = both
    stands, now = reception.office.store.disagreement(this), reception.office.now
    form = act_forms.form(Act(act), stands, act, now)
    forms = {"how": "child", "reason": "MARKER a guess"}
    answers = [
        corrected(reception.sends("priya", form, {**forms, **o}))
        for o in ({"other": hidden}, {"other": "ESC-AAAA-BBBB"})
    ]
    typed = [
        told(reception.asks("priya", act, reference=this, answers={"other": other}))
        for other in (hidden, "ESC-AAAA-BBBB")
    ]
    first = [
        told(reception.asks("priya", act, reference=other, answers={"other": this}))
        for other in (hidden, "ESC-AAAA-BBBB")
    ]

    assert answers[0] == answers[1]
    assert answers[0].field == "other"
    assert answers[0].sentence.startswith("There is no disagreement with this reference that names")
    assert typed[0] == typed[1] == first[0] == first[1] == answers[0].sentence
    assert reception.office.store.audit.of(hidden) == []
    assert not any("linked" in each for each in kinds(reception, both))


def test_a_link_gives_nobody_a_right_to_see_the_other(reception, both):
    this, other = both
    sends(reception, "sam", "link", this, other, **CHILD)

    for who, hidden in (("priya", other), ("pat", this)):
        for word in ("status", "export"):
            refused = told(reception.asks(who, word, reference=hidden))
            assert "There is no disagreement with this reference that names you." in refused


def test_whoever_may_see_the_other_and_is_not_at_work_on_it_is_told_who_is(reception, both):
    """Clare advises on the second: she reads it, and links nothing."""
    this, other = both
    reception.office.does(other, answer.bring_lead, "sam")
    reception.office.does(this, answer.bring_lead, "sam")

    assert "This is for" in told(reception.asks("clare", "link", reference=this))


def test_the_same_form_sent_twice_links_them_once(reception, both):
    this, other = both
    for _ in range(2):
        assert isinstance(sends(reception, "sam", "link", this, other, **CHILD), Tells)

    assert [each.count("linked") for each in kinds(reception, both)] == [1, 1]


@pytest.mark.parametrize("key", ["sent", "another press"])
def test_stopped_half_way_it_is_finished_by_the_same_press_or_another(reception, both, key):
    this, other = both
    with stops_after(reception, 1):
        sends(reception, "sam", "link", this, other, **CHILD)
    assert links(reception, other) == {}

    form = shown(reception.asks("sam", "link", reference=this, question="link"))
    reception.sends("sam", form, {"other": other, **CHILD}, key=key)

    assert links(reception, other) == {this: "child"}
    assert [each.count("linked") for each in kinds(reception, both)] == [1, 1]


def test_stopped_half_way_a_press_on_the_other_finishes_it_too(reception, both):
    this, other = both
    with stops_after(reception, 1):
        sends(reception, "sam", "link", this, other, **CHILD)

    sends(reception, "sam", "link", other, this, key="on the other", **CHILD)

    assert links(reception, other) == {this: "child"}
    assert [each.count("linked") for each in kinds(reception, both)] == [1, 1]


def test_what_was_unlinked_since_is_not_half_linked_again_by_a_late_delivery(reception, both):
    this, other = both
    with stops_after(reception, 1):
        sends(reception, "sam", "link", this, other, **CHILD)
    sends(reception, "sam", "unlink", this, other, reason="Two families", key="later")

    late = corrected(sends(reception, "sam", "link", this, other, **CHILD))

    assert "Somebody has changed this link since." in late.sentence
    assert (links(reception, this), links(reception, other)) == ({}, {})


def test_a_field_that_is_missing_is_asked_for_and_neither_is_written(reception, both):
    this, other = both

    assert corrected(sends(reception, "sam", "link", this, other)).field == "how"
    assert corrected(sends(reception, "sam", "link", this, "", **CHILD)).field == "other"
    assert corrected(sends(reception, "sam", "link", this, this, **CHILD)).field == "other"
    assert not any("linked" in each for each in kinds(reception, both))


def test_unlinked_it_stands_on_neither(reception, both):
    this, other = both
    sends(reception, "sam", "link", this, other, **CHILD)

    answer_ = sends(reception, "sam", "unlink", other, this, reason="Two families", key="un")

    assert told(answer_).endswith(f"\n{other} and {this} are not linked.")
    assert (links(reception, this), links(reception, other)) == ({}, {})
    assert all(each[-1] == "unlinked" for each in kinds(reception, both))


@pytest.mark.parametrize("named", [(0, 1), (1, 0)])
def test_unlinking_that_stopped_half_way_is_finished_by_the_next_press(reception, both, named):
    """The link stands on the other alone: whichever is named first, the form is that one's."""
    this, other = both
    sends(reception, "sam", "link", this, other, **CHILD)
    with stops_after(reception, 1):
        sends(reception, "sam", "unlink", this, other, reason="Two families", key="un")
    assert (links(reception, this), links(reception, other)) == ({}, {this: "child"})

    first, second = (both[each] for each in named)
    form = shown(reception.asks("sam", "unlink", reference=first, answers={"other": second}))
    answers = {"other": form.fields[0].initial, "reason": "Two families"}
    reception.sends("sam", form, answers, key="again")

    assert links(reception, other) == {}
    assert [each.count("unlinked") for each in kinds(reception, both)] == [1, 1]


def test_a_form_to_unlink_that_is_delivered_twice_finishes_what_it_began(reception, both):
    this, other = both
    sends(reception, "sam", "link", this, other, **CHILD)
    form = shown(reception.asks("sam", "unlink", reference=this, question="unlink"))
    answers = {"other": other, "reason": "Two families"}
    with stops_after(reception, 1):
        reception.sends("sam", form, answers, key="un")

    reception.sends("sam", form, answers, key="un")

    assert (links(reception, this), links(reception, other)) == ({}, {})
    assert [each.count("unlinked") for each in kinds(reception, both)] == [1, 1]


def test_the_form_to_unlink_offers_the_links_there_are_and_no_other(reception, both):
    this, other = both
    sends(reception, "sam", "link", this, other, **CHILD)

    field = shown(reception.asks("sam", "unlink", reference=this, question="unlink")).fields[0]

    assert field.options == ((other, f"{other} (the same child)"),)
    assert field.initial == other


def test_with_no_link_it_says_so_before_any_form(reception, both):
    answer_ = told(reception.asks("sam", "unlink", reference=both[0]))

    assert answer_ == f"{both[0]} is linked with no other. Nothing has changed."


def test_two_that_are_not_linked_are_said_to_be_that_whatever_else_is_linked(reception, both):
    this, other = both
    reception.office.now += timedelta(minutes=1)
    third = reception.raises(began_at="12:00")
    sends(reception, "sam", "link", this, other, **CHILD)

    answer_ = told(reception.asks("sam", "unlink", reference=this, answers={"other": third}))

    assert answer_ == f"{this} and {third} are not linked. Nothing has changed."


def test_of_several_links_the_form_names_the_one_that_was_typed(reception, both):
    this, other = both
    reception.office.now += timedelta(minutes=1)
    third = reception.raises(began_at="12:00")
    sends(reception, "sam", "link", this, other, **CHILD)
    sends(reception, "sam", "link", this, third, key="third", **CHILD)

    form = shown(reception.asks("sam", "unlink", reference=this, answers={"other": third}))

    assert form.fields[0].initial == third


@pytest.mark.parametrize("act", ["link", "unlink", "merge"])
def test_with_three_references_it_is_refused_and_none_is_dropped(reception, both, act):
    this, other = both
    typed = {"other": f"{other} ESC-AAAA-BBBB"}

    answer_ = told(reception.asks("sam", act, reference=this, answers=typed))

    assert "These are more than two, and nothing was done." in answer_
    assert f"/escalate {act} ESC-… ESC-…" in answer_


def test_one_that_has_ended_is_linked_and_nothing_is_posted_to_its_closed_place(reception, both):
    this, other = both
    reception.office.does(other, close.withdraw, "sam")
    reception.office.works()
    before = len(reception.office.platform.thread(other.lower()))

    sends(reception, "sam", "link", this, other, **CHILD)
    reception.office.works()

    assert links(reception, other) == {this: "child"}
    assert len(reception.office.platform.thread(other.lower())) == before
    assert "linked this with" in reception.office.platform.thread(this.lower())[-1]
