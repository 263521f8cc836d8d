"""Small agencies: who acts where one has nobody for a role, and one person who holds two tiers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import pytest

from escalation.acts import alarm, climb, stand_in
from escalation.directory import equivalents, reaching, seeking
from escalation.directory.cover import Shift, StandIn, Team
from escalation.directory.people import Agency, Directory, Person, Post
from escalation.directory.readiness import holes
from escalation.duties import duties
from escalation.entries import Entries
from escalation.owing import BUSINESS_MANAGER, RoleAt, Telling
from escalation.texts.procedure import Procedure, read
from escalation.words import message
from tests.escalation.said_besides import TEXT, WAYS
from tests.escalation.story import DIRECTORY, Story

RAISED = "Thursday 2026-04-02 15:00"
SENTENCE = "A practice has none; the ICB safeguarding team acts in its place."
GP = (
    Person("gus", "Gus Page", "surgery", manager="meg"),
    Person("meg", "Meg Ross", "surgery"),
    Person("ida", "Ida Cole", "icb", slack="U0IDA"),
)
POSTS = (
    Post("gus", "practitioner", "surgery"),
    *(Post("meg", role, "surgery") for role in ("line_manager", "next_manager")),
)
AGENCIES = (
    Agency("surgery", "Mill Lane Surgery", "practice"),
    Agency("icb", "Integrated Care Board", "icb"),
)
SURGERY: Directory = replace(
    DIRECTORY,
    agencies=(*DIRECTORY.agencies, *AGENCIES),
    people=(*DIRECTORY.people, *GP),
    posts=(*DIRECTORY.posts, *POSTS),
)
ICB = replace(
    SURGERY,
    teams=(Team("icb-team", "ICB safeguarding team", "icb"),),
    shifts=(Shift("icb-team", "ida"),),
    stand_ins=(StandIn("practice", "senior_manager", "icb-team"),),
)
SENIOR = RoleAt("senior_manager", "surgery", "gus")


def story(directory: Directory = SURGERY, procedure: Procedure = WAYS) -> Story:
    return Story(procedure=procedure, directory=directory).raised(
        RAISED, by="gus", other="priya", whom="child"
    )


def of_the_clock(rule: Callable[..., Entries], **given: Any) -> Callable[..., Entries]:
    """What nobody does themselves."""

    def woken(*stands: Any, by: str) -> Entries:
        return rule(*stands, **given)

    return woken


def to_the_office(stands: Story) -> str:
    """What the Business Manager is told."""
    owed = (each for each in stands.owed if isinstance(each, Telling))
    return " ".join(message.plain(each.message) for each in owed if each.to == BUSINESS_MANAGER)


class TestAnAgencyThatHasNobody:
    """What the text says of agencies of its type, and what to put into the directory for it."""

    def test_the_sentence_is_the_texts_own_with_what_to_do(self):
        said = equivalents.instead(WAYS, "senior_manager", "surgery", SURGERY)

        assert SENTENCE in said
        assert "as the stand-in for" in said
        assert "at agencies of the type practice" in said

    @pytest.mark.parametrize(
        ("role", "agency"),
        [("senior_manager", "health"), ("departmental_head", "surgery"), ("senior_manager", "x")],
    )
    def test_of_others_nothing_is_said(self, role, agency):
        assert equivalents.instead(WAYS, role, agency, SURGERY) == ""

    def test_where_it_has_somebody_nothing_is_said(self):
        held = replace(SURGERY, posts=(*SURGERY.posts, Post("meg", "senior_manager", "surgery")))

        assert equivalents.instead(WAYS, "senior_manager", "surgery", held) == ""

    def test_people_check_says_it_beside_the_hole(self):
        found = [each for each in holes(SURGERY, [WAYS]) if each.agency == "surgery"]

        (said,) = {each.sentence for each in found if SENTENCE in each.sentence}
        assert said.startswith("Mill Lane Surgery: nobody is Senior manager")

    def test_once_another_agencys_team_stands_in_it_is_no_hole(self):
        assert not [each for each in holes(ICB, [WAYS]) if SENTENCE in each.sentence]
        raised = story(ICB)
        way = reaching.way(seeking.sought(SENIOR, raised.disagreement, ICB), ICB)
        assert (way.told.id, way.is_hole) == ("ida", False)

    def test_the_business_manager_reads_it_where_somebody_else_is_asked(self):
        asked = of_the_clock(
            stand_in.stands_in,
            who=SENIOR,
            named="Senior manager of Mill Lane Surgery",
            agency="surgery",
            person="meg",
            way="nobody is named for it",
        )
        stands = story().does(asked, "clock")

        assert SENTENCE in to_the_office(stands)

    def test_and_where_nobody_can_be_told_at_all(self):
        said = {"what": "telling", "who": "Senior manager of Mill Lane Surgery", "why": "nobody"}
        stands = story().does(of_the_clock(alarm.undelivered, **said, whom=SENIOR), "clock")

        assert SENTENCE in to_the_office(stands)


class TestOnePersonAtTwoTiers:
    """Meg is line manager and next manager of her surgery."""

    def heard(self, same_person: Literal["ask_again", "next_tier"]) -> list[str]:
        told = story(ICB, replace(WAYS, same_person=same_person))
        told.reaches("Tuesday 2026-04-07 17:01").forgets().reaches("Wednesday 2026-04-08 17:01")
        return [each.person for each in told.heard if each.topic == "reached:2"]

    def test_she_is_asked_once_and_then_the_next_tier_is(self):
        told = self.heard("next_tier")

        assert "meg" not in told
        assert "ida" in told  # who stands in for the tier after

    def test_where_the_text_does_not_say_so_she_is_asked_again(self):
        assert "meg" in self.heard("ask_again")


INTENT = """\
    duties:
      - id: intent
        by: senior_manager
        of: raising
        what: Tell the other organisation that you intend to take it to this level.
        at: entry
        tells agencies: true
        force: should
        req: [section 3]
"""


def test_to_tell_the_other_side_that_one_means_to_go_up_is_a_duty():
    """As adults' boards of the north-west have it: of the side that raised it, when that stage is entered."""
    before, mark, stage = TEXT.partition("  - id: s3\n")
    line, end, rest = stage.partition("    tiers:\n")
    procedure = read(f"{before}{mark}{line}{INTENT}{end}{rest}", "ways.yml")
    raised = Story(procedure=procedure).raised(RAISED, whom="child")
    assert not [each for each in duties.due(raised.disagreement) if "intent" in each.duty.id]

    raised.does(climb.move_up, "sam", answers={"tier": "3", "reason": "MARKER"})

    owed = [each for each in duties.due(raised.disagreement) if "intent" in each.duty.id]
    assert [each.agency for each in owed] == ["health"]
    assert "intend to take it to this level" in message.plain(
        message.Message("", (message.Says((owed[0].duty.what,)),))
    )
