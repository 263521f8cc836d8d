"""The installation under torture: killed as the strokes say, and started again at once."""

import signal
import threading
from collections import Counter
from dataclasses import replace

from tests.torture.lives import Life, Zygote
from tests.torture.strokes import AtCall, Stroke, Strokes
from tests.torture.struck import Fate
from tests.torture.victim import AGAIN, Order

NEVER = Stroke()


class Installation:
    """An installation that is brought back however often it dies."""

    def __init__(self, zygote: Zygote, order: Order, strokes: Strokes) -> None:
        self._zygote = zygote
        self._order = order
        self._at_calls = set(strokes.at_calls)
        self._others = list(strokes.others)
        self._seen: Counter[str] = Counter()
        self._met: dict[str, AtCall] = {}
        self._holds = threading.RLock()
        self._life: Life | None = None
        self._at_call = False
        self._over = False
        self._has_room = False  # somebody has seen to its disk: it could not even start
        self._thread = threading.Thread(target=self._lives, name="supervisor", daemon=True)
        self.kills = 0
        self.fell: list[str] = []

    def serves(self, sandbox: str) -> None:
        """The workspace that it serves is at this address."""
        self._order = replace(self._order, api=f"{sandbox}/api/")

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
            return self._life is not None and not self._at_calls and not self._others

    def falls_now(self) -> None:
        """A stroke that has not fallen yet falls now."""
        with self._holds:
            if self._at_calls:
                self._struck(next(iter(self._at_calls)))
            elif self._others:
                self._kill()

    def fate(self, _who: str, call: str) -> Fate:
        """What becomes of the next call of this kind, and of whoever makes it."""
        with self._holds:
            self._seen[call] += 1
            number = self._seen[call]
            for stroke in (AtCall(call, number, False), AtCall(call, number, True)):
                if self._life and stroke in self._at_calls:
                    self._met[call] = stroke
                    return Fate.ACCEPTED if stroke.accepted else Fate.UNHEARD
        return Fate.SPARED

    def strikes(self, _who: str, call: str) -> None:
        """Whoever has made this call is struck down."""
        with self._holds:
            self._struck(self._met.pop(call))

    def _struck(self, stroke: AtCall) -> None:
        if self._life and stroke in self._at_calls:
            self._at_calls.remove(stroke)
            self._at_call = True
            self._kill()

    def _lives(self) -> None:
        while True:
            with self._holds:
                if self._over:
                    return
                stroke = self._others[0] if self._others else NEVER
                full = 0 if self._has_room else stroke.full
                life = self._life = self._zygote.forks(
                    replace(self._order, writing=stroke.writing, full=full)
                )
            timer = self._timer(stroke.seconds, life)
            ended = life.ended()
            timer.cancel()
            self._has_room = ended == AGAIN
            if ended not in (-signal.SIGKILL, AGAIN):
                self.fell.append(f"it ended by itself, with {ended}")
                return
            if ended == -signal.SIGKILL:
                self._counts()

    def _counts(self) -> None:
        """A death: at a call, or by the stroke that was next, if it was not the end."""
        with self._holds:
            self._life = None
            if self._over:
                return
            if not self._at_call:
                self._others.pop(0)
            self._at_call = False
            self.kills += 1

    def _timer(self, seconds: float, life: Life) -> threading.Timer:
        timer = threading.Timer(seconds, self._kill, (life,))
        timer.daemon = True
        if seconds:
            timer.start()
        return timer

    def _kill(self, only: Life | None = None) -> None:
        with self._holds:
            if self._life and only in (None, self._life):
                self._life.kill()
                self._life = None
