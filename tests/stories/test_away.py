"""Leave, lived through Slack: prompts go on to whoever covers, and no limit moves."""


def test_a_manager_on_leave_is_covered_and_the_clock_goes_on(berkshire):
    """Tom goes on leave over Easter and names nobody: Kofi, his deputy, is asked in his place."""
    tom = berkshire.person("Tom")
    tom.types("/escalate away")
    tom.waits_for(lambda: tom.modal, called="the form")
    answer = tom.submits({"starts": "2026-04-03", "ends": "2026-04-12"})
    assert "Kofi Mensah is asked meanwhile" in getattr(answer, "text", "")

    berkshire.raises()
    berkshire.reaches("Tuesday 2026-04-07 17:01")

    assert berkshire.heard("Tom", "you are asked") == 0
    assert (
        berkshire.heard("Kofi", "in the place of Tom Reed, who is away until Sunday 12 April") == 1
    )
    assert berkshire.channel_of("Kofi") == berkshire.channel_of("Sam")

    berkshire.presses("Kofi", "I have this")
    assert "Kofi Mensah has this" in berkshire.card().text

    berkshire.reaches("Wednesday 2026-04-08 17:01")
    assert berkshire.heard("Mina", "ESC-") == 1, "the next tier is told when it would have been"


def test_whoever_is_back_early_is_asked_again(berkshire):
    tom = berkshire.person("Tom")
    tom.types("/escalate away")
    tom.waits_for(lambda: tom.modal, called="the form")
    tom.submits({"starts": "2026-04-02", "ends": "2026-04-12"})
    tom.types("/escalate back")
    berkshire.raises()
    berkshire.reaches("Tuesday 2026-04-07 17:01")

    assert berkshire.heard("Kofi", "ESC-") == 0
    assert berkshire.heard("Tom", "ESC-") == 1


def test_a_manager_says_that_one_of_their_people_is_away_while_it_is_their_turn(berkshire):
    """Helen says it of Tom, whom it has reached: Kofi is asked as well, and the limit stays."""
    berkshire.raises()
    berkshire.reaches("Tuesday 2026-04-07 17:01")
    assert berkshire.heard("Tom", "you are asked") == 1

    helen = berkshire.person("Helen")
    helen.types("/escalate away @Tom Reed")
    helen.waits_for(lambda: helen.modal, called="the form")
    answer = helen.submits({"starts": "2026-04-07", "ends": "2026-04-12"})
    assert "Tom Reed is away" in getattr(answer, "text", "")
    assert "Kofi Mensah is asked meanwhile" in getattr(answer, "text", "")

    berkshire.reaches("Wednesday 2026-04-08 09:00")
    assert berkshire.channel_of("Kofi") == berkshire.channel_of("Sam")
    berkshire.presses("Kofi", "I have this")
    assert "Kofi Mensah has this" in berkshire.card().text
    berkshire.reaches("Wednesday 2026-04-08 17:01")
    assert berkshire.heard("Mina", "ESC-") == 1, "the next tier is told when it would have been"
