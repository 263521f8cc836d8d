"""The shim: what stands between the workers and PostgreSQL, and loses, delays or cuts what passes."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

CHUNK = 65536
COMMIT = b"COMMIT\0"
ENDS = (COMMIT, b"ROLLBACK\0")


@dataclass(frozen=True)
class Snare:
    """The next commit of whoever has written this is cut: kept or lost, and nobody is told which."""

    written: bytes
    kept: bool


@dataclass(eq=False)
class Link:
    """One connection, as it passes through."""

    down: asyncio.StreamWriter
    up: asyncio.StreamWriter
    written: bytes = b""
    is_mute: bool = False

    def cut(self) -> None:
        """Both sides find the line dead."""
        for side in (self.down, self.up):
            side.transport.abort()


@dataclass
class Switches:
    """What goes wrong now; times are of the monotonic clock."""

    refuses_until: float = 0.0
    freezes_until: float = 0.0
    slow_until: float = 0.0
    seconds_each: float = 0.0
    halves: int = 0
    snares: list[Snare] = field(default_factory=list)


class Shim:
    """A proxy in a thread of its own; `struck` counts what was caught in the middle of something."""

    def __init__(self, upstream: tuple[str, int] | str) -> None:
        """`upstream` is where the database listens: a host and a port, or the path of a socket."""
        self._upstream = upstream
        self._switches = Switches()
        self._links: set[Link] = set()
        self._loop = asyncio.new_event_loop()
        self.struck: Counter[str] = Counter()
        self.port = 0
        self._up = threading.Event()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._runs, name="shim", daemon=True)

    def starts(self) -> "Shim":
        """Whoever calls its port is put through."""
        self._thread.start()
        self._up.wait()
        return self

    def ends(self) -> None:
        """Everything is cut, for good."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(timeout=10)

    # What goes wrong

    def cuts(self) -> None:
        """Every connection is cut now."""
        self._loop.call_soon_threadsafe(self._cut_all)

    def refuses(self, seconds: float) -> None:
        """Nobody new is put through for a while, and nobody stays."""
        self._switches.refuses_until = time.monotonic() + seconds
        self.cuts()

    def slows(self, seconds_each: float, seconds: float) -> None:
        """For a while everything that passes takes so long."""
        self._switches.seconds_each = seconds_each
        self._switches.slow_until = time.monotonic() + seconds

    def freezes(self, seconds: float) -> None:
        """Nothing passes for a while; the lines stay up."""
        self._switches.freezes_until = time.monotonic() + seconds

    def halves(self) -> None:
        """The next answer of the database is cut in its middle."""
        self._switches.halves = 1

    def snares(self, written: str, *, kept: bool) -> None:
        """The next commit after this was written (`INSERT INTO ledger`) is cut, before it or after."""
        snare = Snare(written.encode(), kept)
        if snare not in self._switches.snares:
            self._switches.snares.append(snare)

    def passes(self) -> None:
        """Nothing goes wrong any more."""
        self._switches = Switches()

    # How it passes

    def _runs(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serves())
        self._loop.close()

    async def _serves(self) -> None:
        meetings: set[asyncio.Task[None]] = set()

        def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            meeting = asyncio.ensure_future(self._meets(reader, writer))
            meetings.add(meeting)
            meeting.add_done_callback(meetings.discard)

        server = await asyncio.start_server(meet, "127.0.0.1", 0, limit=CHUNK)
        self.port = server.sockets[0].getsockname()[1]
        self._up.set()
        await self._over.wait()
        server.close()
        for meeting in list(meetings):
            meeting.cancel()
        await asyncio.gather(*meetings, return_exceptions=True)

    async def _meets(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            answers, up = await self._put_through()
        except OSError:
            writer.transport.abort()
            return
        link = Link(writer, up)
        self._links.add(link)
        ways = (self._asks(link, reader), self._answers(link, answers))
        try:
            await _until_one_ends(ways)
        finally:
            self._links.discard(link)
            link.cut()

    async def _put_through(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if time.monotonic() < self._switches.refuses_until:
            raise ConnectionRefusedError
        if isinstance(self._upstream, str):
            return await asyncio.open_unix_connection(self._upstream, limit=CHUNK)
        return await asyncio.open_connection(*self._upstream, limit=CHUNK)

    async def _asks(self, link: Link, reader: asyncio.StreamReader) -> None:
        while chunk := await reader.read(CHUNK):
            await self._weathers()
            link.written += chunk
            if snare := self._snared(link):
                self.struck["commit kept, nobody told" if snare.kept else "commit lost"] += 1
                link.is_mute = True
                if not snare.kept:
                    return
            link.up.write(chunk)
            await link.up.drain()

    async def _answers(self, link: Link, answers: asyncio.StreamReader) -> None:
        while chunk := await answers.read(CHUNK):
            await self._weathers()
            if link.is_mute:
                return  # the database has answered the commit: it is kept
            if self._switches.halves and len(chunk) > 1:
                self._switches.halves -= 1
                self.struck["answer cut in its middle"] += 1
                link.down.write(chunk[: len(chunk) // 2])
                await link.down.drain()
                return
            link.down.write(chunk)
            await link.down.drain()

    async def _weathers(self) -> None:
        now = time.monotonic()
        if now < self._switches.slow_until:
            await asyncio.sleep(self._switches.seconds_each)
        frozen = self._switches.freezes_until - time.monotonic()
        if frozen > 0:
            await asyncio.sleep(frozen)

    def _snared(self, link: Link) -> Snare | None:
        """The snare that this commit runs into; what was written before it is forgotten with it."""
        if not any(end in link.written for end in ENDS):
            return None
        written, link.written = link.written, b""
        if COMMIT not in written:
            return None
        snares = self._switches.snares
        found = next((each for each in snares if each.written in written), None)
        if found:
            snares.remove(found)
        return found

    def _cut_all(self) -> None:
        for link in list(self._links):
            link.cut()


async def _until_one_ends(ways: tuple[Coroutine[Any, Any, None], ...]) -> None:
    """One way that has ended, or found the line dead, ends the other."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
