"""What the breach note says that somebody had opened, and how its messages begin."""

from dataclasses import replace

import pytest

from escalation import breach
from escalation.acts import wrong
from escalation.directory.cover import Absence
from escalation.words import message
from tests.escalation.story import DIRECTORY, Story, time

AT = time("Wednesday 2026-04-08 09:30")
UNKNOWN = "what they read in its thread is not known"
NO_COPY = "They had asked for no copy of the record"
HANDED = "they had been handed a form prepared from it"
PAGES = "they had opened pages that show some of it"
STANDS = "they had seen its reference and where it stands"


@pytest.mark.parametrize(
    ("opened", "said"),
    [
        ((), f"{NO_COPY}; {UNKNOWN}"),
        (("list", "status"), f"{NO_COPY}; {STANDS}; {UNKNOWN}"),
        (("link",), f"{NO_COPY}; {STANDS}; {UNKNOWN}"),
        (
            ("notes",),
            f"{NO_COPY}; they had read the notes of their own agency; {UNKNOWN}",
        ),
        *(
            ((made, "form"), f"{NO_COPY}; {HANDED}; {PAGES}; {UNKNOWN}")
            for made in ("form made", "form made by hand")
        ),
        *(((page,), f"{NO_COPY}; {PAGES}; {UNKNOWN}") for page in breach.PAGES),
        (
            ("export", "status"),
            f"They had asked for a copy of the record; {STANDS}; {UNKNOWN}",
        ),
    ],
)
def test_the_note_says_of_what_was_opened_neither_more_nor_less(opened, said):
    assert dict(breach.facts(AT, AT, AT, 3, opened))["Opened"] == said


def test_every_message_of_a_breach_begins_with_999(easter: Story):
    stands = easter.disagreement
    by = stands.raiser
    assert by
    messages = (
        breach.to_them(stands, by),
        breach.to_raiser(stands, by),
        breach.to_officer(stands, by, AT),
        breach.to_manager(stands, by, AT),
        breach.hole(stands, [("line_manager", "care")]),
    )

    assert all("999" in message.plain(each).splitlines()[0] for each in messages)


def test_a_raiser_on_leave_hears_it_themselves_and_nobody_for_them(easter: Story):
    """It is for them alone, and asks them for nothing."""
    easter.reaches("Tuesday 2026-04-07 17:01").forgets()
    away = Absence("sam", easter.now.date(), easter.now.date())
    easter.directory = replace(DIRECTORY, absences=(away,)).at(easter.now)

    easter.does(wrong.wrong, "priya", answers={"who": "tom", "reason": "Another Tom"})

    easter.expects_told({"sam"}, "breach:1")
