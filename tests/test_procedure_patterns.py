"""Each pattern in docs/procedure-patterns.md can be put into a procedure, and is one of a real text."""

from typing import Any

import pytest

from bot.procedures import FOLDER
from escalation.texts import procedure, procedure_text
from tests.escalation.small_procedure import SMALL

PAGE = (FOLDER.parent / "docs" / "procedure-patterns.md").read_text(encoding="utf-8")
PATTERNS = [part.split("```")[0] for part in PAGE.split("```yaml\n")[1:]]
ROLES = {
    "senior_manager": {"label": "Senior manager", "of": "agency"},
    "safeguarding_lead": {"label": "Safeguarding lead", "of": "agency"},
    "board_chair": {"label": "Chair of the Board", "of": "partnership"},
    "learning_group": {"label": "Learning group", "of": "partnership"},
}


def small() -> dict[str, Any]:
    tree = procedure_text.tree(SMALL, "small-town.yml")
    return {**tree, "roles": {**tree["roles"], **ROLES}}


@pytest.mark.parametrize("pattern", PATTERNS, ids=range(len(PATTERNS)))
def test_a_pattern_can_be_put_into_a_procedure(pattern: str):
    piece = procedure_text.tree(pattern, "pattern.yml")

    assert procedure.of({**small(), **piece}).tiers


def test_every_heading_that_only_some_texts_need_has_its_pattern():
    shown = "\n".join(PATTERNS)

    for heading in (
        *("priorities", "raise within", "other routes", "outside referrals", "recognition"),
        *("consulting", "discussions", "equivalents", "forms", "within one agency", "subjects"),
        *("check backs", "courses", "panel", "gate", "by priority", "or sooner", "binding"),
        *("off file", "drafts", "tells agencies", "reopens", "silent", "when", "in preference to"),
    ):
        assert f"{heading}:" in shown, heading
