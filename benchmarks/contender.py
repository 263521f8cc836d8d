"""One contender in a process of its own: it makes ready, waits for the word, and says how it went."""

import importlib
import json
import logging
import os
import sys
import warnings

from benchmarks.order import Order
from benchmarks.processes import memory


def main() -> None:
    """Ready, go, done: a line each."""
    warnings.simplefilter("ignore")
    logging.disable(logging.ERROR)
    order = Order.read(sys.stdin.readline())
    contender = importlib.import_module(f"benchmarks.contenders.{order.who}")
    with contender.ready(order) as fire:
        print("ready", flush=True)
        sys.stdin.readline()
        facts = fire() or {}
        print(json.dumps({**facts, "megabytes": memory(os.getpid())}), flush=True)


if __name__ == "__main__":
    main()
