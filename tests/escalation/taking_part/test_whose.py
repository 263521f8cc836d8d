"""The agency for which somebody stands: by their side, a tier, or the one that was merged into it."""

from dataclasses import replace

import pytest

from escalation.disagreement import Joined
from escalation.owing import RoleAt, To
from escalation.taking_part.whose import agency_of


@pytest.mark.parametrize(
    ("who", "agency"),
    [
        (RoleAt("line_manager", "police"), "police"),
        (To("priya"), "care"),
        (To("val"), "health"),
        (To("ann"), "care"),
        (RoleAt("next_manager", "care", "ann"), "care"),
        (To("nobody"), ""),
    ],
)
def test_everybody_stands_where_they_are_named(easter, who, agency):
    stands = replace(
        easter.disagreement,
        named={(1, "health", "line_manager"): "val"},
        joined=(Joined("ESC-A", "care", "practitioner", To("ann")),),
    )

    assert agency_of(who, stands) == agency


def test_a_side_comes_before_a_tier(easter):
    stands = replace(easter.disagreement, named={(1, "health", "line_manager"): "priya"})

    assert agency_of(To("priya"), stands) == "care"
