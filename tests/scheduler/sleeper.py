"""A worker in a process of its own, which stops in the middle of its work, as a paused container does."""

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
NOW = "now"


class Sleeper:
    """The other process, seen from the office: both use one database, one platform, one clock."""

    def __init__(self, office: Office, call: str, when: str) -> None:
        """It stops at its first call of this name: `before` the platform hears of it, or `after`."""
        self._office = office
        self._door = Listener(str(office.folder / "door"))
        url = office.engine.url.render_as_string(hide_password=False)
        command = [sys.executable, "-m", "tests.scheduler.sleeper", url, str(office.folder)]
        self._process = subprocess.Popen([*command, call, when], cwd=PROJECT)
        self._answers = threading.Thread(target=self._answered, daemon=True)
        self._answers.start()

    def __enter__(self) -> "Sleeper":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._answers.join(10)
        self._door.close()

    def sleeps(self) -> None:
        """Wait until it has stopped."""
        _, status = os.waitpid(self._process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status), "it has ended without stopping"

    def wakes(self) -> None:
        """It goes on from where it was, to the end of its round."""
        self._process.send_signal(signal.SIGCONT)
        assert self._process.wait(30) == 0

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


def main(url: str, folder: Path, call: str, when: str) -> None:
    """One round of work, stopped once."""
    far = Far(Client(str(folder / "door")), call, when)
    engine = connect(url, Keys(folder / "keys"))
    store = Store(engine, calendars=calendar)
    archive = Archive(store, far, _no_record, platform="slack")
    worker = "a sleeper"
    delivery = Delivery(store, far, archive.send, calendar_of, platform="slack", worker=worker)
    Worker(store, delivery, far.now).work()
    engine.dispose()


def _no_record(*_: object, **__: object) -> bytes:
    raise AssertionError("nothing ends here")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4])
