"""The weather: faults of every kind, drawn from a seed, one after the other and into one another."""

import signal
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from psycopg import OperationalError

from sandbox.faults import Fault, Faults
from tests.postgresql import Server
from tests.torture.disk import Disk
from tests.torture.shim import Shim
from tests.torture.struck import Fate
from tests.torture.workers import Workers

GAP = 0.15  # seconds between two faults, on the average
WRITINGS = 120
WRITTEN = ("INSERT INTO ledger", "INSERT INTO outbox", "INSERT INTO receipts", "UPDATE outbox")
CALLS = ("*", "chat.postMessage", "conversations.open", "chat.update", "conversations.create")
MOST = 2  # of a kind lie in wait at a time
ODDS: Mapping[str, int] = {
    "killed": 10,
    "killed at a writing": 10,
    "killed, its call to Slack unheard": 6,
    "killed, its call to Slack accepted": 8,
    "stopped for a while": 3,
    "Slack: 429": 10,
    "Slack: 500": 8,
    "Slack: timeout": 2,
    "Slack: drop_after_accept": 8,
    "connections cut": 6,
    "connections refused": 3,
    "answer cut in its middle": 5,
    "commit lost": 6,
    "commit kept, nobody told": 8,
    "database slow": 4,
    "database frozen": 2,
    "database restarted": 2,
    "database crashed": 3,
    "disk full": 5,
}


class Counted(Faults):
    """The workspace's faults, each counted once a call has met it."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: Counter[str] = Counter()
        self.met: Counter[str] = Counter()

    def lies_in_wait(self, fault: Fault) -> None:
        """The next call of its method meets this, unless enough of its kind wait already."""
        if self.waiting[fault.kind] < MOST:
            self.waiting[fault.kind] += 1
            self.add(fault)

    def next_for(self, method: str) -> Fault | None:
        """The fault that this call meets."""
        fault = super().next_for(method)
        if fault:
            self.waiting[fault.kind] -= 1
            self.met[f"Slack: {fault.kind}"] += 1
        return fault


@dataclass
class Weather:
    """So many faults, or one or two more; what lies in wait is counted once somebody runs into it."""

    workers: Workers
    slack: Counted
    shim: Shim
    server: Server
    disk: Disk
    luck: Random
    faults: int
    came: Counter[str] = field(default_factory=Counter)
    fell: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._blows, name="weather", daemon=True)
        self._over = threading.Event()

    def begins(self) -> None:
        """It begins."""
        self._thread.start()

    @property
    def met(self) -> Counter[str]:
        """What has been met, by its kind; whoever has died was killed, by one of the four ways."""
        killed = Counter({"killed": self.workers.kills})
        return self.came + self.shim.struck + self.slack.met + killed

    @property
    def has_passed(self) -> bool:
        """Whether enough has been met."""
        return not self._thread.is_alive()

    def ends(self) -> None:
        """Everything works again."""
        self._over.set()
        if self._thread.ident:
            self._thread.join(timeout=60)
        self.shim.passes()
        self.slack.clear()
        self.workers.waits_no_longer()
        self._empties()

    def _blows(self) -> None:
        come, once = self._kinds(), self.luck.sample(list(ODDS), len(ODDS))
        try:
            while self.met.total() < self.faults and not self._over.is_set():
                come[once.pop() if once else self._drawn()]()
                self._over.wait(min(self.luck.expovariate(1 / GAP), 4 * GAP))
        except Exception as fault:  # noqa: BLE001
            self.fell.append(f"the weather ended: {fault!r}")

    def _drawn(self) -> str:
        """Each kind comes once; after that, each as often as it should."""
        (kind,) = self.luck.choices(list(ODDS), list(ODDS.values()))
        return kind

    def _kinds(self) -> Mapping[str, Callable[[], None]]:
        shim, workers, number = self.shim, self.workers, self.luck.uniform
        at_once: Mapping[str, Callable[[], None]] = {
            "stopped for a while": self._stops,
            "connections cut": shim.cuts,
            "connections refused": lambda: shim.refuses(number(0.1, 1.0)),
            "database slow": lambda: shim.slows(number(0.002, 0.02), number(0.2, 1.5)),
            "database frozen": lambda: shim.freezes(number(0.2, 2.0)),
            "database restarted": lambda: self.server.restart(immediate=False),
            "database crashed": lambda: self.server.restart(immediate=True),
            "disk full": self._fills,
        }
        return {
            "killed": lambda: self._kills(0),
            "killed at a writing": lambda: self._kills(self.luck.randint(1, WRITINGS)),
            "killed, its call to Slack unheard": lambda: workers.waits_for_a_call(Fate.UNHEARD),
            "killed, its call to Slack accepted": lambda: workers.waits_for_a_call(Fate.ACCEPTED),
            "Slack: 429": lambda: self._at_slack("429"),
            "Slack: 500": lambda: self._at_slack("500"),
            "Slack: timeout": lambda: self._at_slack("timeout"),
            "Slack: drop_after_accept": lambda: self._at_slack("drop_after_accept"),
            "answer cut in its middle": shim.halves,
            "commit lost": lambda: shim.snares(self.luck.choice(WRITTEN), kept=False),
            "commit kept, nobody told": lambda: shim.snares(self.luck.choice(WRITTEN), kept=True),
            **{kind: self._counting(kind, come) for kind, come in at_once.items()},
        }

    def _counting(self, kind: str, comes: Callable[[], None]) -> Callable[[], None]:
        def counted() -> None:
            self.came[kind] += 1
            comes()

        return counted

    def _kills(self, writing: int) -> None:
        """Dead at once; and once more while its next life is at the so-manieth thing it writes."""
        post = self.workers.any_of(self.luck)
        post.dies_writing(writing)
        post.is_killed()

    def _stops(self) -> None:
        """It holds whatever it holds, and does nothing; the others wait for it, or go on."""
        post, seconds = self.workers.any_of(self.luck), self.luck.uniform(0.1, 1.5)
        post.sent(signal.SIGSTOP)
        threading.Timer(seconds, post.sent, (signal.SIGCONT,)).start()

    def _at_slack(self, kind: str) -> None:
        after = self.luck.randint(1, 30)
        self.slack.lies_in_wait(Fault(self.luck.choice(CALLS), kind, retry_after=after))

    def _fills(self) -> None:
        seconds = self.luck.uniform(0.1, 1.0)
        with suppress(OperationalError):
            self.disk.fills()
            self._over.wait(seconds)
        self._empties()

    def _empties(self) -> None:
        """There is room again, once there is a database to have it."""
        while True:
            try:
                self.disk.empties()
            except OperationalError:
                self._over.wait(0.1)
            else:
                return
