"""A form is drafted from the record alone: in order of time, in its own words, cut where it must be."""

from dataclasses import replace

from escalation.acts import agree, climb, meet, note, sight
from escalation.duties import drafted
from escalation.duties.drafted import Written
from tests.escalation import lives_paper
from tests.escalation.lives_paper import HELD, PHONES
from tests.escalation.story import AGREEMENT, DIRECTORY, Story
from tests.escalation.with_a_form import FORMED

PAPER = FORMED.forms[0]


def draft(story: Story, who: str = "owen") -> dict[str, str]:
    person = story.directory.person(who)
    assert person
    written = [Written(number, entry) for number, entry in enumerate(story.entries, 1)]
    return drafted.draft(PAPER, story.disagreement, written, person)


def begun() -> Story:
    story = Story(procedure=FORMED, directory=replace(DIRECTORY, people=PHONES))
    return story.raised(lives_paper.RAISED)


def up(story: Story, tier: str) -> Story:
    return story.does(climb.move_up, "sam", answers={"tier": tier, "reason": f"why {tier}"})


def test_who_refers_it_is_from_the_directory():
    found = draft(lives_paper.at_stage_4())

    assert found["referrer"] == "Owen Hart"
    assert found["agency"] == "Health Trust"
    assert found["contact"] == "0118 owen\nowen@agency.example"


def test_what_it_is_about_and_why_it_goes_further_are_the_raisers_words_and_each_reason_since():
    found = draft(lives_paper.at_stage_4())

    assert "What differs: MARKER the threshold is met" in found["summary"]
    assert "It began on Thursday 2 April 2026." in found["summary"]
    assert "What is wanted: MARKER an assessment" in found["reason"]
    assert found["reason"].count("Why it moves up (Sam Okafor, Health Trust)") == 3


def test_nothing_that_is_sealed_has_a_draft_and_no_name_stands_in_one():
    found = draft(lives_paper.at_stage_4())

    assert not found.keys() & {"subject", "dob", "address", "religion", "family"}
    assert "Kit" not in str(found)
    assert "2019" not in str(found)


def test_what_was_done_stands_at_the_stage_it_was_done_at_in_order_with_who_and_when():
    story = begun().does(meet.discuss, "sam", answers=HELD)
    story.reaches("Tuesday 2026-04-07 17:01")
    up(story, "2").does(agree.propose, "mina", answers=AGREEMENT)
    story.does(agree.not_approve, "helen", question=story.proposal, answers={"reason": "Not ours"})
    found = draft(up(up(story, "3"), "4"))

    first, *_ = found["actions.s1"].splitlines()
    assert first.startswith("Thursday 2 April 2026, Health Trust: Sam Okafor (Professional)")
    assert "Who took part: Both. What was said: “MARKER we spoke”" in first
    assert "No outcome had been recorded by the end of Tuesday 7 April" in found["actions.s1"]
    second = found["actions.s2"].splitlines()
    assert ["proposed" in second[0], "did not approve" in second[1]] == [True, True]
    assert second[1].startswith("Tuesday 7 April 2026, Social Care: Helen Frost")
    assert "Given, as the procedure provides" not in str(found)


def test_of_a_stage_at_which_nothing_is_on_record_it_says_that():
    found = draft(up(begun(), "4"))

    assert found["actions.s2"] == drafted.NOTHING.format(stage="stage")
    assert found["actions.s3"] == drafted.NOTHING.format(stage="stage")


def test_an_agencys_own_notes_and_what_is_out_of_sight_leave_it_by_no_form():
    story = begun().does(note.note, "sam", answers={"about": "reasoning", "text": "OWN words"})
    story.does(meet.discuss, "sam", answers={**HELD, "text": "HIDDEN words"})
    (said,) = [each for each in story.disagreement.written if each.kind == "discussed"]
    story.does(sight.hide, "sam", answers={"entry": str(said.entry), "reason": "A name"})
    found = str(draft(up(story, "4")))

    assert "OWN words" not in found
    assert "HIDDEN words" not in found


def test_a_long_stage_is_cut_and_says_that_there_is_more_and_every_field_fits():
    story = begun()
    for number in range(40):
        text = f"{number} {'words of a long discussion ' * 30}"
        story.does(meet.discuss, "sam", answers={**HELD, "text": text})
    found = draft(up(story, "4"))

    assert found["actions.s1"].endswith(drafted.MORE)
    assert max(map(len, found.values())) <= drafted.LONGEST
    assert " …”" in found["actions.s1"]
