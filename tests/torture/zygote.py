"""The zygote: a process that has imported everything, and forks an installation in no time."""

import json
import os
import select
import threading
from pathlib import Path
from typing import TextIO

from tests.torture import victim

GLANCE = 0.02  # seconds between two looks at who has died


def main() -> None:
    """Fork whoever is ordered, say who has died, and bury them once that has been heard."""
    told = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what libraries print is no word of ours
    victim.warms_up()
    # A lock that a thread holds while the process forks is held for ever in the child.
    assert threading.active_count() == 1, "the zygote must have no threads"
    orders = Lines(0)
    alive: set[int] = set()
    while not orders.ended or alive:
        for order in orders.read(GLANCE):
            if order.startswith("bury "):
                os.waitpid(int(order.removeprefix("bury ")), 0)
            else:
                alive.add(_born(victim.Order(**json.loads(order)), told))
        for child in [each for each in alive if _says_if_dead(each, told)]:
            alive.remove(child)


class Lines:
    """The lines of a file as they come, without waiting for one for long."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._held = b""
        self.ended = False

    def read(self, seconds: float) -> list[str]:
        """What has come, at the latest after so many seconds."""
        readable, _, _ = select.select([] if self.ended else [self._file], [], [], seconds)
        if not readable:
            return []
        chunk = os.read(self._file, 65536)
        self.ended = not chunk
        *lines, self._held = (self._held + chunk).split(b"\n")
        return [line.decode() for line in lines]


def _born(order: victim.Order, told: TextIO) -> int:
    child = os.fork()
    if child == 0:
        _live(order, told)
    print("born", child, file=told)
    return child


def _says_if_dead(child: int, told: TextIO) -> bool:
    """Whether it has died; its id stays its own until it is buried, so that nobody else is killed."""
    ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    if ended is None:
        return False
    killed = ended.si_code in (os.CLD_KILLED, os.CLD_DUMPED)
    print("died", child, -ended.si_status if killed else ended.si_status, file=told)
    return True


def _live(order: victim.Order, told: TextIO) -> None:
    """In the child: live until killed. Whatever else happens ends here and is not the zygote's."""
    code = 1
    try:
        log = os.open(Path(order.data) / "victim.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.close(0)  # the orders are not for it
        victim.live(order, lambda: print("up", os.getpid(), file=told))
    except victim.NOT_STARTED:
        code = victim.AGAIN
    except BaseException:  # noqa: BLE001
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
