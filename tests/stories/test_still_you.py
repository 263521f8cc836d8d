"""Still you? Lived through Slack: the list comes, one press confirms it, and who has left is named."""

import re
from dataclasses import replace

from sandbox.driven import Message

MORNING = "Wednesday 2026-04-08 07:30"
NINE = "Wednesday 2026-04-08 09:01"
NEXT = "Thursday 2026-04-09 07:30"


def asked(berkshire, name: str, about: str = "Still you?") -> list[Message]:
    return [each for each in berkshire.told(name) if about in each.text]


def morning_comes(berkshire, at: str, told_at: str) -> None:
    """The daily round is made at half past seven; whoever is asked begins to work at nine."""
    berkshire.reaches(at)
    berkshire.app.people.make()
    berkshire.reaches(told_at)


def test_the_lead_gets_the_list_and_confirms_it_with_one_press(berkshire):
    berkshire.reaches(MORNING)
    berkshire.app.people.make()
    berkshire.settles()
    assert asked(berkshire, "Clare") == [], "she is not at work yet"

    berkshire.reaches(NINE)
    (told,) = asked(berkshire, "Clare")
    assert "Line manager / team manager: Jo Lee (deputy Fay Ross)" in told.text

    berkshire.presses_in_messages("Clare", "All still right")
    assert "the people of Royal Berkshire Health Trust are still right" in berkshire.refused(
        "Clare"
    )
    morning_comes(berkshire, NEXT, "Thursday 2026-04-09 09:01")
    assert len(asked(berkshire, "Clare")) == 1, "nothing has changed"
    assert berkshire.app.store.upkeep.confirmations.last("health", "people").by == "clare-moss"


def test_a_deactivated_account_is_found_and_named_to_the_lead_and_counted_for_the_manager(
    berkshire,
):
    morning_comes(berkshire, MORNING, NINE)
    berkshire.person("Jo").leaves_the_workspace()
    morning_comes(berkshire, NEXT, "Thursday 2026-04-09 09:01")

    told = asked(berkshire, "Clare")[-1].text
    assert "The Slack account of Jo Lee is deactivated: they may have left." in told
    before, after = (each.text for each in asked(berkshire, "Bea", "Who is who")[-2:])
    assert _open_at("Royal Berkshire Health Trust", after) == (
        _open_at("Royal Berkshire Health Trust", before) + 1
    )
    assert berkshire.app.store.directory(berkshire.clock.now()).person("jo-lee"), "nothing changed"


def test_who_says_that_the_list_is_not_right_hears_what_to_do(berkshire):
    morning_comes(berkshire, MORNING, NINE)
    berkshire.presses_in_messages("Leila", "Not right")

    assert "/escalate away" in berkshire.refused("Leila")
    morning_comes(berkshire, NEXT, "Thursday 2026-04-09 09:01")
    assert "said to be not right" in asked(berkshire, "Bea", "Who is who")[-1].text


def test_before_the_summer_the_lead_says_who_is_away(berkshire_from):
    berkshire = berkshire_from("Wednesday 2026-06-17 07:30")
    morning_comes(berkshire, "Wednesday 2026-06-17 07:31", "Wednesday 2026-06-17 09:01")
    assert len(asked(berkshire, "Clare", "Who covers over the summer")) == 1

    berkshire.presses_in_messages("Clare", "All covered")
    assert "all is covered" in berkshire.refused("Clare")

    clare = berkshire.person("Clare")
    message = asked(berkshire, "Clare", "Who covers over the summer")[-1]
    clare.presses("Say who is away", in_=message)
    clare.waits_for(lambda: clare.modal, called="the form")
    answer = clare.submits({"starts": "2026-07-27", "ends": "2026-08-14"})
    assert answer
    assert "Dev Nair is asked meanwhile" in answer.text


def test_whoever_has_no_slack_id_is_found_by_e_mail(berkshire):
    def forgets(before):
        people = (
            replace(each, slack="") if each.id == "fay-ross" else each for each in before.people
        )
        return replace(before, people=tuple(people))

    now = berkshire.clock.now()
    berkshire.app.store.change_directory(forgets, who="a test", source="none", at=now)
    berkshire.app.people.make()

    assert berkshire.app.store.directory(now).person("fay-ross").slack == "U0FAY"


def _open_at(agency: str, summary: str) -> int:
    """How many things the Business Manager's line of an agency says are open."""
    said = re.search(rf"{agency}\W+(\d+|nothing) ", summary)
    assert said, summary
    return 0 if said[1] == "nothing" else int(said[1])
