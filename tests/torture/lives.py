"""Lives: the processes that the zygote forks, each of which can be killed and waited for."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from tests.torture.victim import Order

PROJECT = Path(__file__).resolve().parent.parent.parent


class Life:
    """One process, from its birth to its death."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.up = threading.Event()
        self._ended = threading.Event()
        self._holds = threading.Lock()
        self._code: int | None = None

    def kill(self) -> bool:
        """It dies now; whether it was still alive."""
        return self.signal(signal.SIGKILL)

    def signal(self, number: signal.Signals) -> bool:
        """It is sent a signal, unless it has died; until it is buried its id is its own."""
        with self._holds:
            if self._code is None:
                os.kill(self.pid, number)
            return self._code is None

    def ended(self) -> int:
        """Wait for its death; how it came."""
        self._ended.wait()
        assert self._code is not None
        return self._code

    def dies(self, code: int) -> None:
        """It has died, like this: it is sent nothing more."""
        with self._holds:
            self._code = code

    def buried(self) -> None:
        """Whoever waits for its death may go on."""
        self._ended.set()


class Zygote:
    """A process that forks installations, as many at a time as are wanted."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            text=True,
            bufsize=1,
        )
        self._forking = threading.Lock()
        self._saying = threading.Lock()
        self._born: queue.Queue[Life | None] = queue.Queue()
        self._lives: dict[int, Life] = {}
        self._thread = threading.Thread(target=self._hears, name="zygote", daemon=True)
        self._thread.start()

    def forks(self, order: Order) -> Life:
        """A new installation."""
        with self._forking:
            self._says(json.dumps(asdict(order)))
            life = self._born.get()
        if life is None:
            raise RuntimeError("The zygote has died.")
        return life

    def ends(self) -> None:
        """The zygote goes, once its last child has gone."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._thread.join(timeout=10)

    def _says(self, order: str) -> None:
        assert self._process.stdin
        with self._saying:
            print(order, file=self._process.stdin)

    def _hears(self) -> None:
        assert self._process.stdout
        with self._process.stdout as lines:
            for line in lines:
                word, *numbers = line.split()
                self._heard(word, *map(int, numbers))
        self._born.put(None)

    def _heard(self, word: str, pid: int, code: int = 0) -> None:
        match word:
            case "born":
                self._lives[pid] = Life(pid)
                self._born.put(self._lives[pid])
            case "up":
                self._lives[pid].up.set()
            case "died":
                life = self._lives.pop(pid)
                life.dies(code)
                self._says(f"bury {pid}")
                life.buried()
