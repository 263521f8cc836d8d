"""Keeping to Slack's limits: before it is called, and together with all other workers. FAILURES 26, 27."""

from datetime import timedelta

import pytest

from bot.slack.wire import METHODS, SlackSender
from bot.slack.wire_pacing import A_SECOND, INTERVALS, SEVERAL_HUNDRED, TIER_3
from escalation.words.message import Message, Quote
from scheduler.sender import PacedError, TryAgainError
from tests.bot.slack.conftest import DIRECTORY, EARLIER, NAME, REFERENCE, dm, known, replies, words

POST = "slack:chat.postMessage"
# Each of them answers a person who waits, or is asked once as the app starts.
NOT_DELIVERYS = {"auth.test", "chat.postEphemeral", "views.open", "views.push", "views.update"}
LONG = Message(
    "s", tuple(Quote(f"View {n}", f"{n}. " + "They differ about it. " * 130) for n in range(6))
)


class Turns:
    """The pace in memory, on a clock that goes on only while somebody waits."""

    def __init__(self) -> None:
        self.now = timedelta()
        self.free: dict[str, timedelta] = {}
        self.taken: list[str] = []
        self.waited: list[float] = []

    def take(self, lanes):
        waits = {
            lane: self.free[lane] - self.now
            for lane in lanes
            if self.free.get(lane, self.now) > self.now
        }
        if not waits:
            self.free |= {lane: self.now + interval for lane, interval in lanes.items()}
            self.taken += lanes
        return waits

    def hold(self, lane, wait):
        self.free[lane] = self.now + wait

    def wait(self, seconds):
        self.waited.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def turns():
    return Turns()


@pytest.fixture
def sender(config, turns):
    return SlackSender(config, lambda: DIRECTORY, pace=turns, timeout=5, wait=turns.wait)


@pytest.fixture
def there(place, turns):
    """The place of a disagreement, some time after it was made."""
    turns.now += timedelta(minutes=1)
    turns.taken.clear()
    turns.waited.clear()
    return place


@pytest.mark.failure(27)
def test_every_method_that_delivery_calls_has_its_pace():
    assert set(INTERVALS) == set(METHODS) - NOT_DELIVERYS


def test_a_message_takes_its_channels_turn_and_its_methods(sender, there, turns):
    sender.post(there, words("Said."), REFERENCE, "k1", EARLIER)

    assert set(turns.taken) == {POST, f"slack:{there.channel}"}
    assert turns.free[POST] - turns.now == SEVERAL_HUNDRED
    assert turns.free[f"slack:{there.channel}"] - turns.now == A_SECOND


def test_a_channel_whose_turn_it_is_not_is_not_called(sender, there, turns, grace):
    sender.post(there, words("Said."), REFERENCE, "k1", EARLIER)
    turns.now += timedelta(milliseconds=700)

    with pytest.raises(PacedError) as paced:
        sender.post(there, words("Too soon."), REFERENCE, "k2", EARLIER)

    assert paced.value.after == pytest.approx(0.3)
    assert not paced.value.all_wait, "other channels go on"
    assert replies(grace) == ["Said."]
    assert turns.waited == []


def test_for_what_everything_needs_a_worker_waits_a_little_itself(sender, there, turns, grace):
    turns.hold(POST, timedelta(seconds=0.2))

    sender.post(there, words("Said."), REFERENCE, "k1", EARLIER)

    assert turns.waited == [pytest.approx(0.2)]
    assert replies(grace) == ["Said."]


def test_for_longer_nobody_waits_and_all_of_it_is_left(sender, there, turns, grace):
    turns.hold(POST, timedelta(seconds=30))

    with pytest.raises(PacedError) as paced:
        sender.post(there, words("Said."), REFERENCE, "k1", EARLIER)

    assert (paced.value.after, paced.value.all_wait) == (30, True)
    assert turns.waited == []
    assert replies(grace) == []


@pytest.mark.failure(26)
def test_when_slack_says_not_now_nobody_calls_that_method_for_so_long(
    sender, there, turns, workspace
):
    workspace.fails("chat.postMessage", "429", retry_after=30)

    with pytest.raises(TryAgainError) as first:
        sender.post(there, words("Said."), REFERENCE, "k1", EARLIER)
    turns.now += timedelta(seconds=5)
    with pytest.raises(PacedError) as second:
        sender.tell(dm(sender, "grace"), words("Your part."), REFERENCE, "k2", EARLIER)

    assert (first.value.after, second.value.after) == (30, 25)


