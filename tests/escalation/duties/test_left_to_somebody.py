"""Whatever is left is somebody's who was told of it, and no button is sent that its reader is refused.

Lived under each procedure in the tree, ended at each of its stages by agreement, and withdrawn.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import climb, close, duty
from escalation.directory.people import PARTNERSHIP
from escalation.directory.people import Post as Holds
from escalation.disagreement import Status
from escalation.duties import duties, left_to
from escalation.duties.fed_back import HAVE_READ
from escalation.permissions import Act
from escalation.taking_part import relating
from escalation.words.message import Choices, Message
from escalation.words.notices import SEE_TO
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.escalation.scs import AREA, PEOPLE, SCS
from tests.escalation.story import BERKSHIRE, Story

RAISED = "Wednesday 2026-09-02 10:00"
SUBGROUPS = ("scr_subgroup", "procedures_subgroup", "statutory_partners")
STAFFED = replace(
    PEOPLE, posts=(*PEOPLE.posts, *(Holds("ivor", role, PARTNERSHIP) for role in SUBGROUPS))
)
WHERE = {
    "berkshire": (BERKSHIRE, "Reading"),
    "chapter": (BRACKNELL_FOREST, "Bracknell Forest"),
    "scs": (SCS, AREA),
}
ACTS = {HAVE_READ.act: Act.ACKNOWLEDGE, SEE_TO.act: Act.CLOSING}


def brought_to(text: str, tier: int) -> Story:
    """Moved up to a tier by the professional who raised it, through each before it."""
    procedure, area = WHERE[text]
    story = Story(procedure=procedure, directory=STAFFED).raised(RAISED, area=area)
    for number in range(1, tier + 1):
        story.does(climb.move_up, "sam", answers={"tier": str(number), "reason": "MARKER"})
    return story


def agreed(story: Story) -> Story:
    """Somebody of each agency who may says yes."""
    first, second = (
        next(
            each.id
            for turn in story.disagreement.turn(agency)
            for each in relating.standing(turn.who, story.disagreement, STAFFED)
        )
        for agency in story.disagreement.agencies
    )
    return story.settles(first, second)


LIVES = [
    (text, tier) for text, (procedure, _) in WHERE.items() for tier in range(len(procedure.tiers))
]


@pytest.fixture(params=LIVES, ids=lambda life: f"{life[0]}-{life[1]}")
def settled(request: pytest.FixtureRequest) -> Story:
    """Settled at one tier of one procedure, with everything to learn, and reminded for a while."""
    story = agreed(brought_to(*request.param))
    story.does(duty.closing, "sam", answers={"lessons": "MARKER", "gaps": "MARKER"})
    return story


def heard_of_it(story: Story) -> set[str]:
    topics = ("closing", "duty:")
    return {each.person for each in story.heard if each.topic.startswith(topics)}


def nobodys(story: Story) -> Iterator[str]:
    """What is asked, and can be answered by nobody who was told of what is left."""
    disagreement, who = story.disagreement, story.directory
    heard = heard_of_it(story)
    may = {
        owed.key
        for person in heard
        for owed in left_to.mine(rights.actor(person, disagreement, who), disagreement, who)
    }
    for agency in (*disagreement.agencies, PARTNERSHIP):
        yield from (
            f"{each.duty.id} of {agency}"
            for each in duties.asked(disagreement, agency)
            if each.key not in may
        )


def buttons(message: Message) -> Iterator[str]:
    for part in message.parts:
        if isinstance(part, Choices):
            yield from (choice.act for choice in part.choices)


def refused(story: Story, since: int) -> Iterator[tuple[str, str]]:
    """What somebody was sent a button for, and may not press."""
    for each in story.heard[since:]:
        for act in buttons(each.telling.message):
            needed = ACTS.get(act)
            if needed and not rights.may(each.person, needed, story.disagreement, story.directory):
                yield each.person, act


def test_everything_that_is_asked_can_be_answered_by_somebody_who_was_told_of_it(settled: Story):
    assert list(nobodys(settled)) == []


def test_no_button_that_is_sent_is_refused_to_its_reader(settled: Story):
    settled.reaches("Tuesday 2026-10-20 12:00")

    assert list(refused(settled, 0)) == []


def test_each_answers_what_is_theirs_and_then_nobody_is_asked_again(settled: Story):
    for person in sorted(heard_of_it(settled)):
        settled.does(duty.closing, person, answers=answers(person, settled))

    assert not duties.is_left(settled.disagreement)
    assert not [wake for wake in settled.disagreement.moments() if wake.is_closing]


def answers(person: str, story: Story) -> dict[str, str]:
    """Everything on somebody's page, seen to."""
    actor = rights.actor(person, story.disagreement, story.directory)
    given: dict[str, str] = {}
    for owed in left_to.mine(actor, story.disagreement, story.directory):
        given[duty.field_of(owed, "how")] = duty.choices(owed, actor.agency)[0]
        given[duty.field_of(owed, "words")] = "MARKER"
    return given


@pytest.mark.parametrize("text", WHERE)
def test_withdrawn_whatever_is_left_is_somebodys_and_no_button_is_refused(text: str):
    story = brought_to(text, 2).does(close.withdraw, "sam", answers={"reason": "MARKER"})

    assert story.disagreement.status is Status.WITHDRAWN
    assert list(nobodys(story)) == []
    story.reaches("Tuesday 2026-10-20 12:00")
    assert list(refused(story, 0)) == []
