"""What is left is asked of one person for each side, with a button, until it is answered."""

from escalation.acts import agree, climb, close, duty, wrong
from escalation.disagreement import fold
from escalation.duties import closing
from escalation.owing import RoleAt, To
from escalation.texts.stages import Window
from escalation.words import card, message
from tests.escalation.duties.test_duties import RAISED, asking, stated
from tests.escalation.other_texts import changed, moves
from tests.escalation.story import AGREEMENT, Story, time

WHY = {"reason": "MARKER"}
ANSWERED = {"s1:consult.how": "done", "s1:consult.words": "MARKER"}
PAGE = "[See to what is left]"
# Stage 1 of the Berkshire text, were it to ask this as well.
CONSULT = (
    "    feedback:\n",
    "    duties:\n      - id: consult\n        by: practitioner\n        what: Consult.\n"
    "        force: must\n        req: [R-004-07]\n    feedback:\n",
)


def asked(story: Story) -> list[str]:
    """Who was told of what is left, since it ended."""
    return [each.person for each in story.heard if each.topic == "closing"]


def test_whoever_approved_for_their_agency_is_asked_and_nobody_else_of_it(easter: Story):
    easter.reaches("Wednesday 2026-04-08 17:01").forgets().settles("clare", "helen")

    assert asked(easter) == ["clare", "helen"]


def test_where_they_were_cut_whoever_holds_the_tier_is_asked(easter: Story):
    easter.reaches("Wednesday 2026-04-08 17:01").settles("mina", "helen")
    easter.does(wrong.wrong, "sam", answers={"who": "mina", **WHY}).forgets()

    easter.reaches("Thursday 2026-04-09 12:00")
    assert "mina" not in {each.person for each in easter.heard}
    assert "clare" in {each.person for each in easter.heard}


def test_the_message_says_what_is_left_and_how_strongly_and_nothing_of_the_case(easter: Story):
    easter.settles("sam", "priya")

    text = next(each.text for each in easter.heard if each.topic == "closing")
    assert "It is settled. The procedure asks this of Health Trust besides:" in text
    assert "Should: Tell the professional and the line manager / team manager what was" in text
    assert "The procedure says: “Any action agreed is fed back immediately" in text
    assert PAGE in text
    assert "MARKER" not in text
    assert "joint visit" not in text


def test_the_button_stands_on_the_card_while_something_is_left_and_it_is_open():
    story = Story(procedure=asking(stated(by="practitioner"))).raised(RAISED)
    assert PAGE.strip("]") in message.plain(card.card(story.disagreement))

    for by in ("sam", "priya"):
        story.does(duty.closing, by, answers=ANSWERED)
    assert PAGE.strip("]") not in message.plain(card.card(story.disagreement))


def test_what_a_manager_has_to_do_waits_for_their_tier_with_whoever_is_asked_now():
    """Of a tier that has not been told nobody hears of it by a duty."""
    story = Story(procedure=asking(stated(by="line_manager"))).raised(RAISED)
    assert {each.person for each in story.heard if each.topic == "duty:s1:consult"} == {
        *("sam", "priya"),
    }

    story.reaches("Tuesday 2026-04-07 17:01").forgets().reaches("Friday 2026-04-10 12:00")
    told = [each.telling.to for each in story.heard if each.topic == "closing:2"]
    assert told == [
        RoleAt("line_manager", "health", "sam"),
        RoleAt("line_manager", "care", "priya"),
    ]


def test_a_duty_of_the_office_is_told_to_its_role_without_content():
    story = Story(procedure=asking(stated("note", "independent_scrutineer"))).raised(RAISED)

    (told,) = [each for each in story.heard if each.topic == "duty:s1:note"]
    assert (told.person, "MARKER" in told.text) == ("ivor", False)
    assert PAGE.strip("]") in told.text
    assert story.disagreement.noticed == {"independent_scrutineer"}


def test_where_an_agreement_is_proposed_after_all_the_review_is_not_asked_for_any_more():
    story = Story().raised(RAISED, start_tier=4, start_reason="MARKER")
    story.does(climb.not_agreed, "ruth").does(climb.not_agreed, "anne")
    story.does(agree.propose, "ruth", answers=AGREEMENT).forgets()

    story.reaches("Tuesday 2026-04-07 12:00")
    assert not [each for each in story.heard if each.topic.startswith("closing")]
    assert story.reads(story.last("closing_asked")) == "Nothing is left to see to any more."
    assert not [wake for wake in story.disagreement.moments() if wake.is_closing]

    story.does(climb.not_agreed, "ruth").does(climb.not_agreed, "anne")
    assert [wake for wake in story.disagreement.moments() if wake.is_closing]


def test_an_old_ledger_without_a_closing_is_asked_nothing(easter: Story):
    easter.settles("sam", "priya")
    entries = [each for each in easter.entries if each.kind != "closing_opened"]
    old = fold(easter.reference, easter.procedure, entries)
    assert old.moments() == ()
    assert closing.quieted(old) == old


def test_of_what_was_withdrawn_a_professionals_manager_hears_nothing(easter: Story):
    easter.forgets().does(close.withdraw, "sam", answers=WHY)

    tellings = [each.telling for each in easter.heard if each.topic == "closing"]
    assert [(each.to, each.farthest) for each in tellings] == [
        (To("sam"), "holder"),
        (To("priya"), "holder"),
    ]


def test_a_window_counted_from_the_start_is_counted_from_the_day_it_began():
    hangs = Window(working_days=3, counted_from="start", words="within three working days")
    story = Story(procedure=asking(stated(by="practitioner", within=hangs)))
    story.raised("Monday 2026-04-13 09:00", "Wednesday 2026-04-15 10:00")

    fell = story.disagreement.fallen_due["s1:consult", "health"]
    assert fell.limit == time("Thursday 2026-04-16 17:00")


def test_moved_to_another_text_what_that_asks_is_told_once_and_asked_again():
    story = Story().raised(RAISED).forgets()
    moves(story, changed(CONSULT))
    story.expects_told({"sam", "priya"}, "duty:s1:consult:of-1")

    story.reaches("Tuesday 2026-04-07 12:00").expects_told({"sam", "priya"}, "closing:1")
    assert story.kinds().count("duties_due") == 1


def test_moved_to_another_text_what_was_told_before_is_not_told_again():
    story = Story(procedure=changed(CONSULT)).raised(RAISED).forgets()
    moves(story, changed(CONSULT, version="May 2026"))

    assert not [each for each in story.heard if each.topic.startswith("duty")]
    assert story.kinds().count("duties_due") == 1
