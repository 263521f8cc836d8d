"""Leave, lived through Slack: prompts go on to whoever covers, and no limit moves."""

import re

from tests.stories.conftest import words


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


ASKED = "Line manager / team manager: Kofi Mensah, for Tom Reed (awaited)"


def goes_on_leave(berkshire, starts: str) -> None:
    """Tom says it himself, and names nobody: Kofi is his deputy."""
    tom = berkshire.person("Tom")
    tom.types("/escalate away")
    tom.waits_for(lambda: tom.modal, called="the form")
    tom.submits({"starts": starts, "ends": "2026-04-12"})
    berkshire.settles()


def listed(berkshire, name: str) -> str:
    """What somebody reads who asks for their list."""
    person = berkshire.person(name)
    before = len(person.notices)
    person.types("/escalate list")
    found = person.waits_for(lambda: person.notices[before:], called="the list")
    return str(found[-1].text)


def test_the_card_and_the_list_say_who_is_asked_for_whom_and_never_why(berkshire):
    """Sam of the other agency reads two names, and nothing of leave."""
    goes_on_leave(berkshire, "2026-04-03")
    berkshire.raises()
    berkshire.reaches("Tuesday 2026-04-07 17:01")

    assert ASKED in words(berkshire.card().text)
    said = words(listed(berkshire, "Sam"))
    assert "asked: Jo Lee; Kofi Mensah, for Tom Reed" in said
    for text in (berkshire.card().text, said, berkshire.thread()):
        assert not re.search(r"\b(away|leave|absen|12 April)", text)


def test_who_comes_to_cover_during_a_turn_stands_on_the_card_at_once(berkshire):
    berkshire.raises()
    berkshire.reaches("Tuesday 2026-04-07 17:01")
    assert "Tom Reed" not in berkshire.card().text

    goes_on_leave(berkshire, "2026-04-07")

    assert ASKED in words(berkshire.card().text)


def test_once_they_are_back_the_card_names_nobody_else(berkshire):
    goes_on_leave(berkshire, "2026-04-03")
    berkshire.raises()
    berkshire.reaches("Tuesday 2026-04-07 17:01")
    berkshire.person("Tom").types("/escalate back")
    berkshire.presses("Jo", "I have this")

    assert "Kofi Mensah" not in berkshire.card().text
    assert "Kofi Mensah" not in listed(berkshire, "Sam")
