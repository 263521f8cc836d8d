"""Copies of the Berkshire process in which something was changed: other windows, other tiers."""

import re
from typing import Any

from escalation.acts import migrate
from escalation.texts.procedure import Procedure, read
from tests.escalation.story import BERKSHIRE, Story

WHY = "The partnership has agreed the text of April"

_A_DAY_MORE = re.compile(r"working days: (\d)")
_DESIGNATED = """\
      - id: s1-designated
        held by: [designated_professional]
        what: Advise both sides.
        req: [R-004-12]
"""


def changed(*pairs: tuple[str, str], version: str = "April 2026") -> Procedure:
    """The Berkshire text with the first of each pair, which it must have, made the second."""
    text = BERKSHIRE.text
    for old, new in (("version: March 2026", f"version: {version}"), *pairs):
        assert old in text, old
        text = text.replace(old, new, 1)
    return read(text, f"{BERKSHIRE.id}.yml")


def with_a_day_more() -> str:
    """Every window a working day longer."""
    return _A_DAY_MORE.sub(lambda found: f"working days: {int(found[1]) + 1}", BERKSHIRE.text)


def _managers() -> str:
    whole = BERKSHIRE.text
    return whole[whole.index("      - id: s1-managers") : whole.index("    advisers:")]


LONGER = read(with_a_day_more().replace("version: March 2026", "version: April 2026"), "longer.yml")
SHORTER = changed(
    ("working days: 2\n", "working days: 1\n"),
    ("working days: 3\n", "working days: 1\n"),
)
WITHOUT_MANAGERS = changed((_managers(), ""))
WITH_ANOTHER = changed((_managers(), f"{_managers()}{_DESIGNATED}"))
WITHOUT_THE_ROLE = changed(
    (_managers(), ""),
    ("  line_manager:\n    label: Line manager / team manager\n    of: agency\n", ""),
    ("to: [practitioner, line_manager]", "to: [practitioner]"),
    ("tell: [safeguarding_lead, line_manager]", "tell: [safeguarding_lead]"),
)
_WITHIN = re.compile(r"        within:\n(          .*\n)+")
UNCOUNTED = read(
    _WITHIN.sub("", BERKSHIRE.text).replace("version: March 2026", "version: April 2026"),
    "uncounted.yml",
)
_ADVISING = re.compile(r"      - role: designated_professional\n(        .*\n)+")
_NO_ADVISERS = _ADVISING.sub("", BERKSHIRE.text).replace("    advisers:\n", "")
WITHOUT_ADVISERS = read(
    re.sub(r"  designated_professional:\n(    .*\n)+", "", _NO_ADVISERS), "without_advisers.yml"
)
ELSEWHERE = changed(("Reading", "Oxford"))
WITHOUT_THRESHOLD = changed(("  - id: threshold", "  - id: thresholds"))


def moves(story: Story, to: Procedure, by: str = "bea", **given: Any) -> Story:
    """The Business Manager, unless it is somebody else, has it go on by another text."""
    return story.does(migrate.migrate, by, **{"to": to, "reason": WHY, **given})
