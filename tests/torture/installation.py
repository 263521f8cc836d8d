"""The installation under torture: killed as the strokes say, and started again at once."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.torture.strokes import Stroke
from tests.torture.victim import Order

PROJECT = Path(__file__).resolve().parent.parent.parent
SLACK = ("/api/", "/upload/")


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

    def __init__(self, zygote: Zygote, order: Order, strokes: Iterator[Stroke]) -> None:
        self._zygote = zygote
        self._order = order
        self._strokes = strokes
        self._holds = threading.RLock()
        self._pid = 0
        self._stroke: Stroke | None = None
        self._calls = 0
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
        """Whether every stroke has fallen."""
        with self._holds:
            return bool(self._pid) and self._stroke is None

    def falls_now(self) -> None:
        """A stroke that has not fallen yet falls now."""
        with self._holds:
            if self._stroke is not None:
                self._kill()

    @property
    def may_die_unanswered(self) -> bool:
        """Whether it is to die after something was accepted from it, and before it hears so."""
        stroke = self._stroke
        return stroke is not None and stroke.accepted

    def meets(self, *, accepted: bool) -> bool:
        """A call has come to Slack, or has been accepted there: whether it was the last one made."""
        with self._holds:
            stroke = self._stroke
            if stroke is None or stroke.call == 0 or stroke.accepted != accepted:
                return False
            self._calls += 1
            if self._calls != stroke.call:
                return False
            self._kill()
            return True

    def _lives(self) -> None:
        while True:
            with self._holds:
                if self._over:
                    return
                self._stroke, self._calls = next(self._strokes, None), 0
                order = replace(self._order, writing=self._stroke.writing if self._stroke else 0)
                self._pid = self._zygote.forks(order)
            timer = self._timer()
            ended = int(self._zygote.hears("died"))
            timer.cancel()
            with self._holds:
                self._pid = 0
                self.kills += self._stroke is not None and not self._over
            if ended != -signal.SIGKILL:
                self.fell.append(f"it ended by itself, with {ended}")
                return

    def _timer(self) -> threading.Timer:
        seconds = self._stroke.seconds if self._stroke else 0.0
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


class Struck:
    """The sandbox, with somebody in wait at its door."""

    def __init__(self, sandbox: ASGIApp, installation: Installation) -> None:
        self._sandbox = sandbox
        self._installation = installation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; one of them is lost on its way, or is answered to the dead."""
        if scope["type"] != "http" or not scope["path"].startswith(SLACK):
            await self._sandbox(scope, receive, send)
            return
        if self._installation.meets(accepted=False):
            return
        if not self._installation.may_die_unanswered:
            await self._sandbox(scope, receive, send)
            return
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self._sandbox(scope, receive, hold)
        self._installation.meets(accepted=True)
        for message in held:
            await send(message)
