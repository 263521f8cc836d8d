"""The day before Good Friday, nobody records an outcome, and three tiers are told as their days end."""

TIERS = [
    ("Tuesday 2026-04-07", ("Jo", "Tom")),
    ("Wednesday 2026-04-08", ("Mina", "Helen", "Clare", "Leila")),
    ("Thursday 2026-04-09", ("Owen", "Marcus")),
    ("Friday 2026-04-10", ("Ruth", "Anne")),
]
OUTSIDE = ("Bea", "Ivor", "Nora")


def test_each_tier_is_told_as_its_day_ends_and_not_a_minute_before(berkshire):
    berkshire.raises()

    for day, names in TIERS:
        berkshire.reaches(f"{day} 17:00")
        assert [berkshire.told(name) for name in names] == [[]] * len(names), day

        berkshire.reaches(f"{day} 17:01")
        assert [len(berkshire.told(name)) for name in names] == [1] * len(names), day


def test_the_clock_moves_nothing_and_tells_nobody_outside_the_two_agencies(berkshire):
    reference = berkshire.raises()

    berkshire.reaches("Friday 2026-04-10 17:01")

    assert "moved" not in berkshire.kinds(reference)
    assert "Stage 1" in berkshire.card().text
    assert [berkshire.told(name) for name in OUTSIDE] == [[], [], []]


def test_people_of_a_tier_come_into_the_channel_when_they_are_told(berkshire):
    berkshire.raises()
    assert berkshire.channel_of("Jo") == []

    berkshire.reaches("Tuesday 2026-04-07 17:01")

    assert berkshire.channel_of("Jo") == berkshire.channel_of("Sam") != []
    assert berkshire.channel_of("Owen") == []


def test_the_senior_managers_take_it_up_and_both_approve(berkshire):
    """R-004-23, R-004-33: the Business Manager gets the copy that stage 3 gives her, once it is a person's move."""
    reference = berkshire.raises()
    berkshire.reaches("Thursday 2026-04-09 17:01")
    berkshire.reaches("Friday 2026-04-10 10:00")

    berkshire.presses("Owen", "I have this")
    assert "Stage 3" in berkshire.card().text
    assert berkshire.heard("Bea", "has entered Stage 3") == 1

    berkshire.proposes("Marcus")
    berkshire.presses("Owen", "Approve")
    assert "settled" not in berkshire.kinds(reference)

    berkshire.presses_in_messages("Marcus", "Approve", about="proposed")

    assert berkshire.kinds(reference).count("settled") == 1
    assert "settled at Stage 3" in berkshire.card().text
    assert berkshire.card().buttons == []
    assert f"/escalate reopen {reference}" in berkshire.card().text
    for name in ("Sam", "Priya", "Owen", "Marcus"):
        assert berkshire.heard(name, f"{reference} is settled") == 1, name
    assert all(c.archived for c in berkshire.person("Sam").channels if c.name.startswith("esc-"))


def test_each_agency_is_handed_its_own_record(berkshire, tmp_path):
    reference = berkshire.raises(subject_case="RBHT-20417")
    berkshire.presses("Sam", "I have this")
    berkshire.proposes("Sam")
    berkshire.presses("Sam", "Approve")
    berkshire.presses("Priya", "Approve")

    files = {
        name: [file.name for message in berkshire.told(name) for file in message.files]
        for name in ("Sam", "Priya")
    }

    assert files == {"Sam": [f"{reference}.pdf"], "Priya": [f"{reference}.pdf"]}


def test_a_different_reader_gets_a_different_copy(berkshire):
    """What one agency notes for itself is a digest on the other's copy."""
    reference = berkshire.raises()
    berkshire.presses("Sam", "Bring in to advise")

    health = berkshire.app.desk.make(reference, "health", "json", berkshire.clock.now())
    council = berkshire.app.desk.make(reference, "social-care", "json", berkshire.clock.now())

    assert b"brought in their" in health
    assert b"brought in their" not in council
