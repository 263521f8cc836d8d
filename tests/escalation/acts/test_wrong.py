"""Wrong recipient: who can be cut, who is asked instead, and the breach note."""

from dataclasses import replace

import pytest

from escalation import breach, rights
from escalation.acts import agree, answer, climb, close, reopen, wrong
from escalation.directory.people import Post
from escalation.owing import Admit, Release, RoleAt, Telling, To
from escalation.permissions import Act, Relation
from escalation.refusals import NotYours, Stale, Unusable
from escalation.taking_part import brought_in
from escalation.words import message
from tests.escalation.story import AGREEMENT, DIRECTORY, Story, time
from tests.escalation.test_team_named import PEOPLE

WHY = "MARKER the parent of the child"


@pytest.fixture
def told(easter: Story) -> Story:
    """The line managers have been told: Jo, and Tom, for whom Kofi deputises."""
    return easter.reaches("Tuesday 2026-04-07 17:01").forgets()


def cuts(story: Story, who: str, by: str = "priya", **given: object) -> Story:
    """Somebody says that a person should never have been brought in."""
    return story.does(wrong.wrong, by, answers={"who": who, "reason": WHY}, **given)


def owed_to(story: Story, topic: str) -> list[str]:
    """To whom this was told, as recipients."""
    told = [owed for owed in story.owed if isinstance(owed, Telling)]
    return [str(owed.to) for owed in told if owed.topic == topic]


def test_they_are_a_stranger_from_now_on_whatever_they_hold(told: Story):
    cuts(told, "tom")

    assert rights.relations("tom", told.disagreement, DIRECTORY) == {Relation.STRANGER}
    assert rights.audiences("tom", told.disagreement, DIRECTORY) == frozenset()
    assert Release(To("tom")) in told.owed
    with pytest.raises(NotYours, match="Your access to this has ended"):
        rights.check("tom", Act.TAKE, told.disagreement, DIRECTORY)
    assert rights.may("tom", Act.HARM, told.disagreement, DIRECTORY)


def test_whoever_deputises_is_asked_in_their_place(told: Story):
    told.does(answer.take, "tom").forgets()

    cuts(told, "tom")

    post = RoleAt("line_manager", "care", "priya")
    assert Admit(post) in told.owed
    assert owed_to(told, "redirected:cut1") == ["line_manager@care"]
    assert rights.standing(post, told.disagreement, DIRECTORY)[0].id == "kofi"
    assert "care" not in told.disagreement.holders
    told.does(answer.take, "kofi")
    assert told.disagreement.holders["care"].person == "kofi"


def test_where_nobody_stands_in_the_business_manager_hears_of_the_hole(told: Story):
    only = replace(
        DIRECTORY,
        posts=tuple(post for post in DIRECTORY.posts if post.person != "max"),
    )
    told.directory = only

    cuts(told, "jo", by="sam")

    told.expects_told({"bea"}, "hole:cut1")
    assert not [owed for owed in told.owed if isinstance(owed, Admit)]


def test_another_who_holds_the_role_is_asked(told: Story):
    """Max is a line manager of the same agency."""
    cuts(told, "jo", by="sam")

    assert owed_to(told, "redirected:cut1") == ["line_manager@health"]
    assert rights.standing(RoleAt("line_manager", "health", "sam"), told.disagreement, DIRECTORY)


def test_a_deputy_who_has_it_is_cut_and_the_one_they_stood_in_for_is_asked(told: Story):
    told.does(answer.take, "kofi").forgets()

    cuts(told, "kofi")

    assert owed_to(told, "redirected:cut1") == ["line_manager@care"]
    assert told.disagreement.holders == {}


def test_what_they_answered_for_their_agency_is_asked_again(told: Story):
    told.does(answer.take, "tom").does(agree.propose, "jo", answers=AGREEMENT)
    told.does(agree.approve, "tom", question=told.proposal)

    cuts(told, "tom")

    assert told.disagreement.proposal
    assert told.disagreement.proposal.yes == {}