def test_what_is_urgent_waits_for_no_pace_of_ours(sender, turns, grace):
    turns.hold("slack:conversations.open", timedelta(minutes=1))
    turns.hold(POST, timedelta(minutes=1))

    direct = sender.direct(known("grace"), True)
    for key in ("k1", "k2", "k3"):
        sender.tell(direct, words(f"Ring now: {key}."), REFERENCE, key, EARLIER, True)
    found = sender.find_told(direct, "k3", EARLIER, True)

    assert [m.text for m in grace.reads()] == [f"Ring now: k{n}." for n in (1, 2, 3)]
    assert found
    assert turns.waited == []
    assert turns.taken == []


def test_what_slack_says_of_something_urgent_everybody_else_hears(sender, turns, workspace):
    direct = sender.direct(known("grace"), True)
    workspace.fails("chat.postMessage", "429", retry_after=7)

    with pytest.raises(TryAgainError) as refused:
        sender.tell(direct, words("Ring now."), REFERENCE, "k1", EARLIER, True)

    assert refused.value.after == 7
    assert turns.free[POST] == timedelta(seconds=7)


def test_what_has_been_said_in_part_waits_for_its_next_turn_and_goes_on(
    sender, there, turns, grace
):
    """Put back, it would have to find out first what it has said."""

    sender.post(there, LONG, REFERENCE, "k1", EARLIER)

    said = "\n".join(replies(grace))
    assert [said.count(f"View {n}:") for n in range(6)] == [1] * 6
    assert turns.waited == [1.0] * (len(replies(grace)) - 1)


def test_a_long_message_that_had_to_wait_in_the_middle_is_said_once(sender, there, turns, grace):
    take, asked = turns.take, []

    def takes(lanes):
        asked.append(lanes)
        if len(asked) == 3:  # the thread is read, the first page is said, and then
            return {POST: timedelta(minutes=1)}
        return take(lanes)

    turns.take = takes
    with pytest.raises(PacedError):
        sender.post(there, LONG, REFERENCE, "k1", EARLIER)
    assert len(replies(grace)) == 1
    turns.now += timedelta(minutes=2)
    assert sender.find_post(there, "k1", EARLIER) is None
    turns.now += timedelta(minutes=2)

    sender.post(there, LONG, REFERENCE, "k1", EARLIER)

    said = "\n".join(replies(grace))
    assert [said.count(f"View {n}:") for n in range(6)] == [1] * 6


def test_a_place_is_made_without_a_stop_once_it_is_begun(sender, turns, grace):
    """Its people are invited one after the other, each in turn."""
    sender.make_place(REFERENCE, [known("grace"), known("sam"), known("lee")])

    assert turns.waited == [pytest.approx(TIER_3.total_seconds())] * 2
    assert {"U0GRACE", "U0SAM", "U0LEE"} < set(grace.conversation(NAME).members)


def test_somebodys_conversation_is_asked_for_once_an_hour(config, turns, workspace):
    hour = [0.0]
    sender = SlackSender(
        config, lambda: DIRECTORY, pace=turns, wait=turns.wait, stopwatch=lambda: hour[0]
    )
    for _ in range(3):
        sender.direct(known("grace"))
    assert turns.taken == ["slack:conversations.open"]

    hour[0] += 3601
    turns.now += timedelta(hours=1)
    sender.direct(known("grace"))

    assert turns.taken == ["slack:conversations.open"] * 2


def test_looking_far_back_goes_on_in_turn(sender, there, turns, monkeypatch):
    monkeypatch.setattr("bot.slack.wire_looking.PAGE", 2)
    for number in range(5):
        turns.now += timedelta(minutes=1)
        sender.post(there, words(f"Number {number}"), REFERENCE, f"k{number}", EARLIER)
    turns.now += timedelta(minutes=1)

    assert sender.find_post(there, "k4", EARLIER)
    assert turns.waited == [pytest.approx(TIER_3.total_seconds())] * len(turns.waited) != []
