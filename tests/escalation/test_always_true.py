"""Whatever people do, in whatever order, under every procedure that there is."""

from collections.abc import Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import settings

from escalation import acts, rights
from escalation.acts import (
    agree,
    alarm,
    answer,
    bring_in,
    chair,
    check,
    climb,
    close,
    convene,
    course,
    covers,
    dates,
    discussions,
    duty,
    gate,
    harm,
    line_manager,
    link,
    meet,
    merge,
    migrate,
    note,
    opened,
    outside,
    paper,
    prefer,
    raise_,
    reopen,
    report,
    say,
    sight,
    stand_in,
    view,
    wrong,
)
from escalation.directory.people import PARTNERSHIP, Directory
from escalation.disagreement import Disagreement
from escalation.texts.procedure import Procedure, read
from tests.escalation.anybody import EVERYBODY, TEXTS
from tests.escalation.checked_text import CHECKED
from tests.escalation.kept_beside import KEPT
from tests.escalation.other_ways import alone, gated
from tests.escalation.other_windows import ENTRY, TOLD, with_windows
from tests.escalation.said_besides import WAYS
from tests.escalation.scs import AREA, PEOPLE, SCS
from tests.escalation.staffed import staffed
from tests.escalation.story import BERKSHIRE, DIRECTORY, FILE, Story
from tests.escalation.talking import TALKING
from tests.escalation.watched import Watched
from tests.escalation.with_a_form import FORMED

FILES = sorted(FILE.parent.glob("*.yml"))
FROM_ENTERING = with_windows(s1_managers=TOLD, s2_next_level=ENTRY, s4_heads=ENTRY).procedure


def _of_file(path: Path) -> Procedure:
    """A procedure of the tree; one that names no area is for an area of Berkshire's here."""
    text = path.read_text(encoding="utf-8")
    return read(text.replace("areas: []", f"areas: [{BERKSHIRE.areas[-1]}]"), path.name)


OF_FILES = {path.stem: _of_file(path) for path in FILES}
ALL = (*OF_FILES.values(), *TEXTS)


def without(roles: Set[str]) -> Directory:
    """Hillingdon's people, but for whoever holds these roles of the partnership."""
    people = staffed(OF_FILES["hillingdon-undated"])
    left = (each for each in people.posts if each.agency != PARTNERSHIP or each.role not in roles)
    return replace(people, posts=tuple(left))


def _called(stem: str) -> str:
    return "".join(word.title() for word in stem.split("-"))


# One of each file, so that a new one is lived as soon as it is there; and some that are made up.
MACHINES: dict[str, type[Any]] = {
    f"TestIn{_called(stem)}": type(
        "Lives",
        (Watched,),
        {"procedure": procedure, "directory": staffed(procedure), "texts": ALL},
    )
    for stem, procedure in OF_FILES.items()
}
MACHINES |= {
    "TestKeptBeside": type("Lives", (Watched,), {"procedure": KEPT}),
    "TestCheckedBack": type("Lives", (Watched,), {"procedure": CHECKED}),
    "TestWithAForm": type("Lives", (Watched,), {"procedure": FORMED}),
    "TestInOtherWays": type("Lives", (Watched,), {"procedure": WAYS}),
    "TestFromEntering": type("Lives", (Watched,), {"procedure": FROM_ENTERING}),
    "TestWithTalks": type("Lives", (Watched,), {"procedure": TALKING}),
    "TestWithABoard": type(
        "Lives", (Watched,), {"procedure": SCS, "directory": PEOPLE, "area": AREA}
    ),
}
MACHINES |= {
    "TestAsAGate": type("Lives", (Watched,), {"procedure": gated()}),
    "TestAGateThatDecides": type("Lives", (Watched,), {"procedure": alone(gated())}),
}
# Where the partnership has nobody for a role, its Business Manager is asked in their place.
HILLINGDON = OF_FILES["hillingdon-undated"]
MACHINES |= {
    name: type("Lives", (Watched,), {"procedure": HILLINGDON, "directory": without(roles)})
    for name, roles in (
        ("TestWithNoUnit", {"implementation_unit"}),
        ("TestWithNoOffice", {*HILLINGDON.roles} - {"business_manager"}),
    )
}
LIVES = 25 * settings().max_examples // 100  # as often again as the profile lives more
for _name, _machine in MACHINES.items():
    _machine.TestCase.settings = settings(max_examples=LIVES, stateful_step_count=40, deadline=None)
    globals()[_name] = _machine.TestCase


def test_every_act_that_there_is_is_among_what_people_do() -> None:
    """A new family of acts is lived here too."""
    lived = {agree, alarm, answer, climb, close, harm, meet, raise_, report, say, view}
    lived |= {
        bring_in,
        chair,
        convene,
        covers,
        duty,
        link,
        merge,
        note,
        dates,
        reopen,
        sight,
        wrong,
        line_manager,
        opened,
        stand_in,
        migrate,
        prefer,
        discussions,
        check,
        course,
        paper,
        gate,
        outside,
    }

    assert set(acts.FAMILIES) == lived


def test_an_empty_disagreement_waits_for_nothing() -> None:
    assert Disagreement("ESC-NOBODY", BERKSHIRE).moments() == ()


def test_everybody_who_may_act_is_somebody_in_particular() -> None:
    story = Story().raised("Thursday 2026-04-02 15:00")
    for person in EVERYBODY:
        assert rights.relations(person, story.disagreement, DIRECTORY)
