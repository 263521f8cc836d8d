"""A stopwatch that a test holds, and a beat so seldom that only nudges wake anybody."""

SELDOM = 3600.0


class Stopwatch:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds
