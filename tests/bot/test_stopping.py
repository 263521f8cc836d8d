"""Being told to stop: heard once in peace; the second time it is meant."""

import signal
import threading

import pytest

from bot.stopping import TOLD, answered, told_to_stop


@pytest.mark.parametrize("told", TOLD)
def test_it_is_heard_and_leaves_everything_as_it_was(told):
    before = [signal.getsignal(number) for number in TOLD]

    with told_to_stop() as heard:
        assert not heard.is_set()
        signal.raise_signal(told)
        assert heard.is_set()

    assert [signal.getsignal(number) for number in TOLD] == before


def test_told_a_second_time_it_ends_where_it_stands():
    with told_to_stop() as heard:
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert heard.is_set()


def test_never_told_it_leaves_everything_as_it_was():
    before = [signal.getsignal(number) for number in TOLD]

    with told_to_stop() as heard:
        assert [signal.getsignal(number) for number in TOLD] != before

    assert not heard.is_set()
    assert [signal.getsignal(number) for number in TOLD] == before


def test_an_answer_is_waited_for():
    assert answered(lambda: "Slack does not accept the token.", threading.Event()).endswith(
        "token."
    )


def test_told_to_stop_nobody_waits_for_an_answer():
    asked, let_go = threading.Event(), threading.Event()

    def never() -> str:
        asked.set()
        assert let_go.wait(20)
        return "too late"

    with told_to_stop() as told:

        def tells() -> None:
            asked.wait(20)
            told.set()

        threading.Thread(target=tells).start()
        assert answered(never, told) == ""
    let_go.set()
