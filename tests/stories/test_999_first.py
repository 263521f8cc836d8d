"""In Slack: whatever the app sends somebody of a disagreement begins with 999, bundled or not."""

from tests.stories.conftest import Partnership

FIRST = "If somebody is at immediate risk of harm, dial 999 now."
EVERYBODY = ("Sam", "Priya", "Jo", "Tom", "Mina", "Helen", "Leila", "Ruth", "Anne", "Bea", "Nora")


def begins(berkshire: Partnership) -> list[str]:
    """The first lines of all that everybody has been sent, where they are not what they must be."""
    return [
        f"{name}: {message.lines[0]}"
        for name in EVERYBODY
        for message in berkshire.told(name)
        if not message.lines[0].startswith(FIRST) or message.text.count("dial 999") != 1
    ]


def test_each_message_of_two_that_are_open_and_are_bundled_begins_with_it_once(berkshire):
    for _ in range(2):
        berkshire.raises()
    berkshire.presses("Priya", "Bring in to advise")
    berkshire.reaches("Friday 2026-04-10 17:01")

    assert begins(berkshire) == []
    bundled = [each for each in berkshire.told("Priya") if "things wait for you" in each.text]
    assert bundled
    for each in bundled:
        assert each.lines[0].startswith(FIRST)
        assert "emergency duty team of Reading" in each.lines[0]
        assert "things wait for you" in each.lines[1]


def test_from_raised_to_settled_and_the_record_every_message_begins_with_it(berkshire):
    reference = berkshire.raises()
    berkshire.reaches("Wednesday 2026-04-08 17:30")
    berkshire.presses("Sam", "Immediate harm")
    berkshire.proposes("Mina")
    berkshire.presses("Mina", "Approve")
    berkshire.presses("Helen", "Approve")
    berkshire.person("Sam").types(f"/escalate export {reference}")
    berkshire.reaches("Tuesday 2026-04-14 17:30")

    assert berkshire.heard("Sam", f"{reference} is settled") == 1
    assert berkshire.heard("Sam", "your agency's copy") + berkshire.heard("Sam", "Your copy of") > 1
    assert begins(berkshire) == []