def test_whoever_was_named_by_mistake_gives_way_to_the_role(told: Story):
    told.does(answer.not_me, "tom", answers={"reason": "Not mine", "instead": "helen"})

    cuts(told, "helen")

    assert rights.posts_of("tom", 1, told.disagreement, DIRECTORY) == (("care", "line_manager"),)
    answers = {"reason": "Not mine", "instead": "helen"}
    assert told.refuses(Unusable, answer.not_me, "tom", answers=answers).field == "instead"


def test_an_adviser_is_cut_and_the_next_lead_or_the_business_manager_hears(told: Story):
    told.does(answer.bring_lead, "sam").forgets()

    cuts(told, "clare", by="sam")

    told.expects_told({"bea"}, "hole:cut1")
    assert rights.relations("clare", told.disagreement, DIRECTORY) == {Relation.STRANGER}


def test_the_raiser_and_the_records_officer_are_told_without_content(told: Story):
    posts = (*DIRECTORY.posts, Post("joan", "records_officer", "care"))
    told.directory = replace(DIRECTORY, posts=posts)

    cuts(told, "tom")

    told.expects_told({"sam"}, "breach:1")
    told.expects_told({"joan"}, "officer:1")
    said = "".join(str(owed) for owed in told.owed if isinstance(owed, Telling))
    assert "MARKER" not in said
    assert "Tom Reed" not in said
    assert told.disagreement.noticed == frozenset()


def test_without_a_records_officer_the_business_manager_is_told(told: Story):
    cuts(told, "tom")

    told.expects_told({"bea"}, "officer:1")
    assert "business_manager" in told.disagreement.noticed


def test_they_are_told_courteously_what_to_do(told: Story):
    cuts(told, "tom")

    said = [owed for owed in told.owed if isinstance(owed, Telling) and owed.topic == "cut:1"]
    text = message.plain(said[0].message)
    assert "That is no fault of yours" in text
    assert "delete any copy" in text
    assert "ring Priya Desai at Social Care" in text
    assert "999" in text.splitlines()[0]


def test_the_breach_note_says_from_when_until_when_and_what_they_could_have_read(told: Story):
    since = {"tom": time("Tuesday 2026-04-07 17:01")}
    told.now = time("Wednesday 2026-04-08 09:30")
    written = told.disagreement.version

    cuts(told, "tom", since=since, opened={"tom": ("export", "status")})

    note = told.reads(told.last("wrong_recipient"))
    assert "From Tuesday 7 April 2026, 17:01, until Wednesday 8 April 2026, 09:30" in note
    assert f"Entries 1 to {written}, but for" in note
    assert "They had asked for a copy of the record" in note
    assert "Told of this: The Business Manager" in note
    assert WHY in note
    assert WHY not in told.posts()


@pytest.mark.parametrize(
    ("who", "by", "sentence"),
    [
        ("sam", "priya", "Sam Okafor is the only professional named for Health Trust"),
        ("priya", "jo", "Priya Desai is the only professional named for Social Care"),
        ("tom", "sam", "Tom Reed is in it for Social Care, and only its own people can"),
        ("jo", "priya", "Jo Lee is in it for Health Trust, and only its own people can"),
        ("jo", "jo", "That is you: use Not me"),
        ("kofi", "priya", "Choose somebody who is inside, or has been."),
        ("mina", "jo", "Choose somebody who is inside, or has been."),
        ("pat", "jo", "Choose somebody who is inside, or has been."),
        ("", "jo", "Choose somebody who is inside, or has been."),
    ],
)
def test_whom_nobody_can_cut(told: Story, who: str, by: str, sentence: str):
    answers = {"who": who, "reason": WHY}

    refused = told.refuses(Unusable, wrong.wrong, by, answers=answers)

    assert refused.field == "who"
    assert refused.sentence.startswith(sentence)


def test_it_is_done_once(told: Story):
    cuts(told, "tom")

    told.refuses(Stale, wrong.wrong, "priya", answers={"who": "tom", "reason": WHY})


def test_the_tiers_above_are_still_told_and_nobody_hears_twice(told: Story):
    cuts(told, "tom")
    told.forgets()

    told.reaches("Wednesday 2026-04-08 17:01")

    assert "tom" not in {each.person for each in told.heard}
    told.expects_told({"mina", "clare", "helen", "leila"}, "reached:2")


