"""Four workers and a door on one database: each is brought back however often it dies."""

import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.torture.lives import Life, Zygote
from tests.torture.struck import Fate
from tests.torture.victim import AGAIN, Order

WORKERS = 4
DOOR = "door"
PAUSE = 0.1  # seconds until one that could not start is started again


class Post:
    """One place at work, held by one life after another."""

    def __init__(self, name: str, order: Order, forks: Callable[[Order], Life]) -> None:
        self.name = name
        self._order = order
        self._forks = forks
        self._holds = threading.RLock()
        self._life: Life | None = None
        self._next_writing = 0
        self._writing = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._lives, name=name, daemon=True)
        self.kills = 0
        self.fell: list[str] = []

    def starts(self) -> None:
        """It is held from now on."""
        self._thread.start()

    def ends(self) -> None:
        """Whoever holds it is killed, and nobody comes after them."""
        with self._holds:
            self._over.set()
            if self._life:
                self._life.kill()
        self._thread.join(timeout=30)

    @property
    def is_up(self) -> bool:
        """Whether somebody is at work here."""
        with self._holds:
            return self._life is not None and self._life.up.is_set()

    def is_killed(self) -> bool:
        """Whoever holds it is killed now; whether there was somebody."""
        return self.sent(signal.SIGKILL)

    def sent(self, number: signal.Signals) -> bool:
        """Whoever holds it is sent a signal; whether there was somebody."""
        with self._holds:
            return self._life is not None and self._life.signal(number)

    def dies_writing(self, writing: int) -> None:
        """Whoever holds it next dies before the so-manieth thing it writes."""
        with self._holds:
            self._next_writing = writing

    def _lives(self) -> None:
        while not self._over.is_set():
            with self._holds:
                self._writing, self._next_writing = self._next_writing, 0
                self._life = self._forks(replace(self._order, writing=self._writing))
            ended = self._life.ended()
            with self._holds:
                self._life = None
            if ended == -signal.SIGKILL:
                self.kills += not self._over.is_set()
            elif ended == AGAIN:
                self._over.wait(PAUSE)
            else:
                self.fell.append(f"{self.name} ended by itself, with {ended}")
                return


class Workers:
    """Everybody at work, and who lies in wait for them at the workspace's door."""

    def __init__(self, zygote: Zygote, order: Order, port: int) -> None:
        """The door answers people at this port."""
        self._zygote = zygote
        self._order = order
        self._port = port
        self.posts: dict[str, Post] = {}
        self._waiting: list[Fate] = []
        self._holds = threading.Lock()

    def starts(self, sandbox: str) -> None:
        """Everybody is at work until this ends; each calls the workspace by its own name."""
        for name in (*(f"worker-{number}" for number in range(1, WORKERS + 1)), DOOR):
            order = replace(self._order, api=f"{sandbox}/{name}/api/")
            if name == DOOR:
                order = replace(order, port=self._port)
            self.posts[name] = Post(name, order, self._zygote.forks)
            self.posts[name].starts()

    def ends(self) -> None:
        """Everybody is killed for the last time."""
        for post in self.posts.values():
            post.ends()

    @property
    def fell(self) -> list[str]:
        """Who ended without being killed."""
        return [each for post in self.posts.values() for each in post.fell]

    @property
    def kills(self) -> int:
        """How many have been killed."""
        return sum(post.kills for post in self.posts.values())

    @property
    def is_whole(self) -> bool:
        """Whether everybody is at work, and nobody lies in wait."""
        return all(post.is_up for post in self.posts.values()) and not self._waiting

    def any_of(self, luck: Random) -> Post:
        """Somebody at work: a worker more often than the door."""
        return self.posts[luck.choice(list(self.posts))]

    # Lying in wait

    def waits_for_a_call(self, fate: Fate) -> None:
        """Whoever next says something to Slack meets this."""
        with self._holds:
            if fate not in self._waiting:
                self._waiting.append(fate)

    def waits_no_longer(self) -> None:
        """Nobody lies in wait any more."""
        with self._holds:
            self._waiting.clear()

    def fate(self, who: str, call: str) -> Fate:
        """What becomes of this call: only one that changes something is worth lying in wait for."""
        with self._holds:
            if self._waiting and who in self.posts and call in TELLING:
                return self._waiting.pop(0)
        return Fate.SPARED

    def strikes(self, who: str, _call: str) -> None:
        """The caller is struck down."""
        self.posts[who].is_killed()


TELLING = {
    "chat.postMessage card",
    "chat.postMessage thread",
    "chat.postMessage person",
    "chat.update",
    "conversations.create",
    "conversations.invite",
    "conversations.archive",
    "files.completeUploadExternal",
}
