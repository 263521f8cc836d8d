"""What has ended is taken up again in Slack: by its reference, in a new channel, with its whole history."""

WHY = "The visit that was agreed has not been made."


def settled(berkshire) -> str:
    reference: str = berkshire.raises()
    berkshire.proposes("Sam")
    berkshire.presses("Sam", "Approve")
    berkshire.presses("Priya", "Approve")
    berkshire.reaches("Monday 2026-05-11 10:00")
    return reference


def reopens(berkshire, name: str, typed: str, reason: str = WHY) -> None:
    person = berkshire.person(name)
    person.types(f"/escalate reopen {typed}")
    person.waits_for(lambda: person.modal, called="the form")
    person.submits({"reason": reason})
    berkshire.settles()


def files(berkshire, name: str) -> int:
    return sum(len(each.files) for each in berkshire.told(name))


def test_a_broken_settlement_is_reopened_by_its_reference_at_the_next_stage(berkshire):
    reference = settled(berkshire)

    reopens(berkshire, "Priya", reference.lower())

    card = berkshire.card().text
    assert "Stage 2" in card
    assert "by Priya Desai" in card
    assert "it had been settled on Thursday 2 April 2026" in card
    assert WHY in berkshire.thread("Sam")
    for name in ("Mina", "Helen", "Clare", "Leila"):
        assert berkshire.heard(name, "you are asked to act, Stage 2") == 1, name
    for name in ("Sam", "Priya"):
        assert berkshire.heard(name, "it has been reopened") == 1, name
    assert berkshire.heard("Bea", "reopened") == 0
    assert WHY not in "\n".join(each.text for each in berkshire.told("Sam"))
    assert berkshire.app.store.misplaced_moments() == []


def test_it_has_a_new_channel_and_the_old_one_stays_archived(berkshire):
    reference = settled(berkshire)

    reopens(berkshire, "Sam", reference)

    channels = {c.name: c for c in berkshire.person("Sam").channels if c.name.startswith("esc-")}
    first, second = reference.lower(), f"{reference.lower()}-2"
    assert {name: c.archived for name, c in channels.items()} == {first: True, second: False}
    assert second in berkshire.channel_of("Mina")
    receipts = berkshire.app.store.receipts
    assert receipts.at("slack", channels[first].id) == reference
    assert receipts.at("slack", channels[second].id) == reference


def test_words_in_the_new_channel_are_on_the_one_record(berkshire):
    reference = settled(berkshire)
    reopens(berkshire, "Sam", reference)

    berkshire.person("Helen").posts("I have rung the team.", in_thread_of=berkshire.card("Helen"))
    berkshire.settles()

    assert "said" in berkshire.kinds(reference)
    made = berkshire.app.desk.make(reference, "health", "json", berkshire.clock.now())
    assert b"I have rung the team." in made
    assert b"An assessment is begun today." in made
    assert b'"status":"open"' in made.replace(b" ", b"")


def test_no_limit_is_called_late_and_the_next_tier_has_its_time_from_now(berkshire):
    reference = settled(berkshire)
    reopens(berkshire, "Sam", reference)

    berkshire.reaches("Thursday 2026-05-14 17:00")
    assert berkshire.told("Owen") == []
    berkshire.reaches("Thursday 2026-05-14 17:01")

    assert len(berkshire.told("Owen")) == 1
    assert "limit_passed" not in berkshire.kinds(reference)
    assert berkshire.app.store.misplaced_moments() == []


def test_it_is_settled_again_and_each_agency_is_handed_its_record_again(berkshire):
    reference = settled(berkshire)
    assert files(berkshire, "Priya") == 1
    reopens(berkshire, "Sam", reference)

    berkshire.proposes("Mina", due="2026-06-30")
    berkshire.presses("Mina", "Approve")
    berkshire.presses("Helen", "Approve")

    assert berkshire.kinds(reference).count("settled") == 2
    assert berkshire.heard("Priya", f"{reference} is settled") == 2
    assert files(berkshire, "Priya") == 2
    assert berkshire.card().buttons == []
    assert f"/escalate reopen {reference}" in berkshire.card().text
    assert all(c.archived for c in berkshire.person("Sam").channels if c.name.startswith("esc-"))


def test_the_same_form_sent_twice_reopens_it_once(berkshire):
    reference = settled(berkshire)
    reopens(berkshire, "Sam", reference)

    berkshire.person("Priya").types(f"/escalate reopen {reference}")

    assert "is open, at Stage 2" in berkshire.refused("Priya")
    assert berkshire.kinds(reference).count("reopened") == 1


def test_a_stranger_does_not_hear_whether_there_is_one(berkshire):
    reference = settled(berkshire)

    berkshire.person("Nora").types(f"/escalate reopen {reference}")

    assert "There is no disagreement with this reference that names you." in (
        berkshire.refused("Nora")
    )


def test_without_a_reference_the_command_says_what_to_type(berkshire):
    berkshire.person("Sam").types("/escalate reopen")

    assert "/escalate reopen ESC-…" in berkshire.refused("Sam")


def test_withdrawing_tells_the_other_side_that_it_was_not_settled(berkshire):
    reference = berkshire.raises()

    berkshire.presses("Sam", "Withdraw", reason="They have begun the assessment after all.")

    assert "withdrawn at Stage 1" in berkshire.card("Priya").text
    assert berkshire.heard("Priya", "Sam Okafor (Professional) has withdrawn it") == 1
    assert berkshire.heard("Priya", "It was not settled.") == 1
    private = "\n".join(each.text for each in berkshire.told("Priya"))
    assert "They have begun" not in private
    assert "They have begun" in berkshire.thread("Priya")
    assert "settled" not in berkshire.kinds(reference)
    assert files(berkshire, "Priya") == 1


def test_nobody_but_the_raiser_withdraws_it(berkshire):
    berkshire.raises()

    assert "Withdraw" not in berkshire.may_do("Priya")
    assert "Withdraw" in berkshire.may_do("Sam")


def test_what_was_withdrawn_is_reopened_by_its_raiser_where_it_stood(berkshire):
    reference = berkshire.raises()
    berkshire.presses("Sam", "Withdraw", reason="They have begun the assessment after all.")
    berkshire.person("Priya").types(f"/escalate reopen {reference}")
    assert "reopening it is for Sam Okafor" in berkshire.refused("Priya")

    reopens(berkshire, "Sam", reference, "They have stopped again.")

    assert "Stage 1" in berkshire.card("Priya").text
    assert "I have this" in berkshire.card("Priya").buttons
    assert berkshire.heard("Priya", "it has been reopened; you are asked to act") == 1
