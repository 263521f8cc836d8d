"""The bot is down, and comes back: everything due is done, in order, and recorded as late."""

import pytest

BEFORE_THE_LIMIT = "Tuesday 2026-04-07 16:59"


@pytest.mark.failure(1)
def test_down_over_a_weekend_everything_is_done_in_order_and_recorded_late(berkshire):
    reference = berkshire.raises()
    berkshire.reaches("Thursday 2026-04-09 12:00")
    berkshire.stops()
    berkshire.open = type(berkshire.open)()

    berkshire.clock.wind_to(at("Monday 2026-04-13 08:00"))
    berkshire.starts()
    berkshire.settles()

    assert len(berkshire.told("Owen")) == 1
    assert berkshire.told("Ruth") == [], "every tier has a full working day with it"
    made = [berkshire.app.store.read(kept) for kept in berkshire.app.store.entries(reference)]
    late = [entry for entry in made if entry.kind == "reached"][-1]
    assert f"{late.due:%A %H:%M}" == "Thursday 17:00" or late.due < late.at
    assert "recorded late" in " ".join(
        line
        for entry in made
        if entry.kind == "reached"
        for line in lines(berkshire, reference, entry)
    )


@pytest.mark.parametrize(
    ("back", "a_day_later", "is_late"),
    [
        ("Tuesday 2026-04-07 17:01", "Wednesday 2026-04-08 17:00", False),
        ("Monday 2026-04-13 08:00", "Tuesday 2026-04-14 17:00", True),
        ("Monday 2026-05-11 08:00", "Tuesday 2026-05-12 17:00", True),
    ],
    ids=["a minute", "over the weekend", "a month"],
)
@pytest.mark.failure(1, 2, 14)
def test_down_over_a_limit_the_next_tier_is_told_at_once_and_has_its_working_day(
    berkshire, back, a_day_later, is_late
):
    """However many limits have passed meanwhile: nobody beyond is told before that day has ended."""
    reference = berkshire.raises()
    berkshire.reaches(BEFORE_THE_LIMIT)
    is_down_until(berkshire, back)

    assert [len(berkshire.told(name)) for name in ("Jo", "Tom")] == [1, 1]
    assert berkshire.told("Mina") == berkshire.told("Owen") == []
    assert ("recorded late" in on_record(berkshire, reference, "reached")) == is_late

    berkshire.reaches(a_day_later)
    assert berkshire.told("Mina") == []
    berkshire.reaches(a_day_later.replace("17:00", "17:01"))
    assert [len(berkshire.told(name)) for name in ("Mina", "Helen", "Clare", "Leila")] == [1] * 4
    assert berkshire.told("Owen") == []
    assert berkshire.app.store.misplaced_moments() == []


def test_what_was_missed_is_done_in_the_order_in_which_it_fell_due(berkshire):
    """Of two disagreements, each with its limits and one with an unopened press of the morning."""
    references = raises_two(berkshire)
    berkshire.reaches("Tuesday 2026-04-07 10:00")
    berkshire.presses("Sam", "Immediate harm")
    is_down_until(berkshire, "Monday 2026-04-13 08:00")

    warned = [berkshire.kinds(each).count("harm_unopened") for each in references]
    assert sorted(warned) == [0, 1]
    for each in references:
        made = entries(berkshire, each)
        due = [entry.due for entry in made if entry.kind == "limit_passed"]
        assert len(due) > 1
        assert due == sorted(due)
        assert [entry.at for entry in made] == sorted(entry.at for entry in made)


def test_back_after_a_weekend_each_person_has_one_message_with_all_that_waits_for_them(berkshire):
    """Two limits, one line manager at each agency: one message, which names them both."""
    references = raises_two(berkshire)
    berkshire.reaches(BEFORE_THE_LIMIT)
    is_down_until(berkshire, "Monday 2026-04-13 09:30")

    for name in ("Jo", "Tom"):
        (message,) = berkshire.told(name)
        assert [message.text.count(f"{each} – you are asked to act") for each in references] == [
            1,
            1,
        ]
    for each in references:
        told = [made.tier for made in entries(berkshire, each) if made.kind == "reached"]
        assert told == [0, 1]

    berkshire.reaches("Monday 2026-04-13 16:00")
    assert [len(berkshire.told(name)) for name in ("Jo", "Tom")] == [1, 1]


def test_presses_made_before_it_went_down_are_delivered_when_it_is_back(berkshire):
    berkshire.raises()
    berkshire.workspace.fails("chat.postMessage", "500", times=50)
    berkshire.presses("Sam", "Move up now", reason="Nobody is visiting.")
    assert berkshire.told("Jo") == []
    berkshire.stops()
    berkshire.open = type(berkshire.open)()

    berkshire.workspace.works_again()
    berkshire.starts()
    berkshire.reaches("Thursday 2026-04-02 16:30")

    assert len(berkshire.told("Jo")) == 1


@pytest.mark.failure(25)
def test_a_message_that_may_have_been_sent_is_looked_up_before_it_is_sent_again(berkshire):
    berkshire.workspace.fails("chat.postMessage", "drop_after_accept", times=2)

    berkshire.raises()
    berkshire.reaches("Thursday 2026-04-02 16:30")

    assert len(berkshire.told("Sam")) == 1
    assert len(berkshire.told("Priya")) == 1
    channel = next(c for c in berkshire.person("Sam").channels if c.name.startswith("esc-"))
    roots = [m for m in channel.messages if m.from_app and not m.is_line]
    assert len(roots) == 1


@pytest.mark.failure(26)
def test_slack_saying_not_now_is_obeyed_and_nothing_is_lost(berkshire):
    berkshire.workspace.fails("chat.postMessage", "429", times=3, retry_after=30)

    berkshire.raises()
    berkshire.reaches("Thursday 2026-04-02 16:30")

    assert len(berkshire.told("Sam")) == len(berkshire.told("Priya")) == 1


def raises_two(berkshire):
    """Two at one and the same time, by the clock that stands still."""
    berkshire.raises()
    berkshire.raises()
    first, second = berkshire.references()
    return [first, second]


def is_down_until(berkshire, text):
    """The bot goes down, and comes back at this time."""
    berkshire.stops()
    berkshire.open = type(berkshire.open)()
    berkshire.clock.wind_to(at(text))
    berkshire.starts()
    berkshire.settles()


def entries(berkshire, reference):
    """What has happened, as it is read again."""
    store = berkshire.app.store
    return [store.read(kept) for kept in store.entries(reference)]


def on_record(berkshire, reference, kind):
    """How the last entry of a kind reads on the record."""
    last = [each for each in entries(berkshire, reference) if each.kind == kind][-1]
    return " ".join(lines(berkshire, reference, last))


def at(text):
    from datetime import datetime

    from escalation.working_time.times import LONDON

    return datetime.fromisoformat(text.split(" ", 1)[1]).replace(tzinfo=LONDON)


def lines(partnership, reference, entry):
    disagreement = partnership.app.store.disagreement(reference)
    return [str(part) for part in entry.reads(disagreement)]
