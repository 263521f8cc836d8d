"""How two procedures differ is said in sentences, a stage at a time, with where it comes from."""

import pytest

from escalation.texts import procedure_diff
from escalation.texts.procedure import read
from tests.escalation.small_procedure import SMALL, changed
from tests.escalation.story import BERKSHIRE

OLD = read(SMALL, "old.yml")
MANAGERS = "        what: Talk again.\n        req: [section 5]\n"
WITHIN = "within: {working days: 2, counted from: %s, words: within two working days}"
LAST = "open questions:\n"


def said(*new: str) -> dict[str, tuple[str, ...]]:
    """What the changed text says otherwise, under each heading."""
    text = SMALL
    for was, now in zip(new[::2], new[1::2], strict=True):
        assert was in text
        text = text.replace(was, now, 1)
    return dict(procedure_diff.changes(OLD, read(text, "new.yml")))


def test_a_procedure_says_the_same_as_itself():
    assert procedure_diff.changes(BERKSHIRE, BERKSHIRE) == ()


def test_a_change_of_where_it_comes_from_alone_is_none():
    assert said("what: Talk.\n        req: [section 4]", "what: Talk.\n        req: [page 2]") == {}


@pytest.mark.parametrize(("days", "how"), [(3, "longer"), (1, "shorter")])
def test_a_window_is_longer_or_shorter(days: int, how: str):
    within = WITHIN % "start"
    first = SMALL.replace(MANAGERS, f"{MANAGERS}        {within}\n")
    second = first.replace("working days: 2,", f"working days: {days},")

    ((_, (sentence,)),) = procedure_diff.changes(read(first, "a.yml"), read(second, "b.yml"))

    assert sentence.startswith(f"The limit of the line manager is {how}: {days} working day")
    assert sentence.endswith("; was: 2 working days from the start of the difference. [section 5]")


def test_a_window_is_counted_from_elsewhere():
    first = read(SMALL.replace(MANAGERS, f"{MANAGERS}        {WITHIN % 'start'}\n"), "a.yml")
    second = read(SMALL.replace(MANAGERS, f"{MANAGERS}        {WITHIN % 'told'}\n"), "b.yml")

    ((stage, sentences),) = procedure_diff.changes(first, second)

    assert stage == "Level 1 – Talking"
    assert sentences == (
        "The limit of the line manager: 2 working days from when they are told; was: 2 working days "
        "from the start of the difference. [section 5]",
    )


@pytest.mark.parametrize(
    ("was", "now", "title", "sentence"),
    [
        ("version: \"2026\"", "version: \"2027\"", "The document", "Its version: 2027; was: 2026."),
        ("[Small Town]", "[Small Town, Village]", "The document", "New – In force in: Village."),
        ("matter: difference", "matter: dispute", "The document", "Its word for the matter: dispute; was: difference."),
        ("Dial 999", "Ring 999", "Throughout", "In immediate harm: Ring 999 and ask for the police; was: Dial 999 and ask for the police. [section 1]"),
        ("allowed: false", "allowed: true", "Throughout", "A stage: may be skipped; was: may not be skipped. [section 3]"),
        ("tell_next_tier", "move_up", "Throughout", "When a limit passes: it moves up; was: the next tier is told."),
        ("roles:\n", "exclusions: [{id: no, label: A complaint, signpost: Ring them, req: [section 9]}]\nroles:\n", "What it is for", "New – Not for a complaint; instead: Ring them. [section 9]"),
        ("name: Talking", "name: Speaking", "Level 1 – Speaking", "It is called: Level 1 – Speaking; was: Level 1 – Talking. [section 4]"),
        ("held by: [practitioner]", "held by: [practitioner, line_manager]", "Level 1 – Talking", "Asked together: the professional or line manager; was: the professional. [section 4]"),
        ("content: notice", "content: details", "Level 1 – Talking", "Given to the Business Manager when the stage is entered: the details (may); was: a notice only (may). [section 6]"),
        ("at: entry, force: may, req: [section 6]", "at: entry, force: must, req: [section 7]", "Level 1 – Talking", "Given to the Business Manager when the stage is entered: a notice only (must); was: a notice only (may). [section 7; was section 6]"),
        ("    copies:\n      - {to: business_manager, content: notice, at: entry, force: may, req: [section 6]}\n", "", "Level 1 – Talking", "Gone – Given to the Business Manager when the stage is entered: a notice only (may). [was section 6]"),
        ("taken: day 0", "taken: day 1", "How the text is read", "Day 0 or day 1?: day 1; was: day 0. [section 4]"),
        ("    record: {what: On file., force: should, req: [section 7]}\n", "    record: {what: On file., force: must, req: [section 7]}\n", "Level 1 – Talking", "Recorded: On file (must); was: On file (should). [section 7]"),
        (LAST, f"learning: [{{what: Review it., when: At the end., force: may, req: [end]}}]\n{LAST}", "Afterwards", "New – Review it: At the end (may). [end]"),
    ],
)  # fmt: skip
def test_what_is_said_otherwise_is_a_sentence(was: str, now: str, title: str, sentence: str):
    assert said(was, now) == {title: (sentence,)}


def test_a_tier_comes_or_goes():
    tier = f"      - id: s1-managers\n        held by: [line_manager]\n{MANAGERS}"
    gone = "Gone – a tier of the line manager. [was section 5]"

    assert said(tier, "") == {"Level 1 – Talking": (gone,)}
    less = read(SMALL.replace(tier, ""), "less.yml")
    came = "New – a tier of the line manager. [section 5]"
    assert procedure_diff.changes(less, OLD) == (("Level 1 – Talking", (came,)),)


def test_a_stage_comes_or_goes():
    begins = SMALL.index("  - id: s2")
    less = read(SMALL[:begins] + SMALL[SMALL.index("open questions:") :], "less.yml")

    gone = "Gone – the whole stage. [was section 8]"
    came = "New – a whole stage, of the line manager. [section 8]"
    assert procedure_diff.changes(OLD, less) == (("Level 2 – Deciding", (gone,)),)
    assert procedure_diff.changes(less, OLD) == (("Level 2 – Deciding", (came,)),)


def test_a_stage_is_known_again_by_its_number_and_a_tier_by_who_holds_it():
    """Two partnerships name their stages and tiers each in their own way."""
    assert said("id: s2\n", "id: deciding\n", "id: s2-managers", "id: managers") == {}


def test_advice_a_meeting_and_its_chair_are_compared():
    meeting = (
        "    advisers: [{role: line_manager, of: raising, force: must, req: [a]}]\n"
        "    meeting:\n"
        "      called by: line_manager\n"
        "      members: [practitioner]\n"
        "      purpose: Talk.\n"
        "      chair: {words: Somebody else, of: uninvolved_agency, force: should, req: [c]}\n"
        "      force: may\n"
        "      req: [m]\n"
    )
    first = changed("    copies:\n", f"{meeting}    copies:\n")
    other = first.replace("of: uninvolved_agency", "of: any_agency").replace(
        "of: raising", "of: each"
    )

    ((_, sentences),) = procedure_diff.changes(read(first, "a.yml"), read(other, "b.yml"))

    assert sentences == (
        "Its chair: Somebody else (should; of any agency); was: Somebody else (should; of an "
        "agency not involved). [c]",
        "New – Advice of the line manager of each agency: must. [a]",
        "Gone – Advice of the line manager of the agency that raised it: must. [was a]",
    )
