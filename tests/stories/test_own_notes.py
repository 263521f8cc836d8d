"""Notes for one's own agency: written and read by its own people, and not to be seen by anybody else."""

from typing import Any

import pytest

WORDS = "My manager agrees that we should ask again on Tuesday."
LEAD = "Advice from our safeguarding lead"


def notes(berkshire: Any, name: str, words: str = WORDS, **more: str) -> None:
    """Somebody presses the card's button and fills in the form."""
    berkshire.presses(
        name,
        "Note for our own agency",
        **{"about": "I have consulted my manager", "text": words, **more},
    )


def answered(berkshire: Any, name: str, line: str) -> str:
    """Somebody types a command; what they alone are shown."""
    before = len(berkshire.person(name).notices)
    berkshire.person(name).types(line)
    person = berkshire.person(name)
    return str(person.waits_for(lambda: person.notices[before:], called="an answer")[-1].text)


def seen(berkshire: Any, name: str) -> str:
    """Everything somebody can see: their channels with each thread, and what they were told."""
    channels = berkshire.person(name).conversations
    messages = [m for each in channels for root in each.messages for m in (root, *root.replies)]
    return "\n".join(f"{each.row}" for each in messages)


def test_whoever_writes_one_is_told_so_privately_and_nobody_else_is(berkshire):
    """R-003-41: the worker consults their own manager first, and their own file says so."""
    reference = berkshire.raises()
    before = {name: seen(berkshire, name) for name in ("Sam", "Priya", "Jo", "Bea")}

    notes(berkshire, "Sam", happened_on="2026-04-01", who="Jo Lee")

    modal = berkshire.person("Sam").modal
    assert modal is not None
    assert "your note is kept" in modal.text
    assert "Royal Berkshire Health Trust" in modal.text
    assert WORDS not in modal.text
    assert berkshire.kinds(reference)[-1] == "noted"
    assert {name: seen(berkshire, name) for name in before} == before, "not even the card is drawn"


def test_it_stands_in_order_on_its_own_agencys_copy_and_not_on_the_others(berkshire):
    reference = berkshire.raises()
    notes(berkshire, "Sam")
    berkshire.person("Priya").posts("I will ask.", in_thread_of=berkshire.card())
    berkshire.settles()

    now, make = berkshire.clock.now(), berkshire.app.desk.make
    health = make(reference, "health", "json", now).decode()
    council = make(reference, "social-care", "json", now).decode()
    office = make(reference, "partnership", "json", now, True).decode()

    assert WORDS in health
    assert '"noted"' in health
    assert health.index(WORDS) < health.index("I will ask.")
    for copy in (council, office):
        assert WORDS not in copy
        assert "noted" not in copy


def test_a_manager_reads_it_once_told_and_the_other_side_never(berkshire):
    reference = berkshire.raises()
    notes(berkshire, "Sam")
    refused = answered(berkshire, "Jo", f"/escalate notes {reference}")
    assert "no disagreement with this reference that names you" in refused

    berkshire.reaches("Tuesday 2026-04-07 17:01")

    assert WORDS in answered(berkshire, "Jo", f"/escalate notes {reference}")
    for name in ("Priya", "Tom"):
        answer = answered(berkshire, name, f"/escalate notes {reference}")
        assert "Nobody of Reading Children's Social Care has made a note here." in answer
    read = [seen.who for seen in berkshire.app.store.audit.of(reference) if seen.what == "notes"]
    assert read == ["jo-lee", "priya-desai", "tom-reed"]


def test_from_ones_first_message_too_and_nothing_moves(berkshire):
    reference = berkshire.raises()
    berkshire.reaches("Tuesday 2026-04-07 17:01")

    note = {"What it is": "Our own reasoning", "text": WORDS}
    berkshire.presses_in_messages("Tom", "Note for our own agency", "asked to act", **note)

    assert berkshire.kinds(reference)[-1] == "noted"
    assert "moved" not in berkshire.kinds(reference)
    assert WORDS in answered(berkshire, "Priya", f"/escalate notes {reference}")
    assert WORDS not in answered(berkshire, "Sam", f"/escalate notes {reference}")


def test_the_lead_who_is_brought_in_writes_down_what_they_advise(berkshire):
    """R-004-12, R-004-20."""
    reference = berkshire.raises()
    berkshire.presses("Sam", "Bring in to advise")

    berkshire.person("Clare").types(f"/escalate note {reference}")
    clare = berkshire.person("Clare")
    clare.waits_for(lambda: clare.modal, called="the form")
    clare.submits({"about": LEAD, "text": "Ask for a strategy discussion."})
    berkshire.settles()

    answer = answered(berkshire, "Sam", f"/escalate notes {reference}")
    assert "Clare Moss (Safeguarding Lead)" in answer
    assert "Ask for a strategy discussion." in answer
    assert "strategy discussion" not in seen(berkshire, "Priya")


@pytest.mark.parametrize("word", ["note", "notes"])
def test_the_business_manager_neither_writes_nor_reads_one(berkshire, word):
    reference = berkshire.raises()
    notes(berkshire, "Sam")
    berkshire.presses("Sam", "Move up now", tier="1", reason="Nobody is visiting.")
    berkshire.presses("Sam", "Move up now", tier="2", reason="Nobody is visiting.")
    assert berkshire.heard("Bea", "has entered Stage 2") == 1

    answer = answered(berkshire, "Bea", f"/escalate {word} {reference}")

    assert answer == "This is for the people this disagreement names. Nothing has changed."


def test_once_it_is_settled_the_sentence_says_where_it_goes(berkshire):
    reference = berkshire.raises()
    berkshire.proposes("Sam")
    berkshire.presses("Sam", "Approve")
    berkshire.presses("Priya", "Approve")

    answer = answered(berkshire, "Sam", f"/escalate note {reference}")

    assert "please put your note beside it, in your own file" in answer
    assert "noted" not in berkshire.kinds(reference)


def test_a_note_out_of_sight_is_shown_to_nobody_of_its_own_agency_either(berkshire):
    reference = berkshire.raises()
    notes(berkshire, "Sam")
    sam = berkshire.person("Sam")
    sam.types(f"/escalate hide {reference}")
    modal = sam.waits_for(lambda: sam.modal, called="the form")
    chosen = next(each for each in modal.field("entry").options if "kept a note" in each)

    done = sam.submits({"entry": chosen, "reason": "A name."})
    berkshire.settles()

    assert "your agency's notes and every copy made for it" in done.text
    answer = answered(berkshire, "Sam", f"/escalate notes {reference}")
    assert WORDS not in answer
    assert "Taken out of sight by Sam Okafor" in answer
