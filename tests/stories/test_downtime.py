"""The bot is down, and comes back: everything due is done, in order, and recorded as late."""


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


def test_a_message_that_may_have_been_sent_is_looked_up_before_it_is_sent_again(berkshire):
    berkshire.workspace.fails("chat.postMessage", "drop_after_accept", times=2)

    berkshire.raises()
    berkshire.reaches("Thursday 2026-04-02 16:30")

    assert len(berkshire.told("Sam")) == 1
    assert len(berkshire.told("Priya")) == 1
    channel = next(c for c in berkshire.person("Sam").channels if c.name.startswith("esc-"))
    roots = [m for m in channel.messages if m.from_app and not m.is_line]
    assert len(roots) == 1


def test_slack_saying_not_now_is_obeyed_and_nothing_is_lost(berkshire):
    berkshire.workspace.fails("chat.postMessage", "429", times=3, retry_after=30)

    berkshire.raises()
    berkshire.reaches("Thursday 2026-04-02 16:30")

    assert len(berkshire.told("Sam")) == len(berkshire.told("Priya")) == 1


def at(text):
    from datetime import datetime

    from escalation.times import LONDON

    return datetime.fromisoformat(text.split(" ", 1)[1]).replace(tzinfo=LONDON)


def lines(partnership, reference, entry):
    disagreement = partnership.app.store.disagreement(reference)
    return [str(part) for part in entry.reads(disagreement)]
