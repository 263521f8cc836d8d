"""However much was answered, said and asked, no page of what is left is too long for Slack."""

import pytest

from bot.slack.blocks import drawn
from bot.slack.forms import MOST_BLOCKS, again, modal
from escalation import rights
from escalation.acts import duty
from escalation.texts.procedure import read
from escalation.words.message import Choice, Choices, Facts, Heading, Quote, Says
from handlers import closing_form
from handlers.closing_room import taken
from tests.escalation.duties.test_duties import RAISED
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story
from tests.handlers.test_closing import page, questions

WORDS = ("MARKER " * 450)[:2900]
SENTENCES = ("MARKER is a sentence of some length that ends. " * 70)[:2900]
DUTY = """      - id: c{number}
        by: practitioner
        what: Consult {number}.
        at: settled
        force: must
        req: [R-004-07]
"""


def very_many(words: str, answered: int) -> Story:
    """A made-up text that asks for forty more; some are answered, and each side has much to say."""
    more = "".join(DUTY.format(number=number) for number in range(40))
    text = BERKSHIRE.text.replace("    tiers:\n", f"    duties:\n{more}    tiers:\n", 1)
    story = Story(procedure=read(text, "made-up.yml")).raised(RAISED).settles("sam", "priya")
    for number in range(answered):
        said = {f"s1:c{number}.how": "done", f"s1:c{number}.words": words}
        story.does(duty.closing, "sam", answers=said)
    for _ in range(3):
        story.does(duty.closing, "priya", answers={"lessons": words, "gaps": words})
    return story


@pytest.mark.parametrize("words", [WORDS, SENTENCES])
@pytest.mark.parametrize("answered", [0, 11, 14])
def test_all_that_is_left_is_asked_on_pages_that_slack_takes(words: str, answered: int):
    story = very_many(words, answered)
    pages = [page(story, "sam")]
    while after := pages[-1].carries.get("shown"):
        pages.append(page(story, "sam", len(pages) + 1, after))

    asked = [each for form in pages for each in questions(form) if each.endswith(".how")]
    assert len(asked) == len(set(asked)) == 42 - answered
    assert [("lessons" in questions(form)) for form in pages] == [*[False] * (len(pages) - 1), True]
    for form in pages:
        view = again(modal(form), "MARKER " * 200)
        assert len(view["blocks"]) <= MOST_BLOCKS


def test_what_is_saved_is_shown_on_a_page_that_slack_takes():
    story = very_many(WORDS, 14)
    actor = rights.actor("sam", story.disagreement, DIRECTORY)
    saved = closing_form.saved(actor, story.disagreement, DIRECTORY, ())

    assert len(modal(saved)["blocks"]) <= MOST_BLOCKS


@pytest.mark.parametrize(
    "part",
    [
        Heading("MARKER"),
        Says((SENTENCES * 2,)),
        Says((WORDS * 2,)),
        Facts((("Done", SENTENCES), ("Done", WORDS), ("Done", "x" * 2901), ("Done", "MARKER"))),
        Quote("Sam", SENTENCES * 3),
        Quote("Sam", "x" * 2901),
        Choices(tuple(Choice("take", "MARKER", f"tier:{n}") for n in range(6))),
    ],
)
def test_nothing_takes_more_than_was_reckoned(part):
    assert len(drawn(part)) <= taken([part])
