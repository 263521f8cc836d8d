"""What there is to learn stays on the page of whoever passed it on, once they have."""

from escalation import rights
from escalation.acts import duty
from escalation.words.message import Quote
from handlers import closing_form
from tests.escalation.duties.test_duties import RAISED
from tests.escalation.story import DIRECTORY, Story
from tests.handlers.test_closing import page

GAPS = Quote("Gaps, as Priya Desai of Social Care says", "MARKER who rings whom")


def passed_on() -> Story:
    """Priya says that there is a gap; the office brings it to the Partners."""
    story = Story().raised(RAISED).settles("sam", "priya").forgets()
    story.does(duty.closing, "priya", answers={"gaps": "MARKER who rings whom"})
    done = {"learning-2.how": "done", "learning-2.words": "MARKER by letter"}
    return story.does(duty.closing, "bea", answers=done)


def test_it_stands_on_the_page_that_is_saved_and_on_the_page_opened_again():
    story = passed_on()

    actor = rights.actor("bea", story.disagreement, DIRECTORY)
    assert GAPS in closing_form.saved(actor, story.disagreement, DIRECTORY, ()).parts
    assert GAPS in page(story, "bea").parts


def test_it_stands_on_no_page_of_the_office_whose_it_was_not_to_pass_on():
    assert GAPS not in page(passed_on(), "ivor").parts
