"""Procedures with windows that are not counted from the start: the chapter of 2019, and one made up."""

from dataclasses import replace

from escalation.texts.procedure import Window, read
from tests.escalation.story import BERKSHIRE, FILE, Story

TOLD = Window(1, "told", "within twenty-four hours")
ENTRY = Window(2, "entry", "within two working days of entering the stage")
CHAPTER = FILE.with_name("bracknell-forest-2019-04.yml")
BRACKNELL_FOREST = read(CHAPTER.read_text(encoding="utf-8"), CHAPTER.name)


def with_windows(**of_tiers: Window | None) -> Story:
    """The Berkshire process with other windows, by tier."""
    stages = tuple(
        replace(
            stage,
            tiers=tuple(
                replace(tier, within=of_tiers.get(tier.id.replace("-", "_"), tier.within), aim="")
                for tier in stage.tiers
            ),
        )
        for stage in BERKSHIRE.stages
    )
    return Story(procedure=replace(BERKSHIRE, stages=stages))
