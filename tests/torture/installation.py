"""The installation under torture: killed as the strokes say, and started again at once."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path

from tests.torture.strokes import AtCall, Stroke, Strokes
from tests.torture.victim import Order

PROJECT = Path(__file__).resolve().parent.parent.parent
NEVER = Stroke()


class Zygote:
    """A process that forks installations, one at a time."""

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

    def forks(self, order: Order) -> int:
        """A new installation; its process."""
        assert self._process.stdin
        print(json.dumps(asdict(order)), file=self._process.stdin)
        return int(self.hears("born"))

    def hears(self, wanted: str) -> str:
        """The next thing of this kind that the zygote or its child says."""
        assert self._process.stdout
        for line in self._process.stdout:
            said, _, more = line.strip().partition(" ")
            if said == wanted:
                return more
        raise RuntimeError("The zygote has died.")

    def ends(self) -> None:
        """The zygote goes, once its last child has gone."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()


class Installation:
    """An installation that is brought back however often it dies."""

    def __init__(self, zygote: Zygote, order: Order, strokes: Strokes) -> None:
        self._zygote = zygote
        self._order = order
        self._at_calls = set(strokes.at_calls)
        self._others = list(strokes.others)
        self._seen: Counter[str] = Counter()
        self._holds = threading.RLock()
        self._pid = 0
        self._at_call = False
        self._over = False
        self._thread = threading.Thread(target=self._lives, name="supervisor", daemon=True)
        self.kills = 0
        self.fell: list[str] = []

    def serves(self, sandbox_port: int) -> None:
        """The workspace that it serves is at this port."""
        self._order = replace(self._order, sandbox_port=sandbox_port)

    def starts(self) -> None:
        """It lives, dies and lives again until this ends."""
        self._thread.start()

    def ends(self) -> None:
        """It is killed for the last time."""
        with self._holds:
            self._over = True
            self._kill()
        self._thread.join(timeout=30)

    @property
    def is_spared(self) -> bool:
        """Whether every stroke has fallen, and it lives."""
        with self._holds:
            return bool(self._pid) and not self._at_calls and not self._others

    def falls_now(self) -> None:
        """A stroke that has not fallen yet falls now."""
        with self._holds:
            if self._at_calls:
                self.meets(next(iter(self._at_calls)))
            elif self._others:
                self._kill()

    def numbers(self, call: str) -> int:
        """How many calls of this kind there have been, with this one."""
        with self._holds:
            self._seen[call] += 1
            return self._seen[call]

    def meets(self, call: AtCall) -> bool:
        """Whether it was struck down at this call."""
        with self._holds:
            if not self._pid or call not in self._at_calls:
                return False
            self._at_calls.remove(call)
            self._at_call = True
            self._kill()
            return True

    def _lives(self) -> None:
        while True:
            with self._holds:
                if self._over:
                    return
                stroke = self._others[0] if self._others else NEVER
                self._pid = self._zygote.forks(replace(self._order, writing=stroke.writing))
            timer = self._timer(stroke.seconds)
            ended = int(self._zygote.hears("died"))
            timer.cancel()
            if ended != -signal.SIGKILL:
                self.fell.append(f"it ended by itself, with {ended}")
                return
            self._counts()

    def _counts(self) -> None:
        """A death: at a call, or by the stroke that was next, if it was not the end."""
        with self._holds:
            self._pid = 0
            if self._over:
                return
            if not self._at_call:
                self._others.pop(0)
            self._at_call = False
            self.kills += 1

    def _timer(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._kill, (self._pid,))
        timer.daemon = True
        if seconds:
            timer.start()
        return timer

    def _kill(self, only: int = 0) -> None:
        with self._holds:
            if self._pid and only in (0, self._pid):
                os.kill(self._pid, signal.SIGKILL)  # not yet waited for: this is still its own id
                self._pid = 0
