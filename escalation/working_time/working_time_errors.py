"""Why working time cannot be counted, in a sentence.

WorkingTimeError
├── NaiveTimeError    a time without its zone
├── BadWindowError    a number of days or hours that is not more than nothing
├── BadCalendarError  a nation, office hours or closures that cannot be read
├── ClosedDayError    the opening or closing of a day that has none
└── CoverageError     a date for which no bank holidays are known: refused, never guessed
"""


class WorkingTimeError(ValueError):
    """Working time cannot be counted, and the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NaiveTimeError(WorkingTimeError):
    """A time was given without its zone, so nobody can know which instant it is."""


class BadWindowError(WorkingTimeError):
    """A window must be a number of days or hours greater than nothing."""


class BadCalendarError(WorkingTimeError):
    """A nation, office hours or closures cannot be read."""


class ClosedDayError(WorkingTimeError):
    """The day has no office hours."""


class CoverageError(WorkingTimeError):
    """The date lies beyond the years whose bank holidays are known."""
