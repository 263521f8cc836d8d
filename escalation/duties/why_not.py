"""Why a check-back cannot be answered so, in sentences that say what to do instead."""

WORDS = (
    "Say what is understood otherwise. It is reopened where it stood, and every side reads this."
)
REASON = "Say why it was not done. It is reopened, and every side reads this."
CHOOSE = (
    "This cannot be said of it now: it may have been answered for your agency meanwhile. Open the "
    "page again, or leave it for later."
)
ANOTHER_DAY = (
    "Another day has been put since this page was opened, which it does not show. Open the page again, "
    "or leave it for later."
)
EARLY = (
    "It may still be done: the day agreed for it is {day}. Until then another day can be put for it, or "
    "all of it be reopened with /escalate reopen and its reference. Nothing has changed."
)
DAY = "Give the day by which it will be done instead: a day that is still to come."
