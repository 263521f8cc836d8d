"""A worker in a process of its own, which stops in the middle of its work, as a paused container does."""

import json
import os
import signal
import subprocess
import sys
import threading
from datetime import datetime
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any

from scheduler.archive import Archive
from scheduler.delivery import Delivery
from scheduler.worker import Worker
from storage.crypto import Keys
from storage.database import connect
from storage.store import Store
from tests.scheduler.office import Office, calendar, calendar_of

PROJECT = Path(__file__).resolve().parents[2]
NOW, STOPPED, ENDED = "now", "stopped", "ended"


class Dormitory:
    """A process that forks sleepers, one after another: importing everything is paid for once."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.scheduler.sleeper"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            text=True,
            bufsize=1,
        )

    def asks(self, *words: str) -> str:
        """Say this to it; its answer."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(words), file=self._process.stdin)
        # What a sleeper logs comes the same way.
        answers = (line.strip() for line in self._process.stdout)
        return next((each for each in answers if each.startswith((STOPPED, ENDED))), "")

    def ends(self) -> None:
        """It goes, and whoever is still asleep in it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


class Sleeper:
    """The other process, seen from the office: both use one database, one platform, one clock."""

    def __init__(self, dormitory: Dormitory, office: Office, call: str, when: str) -> None:
        """It stops at its first call of this name: `before` the platform hears of it, or `after`."""
        self._dormitory = dormitory
        self._office = office
        self._door = Listener(str(office.folder / "door"))
        self._answers = threading.Thread(target=self._answered, daemon=True)
        self._answers.start()
        url = office.engine.url.render_as_string(hide_password=False)
        self._is_asleep = dormitory.asks(url, str(office.folder), call, when) == STOPPED
        assert self._is_asleep

    def __enter__(self) -> "Sleeper":
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_asleep:
            self.wakes()

    def wakes(self) -> None:
        """It goes on from where it was, to the end of its round."""
        self._is_asleep = False
        assert self._dormitory.asks() == ENDED
        self._answers.join(10)
        self._door.close()

    def _answered(self) -> None:
        with self._door.accept() as asked:
            while True:
                try:
                    call, arguments, named = asked.recv()
                except EOFError:
                    return
                asked.send(self._answer(call, arguments, named))

    def _answer(self, call: str, arguments: Any, named: Any) -> object:
        if call == NOW:
            return self._office.now
        return getattr(self._office.platform, call)(*arguments, **named)


class Far:
    """The platform, seen from the other process, which stops where it was told to."""

    def __init__(self, door: Connection, call: str, when: str) -> None:
        self._door = door
        self._stops_at = (call, when)

    def __getattr__(self, call: str) -> Any:
        def called(*arguments: Any, **named: Any) -> Any:
            self._stops(call, "before")
            self._door.send((call, arguments, named))
            answer = self._door.recv()
            self._stops(call, "after")
            return answer

        return called

    def now(self) -> datetime:
        """What the one clock shows."""
        self._door.send((NOW, (), {}))
        shown: datetime = self._door.recv()
        return shown

    def _stops(self, call: str, when: str) -> None:
        if self._stops_at == (call, when):
            self._stops_at = ("", "")
            os.kill(os.getpid(), signal.SIGSTOP)


def works(url: str, folder: Path, call: str, when: str) -> None:
    """One round of work, stopped once."""
    far = Far(Client(str(folder / "door")), call, when)
    engine = connect(url, Keys(folder / "keys"))
    store = Store(engine, calendars=calendar)
    archive = Archive(store, far, _no_record, platform="slack")
    delivery = Delivery(
        store,
        far,
        archive.send,
        calendar_of,
        platform="slack",
        worker="a sleeper",
        now=far.now,
    )
    Worker(store, delivery, far.now).work()
    engine.dispose()


def main() -> None:
    """Fork a sleeper for each order; say when it has stopped; wake it, and say how it ended."""
    for line in sys.stdin:
        url, folder, call, when = json.loads(line)
        if not (sleeper := os.fork()):
            works(url, Path(folder), call, when)
            os._exit(0)
        _, status = os.waitpid(sleeper, os.WUNTRACED)
        print(STOPPED if os.WIFSTOPPED(status) else f"{ENDED} too soon", flush=True)
        if os.WIFSTOPPED(status):
            woken = sys.stdin.readline()
            os.kill(sleeper, signal.SIGCONT if woken else signal.SIGKILL)
            _, status = os.waitpid(sleeper, 0)
            print(f"{ENDED}{status or ''}", flush=True)


def _no_record(*_: object, **__: object) -> bytes:
    raise AssertionError("nothing ends here")


if __name__ == "__main__":
    main()