def test_after_it_has_ended_access_ends_and_nobody_is_asked_anything(told: Story):
    told.does(close.withdraw, "sam").forgets()

    cuts(told, "tom")

    assert Release(To("tom")) in told.owed
    assert owed_to(told, "redirected:cut1") == []
    said = [owed for owed in told.owed if isinstance(owed, Telling) and owed.to != To("tom")]
    assert any("looks after the workspace" in message.plain(owed.message) for owed in said)


def test_what_they_settled_stays_settled(told: Story):
    told.does(climb.move_up, "sam", answers={"tier": "2", "reason": "x"})
    told.settles("mina", "helen")

    cuts(told, "helen")

    assert told.disagreement.proposal
    assert set(told.disagreement.proposal.yes) == {"health", "care"}


def test_the_wrong_professional_who_has_pressed_not_me_is_put_on_record_by_whoever_named_them(
    told: Story,
):
    told.now = time("Wednesday 2026-04-08 09:30")
    told.does(answer.not_me, "priya", answers={"reason": "Not mine", "instead": "kofi"})
    written, told.now = told.disagreement.version, time("Wednesday 2026-04-08 11:00")
    told.forgets()
    assert "priya" in [p.id for p in brought_in.mistaken("sam", told.disagreement, DIRECTORY)]

    cuts(told, "priya", by="sam")

    note = told.reads(told.last("wrong_recipient"))
    assert "They were no longer in it." in note
    assert "until Wednesday 8 April 2026, 09:30" in note
    assert f"Entries 1 to {written}, but for" in note
    told.expects_told({"bea"}, "officer:1")
    told.expects_told({"priya"}, "cut:1")
    assert owed_to(told, "redirected:cut1") == []
    assert told.last("wrong_recipient").holes == ()


def test_whoever_was_told_and_holds_it_no_more_is_put_on_record_by_their_own_agency(told: Story):
    since = {"max": time("Tuesday 2026-04-07 17:01"), "marcus": told.now}
    about = (told.disagreement, DIRECTORY, since)
    assert "max" in [person.id for person in brought_in.mistaken("sam", *about)]
    assert "marcus" not in [person.id for person in brought_in.mistaken("sam", *about)]

    cuts(told, "max", by="sam", since=since)

    assert "and no longer on Tuesday 7 April 2026" in told.reads(told.last("wrong_recipient"))


def test_the_raisers_colleague_is_cut_and_leaves_no_hole():
    story = Story().raised("Thursday 2026-04-02 15:00", colleague="ann", jointly="with").forgets()

    cuts(story, "ann", by="sam")

    entry = story.last("wrong_recipient")
    assert (entry.instead, entry.holes) == ((), ())
    assert story.disagreement.sides[0].people == ("sam",)
    assert story.disagreement.sides[0].named == "Sam Okafor"


@pytest.mark.parametrize("who", ["priya", "kofi"])
def test_one_of_a_team_is_cut_and_leaves_no_hole_and_the_last_of_it_cannot_be(who: str):
    story = Story(directory=PEOPLE).raised("Thursday 2026-04-02 15:00", other="mash").forgets()
    (other,) = {"priya", "kofi"} - {who}

    cuts(story, who, by=other)

    entry = story.last("wrong_recipient")
    assert (entry.instead, entry.holes) == ((), ())
    assert story.disagreement.sides[1].members == (other,)
    answers = {"who": other, "reason": WHY}
    assert (
        "nobody would be left"
        in story.refuses(Unusable, wrong.wrong, "sam", answers=answers).sentence
    )


def test_of_what_was_reopened_they_hear_that_the_channel_before_may_be_closed(told: Story):
    told.settles("sam", "priya")
    told.now = time("Monday 2026-05-11 10:00")
    told.does(reopen.reopen, "sam").forgets()

    cuts(told, "jo", by="sam")

    said = [owed for owed in told.owed if isinstance(owed, Telling) and owed.topic == "officer:1"]
    assert breach.BEFORE in message.plain(said[0].message)
