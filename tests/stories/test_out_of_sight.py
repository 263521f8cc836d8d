"""Something that should not be there: its words go from the channel, the card and every copy."""

import json

from export import verify
from export.pdf import attached
from tests.stories.pressing import press

NAME = "MARKER-OF-A-CHILD"
REASON = "A child was named."


def taken(berkshire, by, entry, reason=REASON):
    """Somebody presses the button on the card, and chooses the entry."""
    berkshire.presses(by, "Take out of sight", entry=entry, reason=reason)
    return berkshire.person(by).modal


def option(berkshire, by, how):
    """The choice that speaks of an entry like this."""
    person = berkshire.person(by)
    press(person, "Take out of sight", berkshire.card(by))
    person.waits_for(lambda: person.modal, called="the form")
    found = [each for each in person.modal.field("entry").options if how in each]
    person.closes()
    return found[0]


def copy_of(berkshire, by, reference):
    """Somebody's own copy, as it is handed over."""
    person = berkshire.person(by)
    before = len([file for message in person.reads() for file in message.files])
    person.types(f"/escalate export {reference}")
    files = person.waits_for(
        lambda: [file for message in person.reads() for file in message.files][before:],
        called="the copy",
    )
    return person.downloads(files[-1])


def test_words_in_the_thread_are_gone_but_for_the_writers_own_message(berkshire):
    reference = berkshire.raises()
    priya = berkshire.person("Priya")
    own = priya.posts(f"I spoke to {NAME}'s mother.", in_thread_of=berkshire.card("Priya"))
    berkshire.settles()
    chosen = option(berkshire, "Sam", "Priya Desai")

    answered = taken(berkshire, "Sam", chosen)

    assert chosen.startswith("Priya Desai, Thursday 2 April 15:00, wrote in the thread")
    assert "MARKER" not in chosen
    assert berkshire.kinds(reference)[-1] == "taken_out_of_sight"
    assert "cannot be undone" in answered.text
    assert "only they can delete it" in answered.text
    assert berkshire.heard("Priya", "only you can delete it") == 1
    assert NAME not in "\n".join(message.text for message in berkshire.told("Priya"))
    priya.deletes(own)
    assert NAME not in berkshire.thread()
    assert f"Reason: {REASON}" in berkshire.thread()
    assert NAME.encode() not in attached(copy_of(berkshire, "Priya", reference))


def test_what_the_app_posted_is_changed_in_the_thread(berkshire):
    """A view is quoted in the thread and on the card: it goes from both."""
    reference = berkshire.raises()
    berkshire.presses("Priya", "Give our view", text=f"{NAME} was seen on Monday.")
    assert NAME in berkshire.thread()
    assert NAME in berkshire.card().text

    answered = taken(berkshire, "Sam", option(berkshire, "Sam", "gave a view"))

    assert NAME not in berkshire.thread()
    assert "Taken out of sight by Sam Okafor" in berkshire.thread()
    assert NAME not in berkshire.card().text
    assert "Taken out of sight" in berkshire.card().text
    assert "only they can delete it" not in answered.text
    assert berkshire.app.store.misplaced_moments() == []
    assert reference in berkshire.references()


def test_what_was_raised_is_gone_from_the_card_and_a_copy_still_verifies(berkshire):
    reference = berkshire.raises(evidence=f"{NAME} missed two weight checks.")
    assert NAME in berkshire.card().text

    taken(berkshire, "Priya", option(berkshire, "Priya", "raised it"))

    copy = copy_of(berkshire, "Sam", reference)
    record = json.loads(attached(copy))["record"]
    assert NAME not in berkshire.card().text
    assert NAME.encode() not in attached(copy)
    assert record["entries"][0].keys() == {"seq", "head", "digest", "previous", "hash", "withheld"}
    assert record["state"]["raised_entry"] is None
    assert verify.verify(copy).good, verify.verify(copy)


def test_a_proposal_out_of_sight_is_no_longer_asked(berkshire):
    berkshire.raises()
    berkshire.proposes("Sam")

    taken(berkshire, "Priya", option(berkshire, "Priya", "proposed an agreement"))

    assert "An assessment is begun today." not in berkshire.card().text
    assert "An assessment is begun today." not in berkshire.thread()
    assert "Approve" not in berkshire.card("Priya").buttons


def test_it_can_be_typed_and_is_taken_once(berkshire):
    reference = berkshire.raises()
    berkshire.presses("Priya", "Give our view", text=f"{NAME} was seen.")
    chosen = option(berkshire, "Sam", "gave a view")
    jo = berkshire.person("Priya")
    jo.types(f"/escalate hide {reference}")
    jo.waits_for(lambda: jo.modal, called="the form")
    taken(berkshire, "Sam", chosen)

    modal = jo.submits({"entry": chosen, "reason": "A name."})

    assert "took this out of sight" in modal.text
    assert berkshire.kinds(reference).count("taken_out_of_sight") == 1


def test_a_stranger_cannot_even_see_that_it_is_there(berkshire):
    reference = berkshire.raises()

    berkshire.person("Nora").types(f"/escalate hide {reference}")

    assert "no disagreement with this reference" in berkshire.refused("Nora")


def test_after_it_has_ended_the_business_manager_hears_what_cannot_be_changed_from_here(berkshire):
    """Its channel is archived: no app can change what stands in it."""
    reference = berkshire.raises()
    berkshire.presses("Priya", "Give our view", text=f"{NAME} was seen.")
    berkshire.presses("Sam", "Withdraw", reason="We have spoken.")
    sam = berkshire.person("Sam")
    sam.types(f"/escalate hide {reference}")
    modal = sam.waits_for(lambda: sam.modal, called="the form")
    view = next(each for each in modal.field("entry").options if "gave a view" in each)

    sam.submits({"entry": view, "reason": REASON})
    berkshire.settles()

    assert berkshire.heard("Bea", "after it had ended") == 1
    assert "undelivered" not in berkshire.kinds(reference)
    assert NAME.encode() not in attached(copy_of(berkshire, "Sam", reference))
