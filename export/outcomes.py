"""What may have become of a window by when a copy was made."""

from typing import Literal

Became = Literal[
    "uncounted",
    "not_begun",
    "guide",
    "before_raising",
    "before_correction",
    "before_reopening",
    "before_change",
    "passed",
    "met",
    "running",
    "settled",
    "withdrawn",
    "not taken forward",
    "merged",
    "moved_on",
    "passed_over",
    "not_reached",
]
# And of a stage.
Ended = Literal[
    "settled",
    "withdrawn",
    "not taken forward",
    "merged",
    "reopened",
    "moved",
    "taken up",
    "not agreed",
    "started",
]
