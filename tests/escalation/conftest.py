"""A disagreement to be lived, under the Berkshire process."""

from dataclasses import replace

import pytest

from escalation.texts.procedure import Exclusion
from tests.escalation.story import BERKSHIRE, Story


@pytest.fixture
def story() -> Story:
    """Nobody has raised anything yet."""
    return Story()


@pytest.fixture
def easter(story: Story) -> Story:
    """Raised on the Thursday before Good Friday, as soon as it began."""
    return story.raised("Thursday 2026-04-02 15:00")


@pytest.fixture
def berkshire_with_an_exclusion() -> Story:
    """The Berkshire process, were it to say what it is not for."""
    complaint = Exclusion("a-complaint", "A complaint", "Use the complaints procedure.", ("X-1",))
    return Story(procedure=replace(BERKSHIRE, exclusions=(complaint,)))


@pytest.fixture
def numberless() -> Story:
    """The Berkshire process, were it to give no number of days from stage 2 on."""
    stages = tuple(
        replace(stage, tiers=tuple(replace(tier, within=None) for tier in stage.tiers))
        if stage.number and stage.number > 1
        else stage
        for stage in BERKSHIRE.stages
    )
    return Story(procedure=replace(BERKSHIRE, stages=stages))


@pytest.fixture
def managers(easter: Story) -> Story:
    """Raised before Good Friday; the line managers were told when Tuesday had ended."""
    return easter.reaches("Tuesday 2026-04-07 17:01").forgets()
