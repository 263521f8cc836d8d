"""Every press is answered: stale ones, double ones, two at once, and those of people without the right."""

from concurrent.futures import ThreadPoolExecutor


def test_a_stale_press_is_told_what_has_happened_since(berkshire):
    berkshire.raises()
    seen = berkshire.card("Priya")
    berkshire.presses("Sam", "Move up now", reason="Nobody is visiting.")

    berkshire.person("Priya").presses("I have this", in_=seen)

    assert "is now at Stage 1" in berkshire.refused("Priya")
    assert "Nothing has changed" in berkshire.refused("Priya")


def test_what_was_begun_before_somebody_elses_first_act_is_not_lost(berkshire):
    """Marcus is writing a proposal while Owen takes it up: it is put all the same."""
    reference = berkshire.raises()
    berkshire.reaches("Friday 2026-04-10 12:00")
    marcus = berkshire.person("Marcus")
    marcus.presses("Propose an agreement", in_=berkshire.card("Marcus"))
    marcus.waits_for(lambda: marcus.modal, called="the form")

    berkshire.presses("Owen", "I have this")
    marcus.submits(
        {"what_1": "A visit today.", "owner_1": "Priya Desai", "due_1": "2026-04-30"},
    )
    berkshire.settles()

    assert berkshire.kinds(reference)[-3:] == ["moved", "taken", "proposed"]


def test_chatter_never_makes_a_button_stale(berkshire):
    reference = berkshire.raises()
    seen = berkshire.card("Priya")
    berkshire.person("Sam").posts("I rang the health visitor.", in_thread_of=berkshire.card())
    berkshire.settles()

    berkshire.person("Priya").presses("I have this", in_=seen)
    berkshire.settles()

    assert berkshire.kinds(reference)[-2:] == ["said", "taken"]


def test_pressed_twice_it_happens_once(berkshire):
    reference = berkshire.raises()

    berkshire.presses("Priya", "I have this")
    berkshire.presses("Priya", "I have this")

    assert berkshire.kinds(reference).count("taken") == 1
    assert "already" in berkshire.refused("Priya")


def test_two_approvals_at_the_same_moment_settle_once(berkshire):
    reference = berkshire.raises()
    berkshire.proposes("Sam")
    cards = {name: berkshire.card(name) for name in ("Sam", "Priya")}

    with ThreadPoolExecutor() as pool:
        presses = [
            pool.submit(berkshire.person(name).presses, "Approve", card)
            for name, card in cards.items()
        ]
        for press in presses:
            press.result()
    berkshire.settles()

    assert berkshire.kinds(reference).count("approved") == 2
    assert berkshire.kinds(reference).count("settled") == 1
    assert berkshire.heard("Priya", f"{reference} is settled") == 1


def test_a_manager_who_has_not_been_asked_yet_is_told_who_may(berkshire):
    reference = berkshire.raises()
    berkshire.lets_in("Owen")

    berkshire.person("Owen").presses("I have this", in_=berkshire.card("Owen"))
    berkshire.settles()

    answer = berkshire.refused("Owen")
    assert "Sam Okafor" in answer
    assert "Priya Desai" in answer
    assert "taken" not in berkshire.kinds(reference)


def test_somebody_of_a_tier_it_has_left_cannot_approve_for_the_managers(berkshire):
    reference = berkshire.raises()
    berkshire.presses("Sam", "Move up now", reason="Nobody is visiting.")
    berkshire.proposes("Jo")

    berkshire.presses("Priya", "Approve")

    assert "Tom Reed" in berkshire.refused("Priya")
    assert "approved" not in berkshire.kinds(reference)


def test_a_strangers_words_are_not_kept_and_the_business_manager_hears(berkshire):
    reference = berkshire.raises()
    berkshire.lets_in("Nora")

    berkshire.person("Nora").posts("MARKER-OF-A-STRANGER", in_thread_of=berkshire.card())
    berkshire.settles()

    assert berkshire.kinds(reference)[-1] == "stranger_posted"
    assert "not kept" in berkshire.refused("Nora")
    assert berkshire.heard("Bea", "not named in it") == 1
    bodies = b"".join(kept.body for kept in berkshire.app.store.entries(reference))
    assert b"MARKER-OF-A-STRANGER" not in bodies


def test_a_form_that_is_refused_keeps_what_was_typed(berkshire):
    berkshire.raises()
    berkshire.presses("Sam", "Propose an agreement")
    sam = berkshire.person("Sam")
    sam.waits_for(lambda: sam.modal, called="the form")

    modal = sam.submits({"what_1": "A visit today.", "owner_1": "Priya", "due_1": "2026-04-01"})

    assert modal is not None
    assert "has passed" in modal.errors["due_1"]
    assert modal.field("what_1").value == "A visit today."


def test_what_people_write_in_the_thread_becomes_entries_once(berkshire):
    reference = berkshire.raises()
    berkshire.person("Priya").posts("I will ask my manager.", in_thread_of=berkshire.card())
    berkshire.settles()

    berkshire.workspace.delivers_again()
    berkshire.settles()

    assert berkshire.kinds(reference).count("said") == 1


def test_a_mistyped_word_gets_help_and_does_nothing(berkshire):
    berkshire.person("Sam").types("/escalate stauts")

    assert "stauts" in berkshire.refused("Sam")
    assert "/escalate list" in berkshire.refused("Sam")
    assert berkshire.references() == []


def test_status_and_list_are_for_those_it_names(berkshire):
    reference = berkshire.raises()

    berkshire.person("Sam").types(f"/escalate status {reference}")
    assert "Stage 1" in berkshire.refused("Sam")
    berkshire.person("Sam").types("/escalate list")
    assert reference in berkshire.refused("Sam")

    berkshire.person("Nora").types(f"/escalate status {reference}")
    assert "no disagreement with this reference that names you" in berkshire.refused("Nora")
    berkshire.person("Bea").types("/escalate list")
    assert "No open disagreement names you" in berkshire.refused("Bea")


def test_export_hands_over_ones_own_copy_and_is_audited(berkshire):
    reference = berkshire.raises()

    berkshire.person("Sam").types(f"/escalate export {reference}")
    sam = berkshire.person("Sam")
    sam.waits_for(lambda: [f for m in sam.reads() for f in m.files], called="the file")

    assert "exported" in berkshire.kinds(reference)
    assert [seen.who for seen in berkshire.app.store.audit.of(reference)] == ["sam-okafor"]


def test_nothing_can_be_raised_while_nobody_is_in_the_directory(berkshire):
    from escalation.directory.people import Directory
    from storage import directory
    from storage.database import writing

    with writing(berkshire.app.engine) as connection:
        directory.replace(
            connection, Directory(), who="a test", source="none", at=berkshire.clock.now()
        )

    berkshire.person("Sam").types("/escalate")

    assert "nobody is in this installation's directory" in berkshire.refused("Sam")
