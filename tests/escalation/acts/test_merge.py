"""Raised twice: one ends, the other goes on and keeps everything, and nobody is lost between them."""

from escalation import rights
from escalation.acts import answer, harm, say
from escalation.disagreement import Status
from escalation.owing import Admit, Close, Record, Telling, To
from escalation.permissions import Act, Relation
from escalation.refusals import NotNow, NotYours
from escalation.words import message
from escalation.words.card import card
from tests.escalation.story import DIRECTORY
from tests.escalation.two import OTHER, another, merged, taken_in

# The one that ends


def test_it_ends_as_merged_and_says_where_it_goes_on(easter):
    merged(easter, another())

    assert easter.disagreement.status is Status.MERGED
    assert f"merged this into {OTHER}" in easter.posts()
    assert "MARKER both of us raised it" in easter.posts()
    words = message.plain(card(easter.disagreement))
    assert f"merged into {OTHER}" in words
    assert "[" not in words, "nothing can be pressed any more"


def test_nothing_wakes_for_it_and_nobody_may_act_on_it(easter):
    merged(easter, another())

    assert easter.disagreement.moments() == ()
    refused = easter.refuses(NotNow, answer.take, "sam")
    assert f"was merged into {OTHER} on Thursday 2 April 2026, 15:00" in refused.sentence


def test_each_agency_gets_its_record_and_the_place_is_closed(easter):
    easter.forgets()
    merged(easter, another())

    assert [owed.agency for owed in easter.owed if isinstance(owed, Record)] == ["health", "care"]
    assert easter.owed[-1] == Close()


def test_everybody_is_told_once_wherever_they_are_named(easter):
    going_on = another(by="ann", other="priya")
    easter.reaches("Tuesday 2026-04-07 17:01").forgets()
    going_on.forgets()
    merged(easter, going_on)

    easter.expects_told({"sam", "priya", "jo", "tom"}, "merged")
    going_on.expects_told({"ann"}, f"taken_in:{easter.reference}")
    easter.expects_silence()
    going_on.expects_silence()


def test_their_messages_hold_no_content(easter):
    going_on = another(by="ann", other="priya")
    merged(easter, going_on)

    assert not any("MARKER" in each.text for each in [*easter.heard, *going_on.heard])


def test_a_record_that_was_merged_can_still_be_read_by_its_people(easter):
    merged(easter, another())

    for act in (Act.STATUS, Act.READ, Act.EXPORT):
        assert rights.may("sam", act, easter.disagreement, DIRECTORY)


def test_words_that_come_after_are_marked_as_that(easter):
    merged(easter, another()).does(say.say, "sam", text="MARKER one thing more")

    assert "Written after it was merged into another." in easter.reads(easter.last("said"))


def test_somebody_who_pressed_immediate_harm_still_hears_that_nobody_has_opened_it(easter):
    easter.does(harm.press, "sam")
    merged(easter, another())

    assert [wake.id for wake in easter.disagreement.moments()] == ["harm:1"]


# The one that goes on


def test_the_other_goes_on_from_where_it_stands_and_names_the_one_that_ended(easter):
    going_on = another()
    before = going_on.disagreement
    merged(easter, going_on)

    after = going_on.disagreement
    assert after.moments() == before.moments()
    assert (after.stage_tier, after.told, after.limits) == (
        before.stage_tier,
        before.told,
        before.limits,
    )
    assert f"Merged into this one: {easter.reference}" in message.plain(card(after))
    assert f"merged {easter.reference} into this one" in going_on.posts()


def test_whom_it_did_not_name_is_brought_in_and_at_work_on_it(easter):
    going_on = another(by="ann", other="priya")
    easter.does(answer.bring_lead, "sam").reaches("Tuesday 2026-04-07 17:01")
    going_on.forgets()
    taken_in(going_on, easter)

    admitted = [owed.who for owed in going_on.owed if isinstance(owed, Admit)]
    assert To("sam") in admitted
    assert len(admitted) == 4, "Sam, both line managers, Sam's safeguarding lead"
    for person in ("sam", "jo", "tom", "clare"):
        relations = rights.relations(person, going_on.disagreement, DIRECTORY)
        assert relations == {Relation.JOINED}
    going_on.does(say.say, "sam", text="I go on here").does(say.say, "jo", text="So do I")
    assert going_on.last("said").by.titled == "Jo Lee (Line manager / team manager)"
    assert going_on.disagreement.stage_tier == 0, "nobody's tier is entered by it"


def test_whoever_was_brought_in_decides_nothing_there_and_hands_nothing_on(easter):
    going_on = another(by="ann", other="priya")
    taken_in(going_on, easter)

    going_on.refuses(NotYours, answer.take, "sam")
    going_on.refuses(NotYours, answer.not_me, "sam")


def test_whoever_was_brought_in_is_told_how_it_ends(easter):
    going_on = another(by="ann", other="priya")
    taken_in(going_on, easter).forgets().settles("ann", "priya")

    assert "sam" in {each.person for each in going_on.heard if each.topic == "settled"}


def test_whom_it_names_already_is_not_brought_in_twice(easter):
    going_on = another().forgets()
    taken_in(going_on, easter)

    assert going_on.disagreement.joined == ()
    assert not any(isinstance(owed, Admit) for owed in going_on.owed)


def test_an_earlier_start_is_said_and_moves_no_date(easter):
    going_on = another("Thursday 2026-04-02 16:00")
    limits = going_on.disagreement.limits
    taken_in(going_on, easter)

    said = f"{easter.reference} began on Thursday 2 April 2026, 15:00, before this one."
    assert said in going_on.posts()
    assert "may correct when it began" in going_on.posts()
    assert going_on.disagreement.limits == limits


def test_of_a_later_start_nothing_is_said(easter):
    going_on = another("Thursday 2026-04-02 14:00")
    taken_in(going_on, easter)

    assert " began on " not in going_on.posts()


def test_no_telling_of_the_one_that_goes_on_goes_to_somebody_of_another_agency(easter):
    going_on = another(by="ann", other="priya").forgets()
    taken_in(going_on, easter)

    told = [owed.to for owed in going_on.owed if isinstance(owed, Telling)]
    assert told == [To("ann")]
