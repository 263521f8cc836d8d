"""The zygote: a process that has imported everything, and forks an installation in no time."""

import json
import os
import sys
import threading
from pathlib import Path
from typing import TextIO

from tests.torture import victim


def main() -> None:
    """Fork one installation for each line that is read, and say how it ended; then the next."""
    told = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what libraries print is no word of ours
    victim.warms_up()
    # A lock that a thread holds while the process forks is held for ever in the child.
    assert threading.active_count() == 1, "the zygote must have no threads"
    for line in sys.stdin:
        order = victim.Order(**json.loads(line))
        child = os.fork()
        if child == 0:
            _live(order, told)
        print("born", child, file=told)
        _, status = os.waitpid(child, 0)
        print("died", os.waitstatus_to_exitcode(status), file=told)


def _live(order: victim.Order, told: TextIO) -> None:
    """In the child: live until killed. Whatever else happens ends here and is not the zygote's."""
    try:
        log = os.open(Path(order.data) / "victim.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        victim.live(order, lambda: print("up", file=told))
    except BaseException:  # noqa: BLE001
        import traceback

        traceback.print_exc()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
