"""The sandbox as a program: serve a workspace, or play a story in one that is running."""

import argparse
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from sandbox import story
from sandbox.driven import NotThere
from sandbox.server import serve
from sandbox.settings import Person, Settings


def main() -> int:
    """Serve until told to stop, or play a story to its end."""
    asked = _arguments().parse_args()
    return _serve(asked) if asked.word == "serve" else _play(asked)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    words = parser.add_subparsers(dest="word", required=True)
    serving = words.add_parser("serve", help="serve the workspace of a settings file (JSON)")
    serving.add_argument("settings", type=Path)
    serving.add_argument("--port", type=int, default=0)
    serving.add_argument(
        "--until-input-ends",
        action="store_true",
        help="stop when standard input ends: with the program that holds the other end",
    )
    playing = words.add_parser("play", help="play a story (YAML) in a running workspace")
    playing.add_argument("story", type=Path)
    playing.add_argument("--url", required=True)
    playing.add_argument("--out", type=Path, default=Path())
    return parser


def _serve(asked: argparse.Namespace) -> int:
    given: dict[str, Any] = json.loads(asked.settings.read_text(encoding="utf-8"))
    people = tuple(Person(**person) for person in given.pop("people"))
    data_dir = Path(given.pop("data_dir"))
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        serving = serve(Settings(people=people, data_dir=data_dir, **given), asked.port)
    except OSError as fault:
        print(f"Port {asked.port} cannot be served: {fault.strerror}.", file=sys.stderr)
        return 2
    print(serving.url, flush=True)
    if asked.until_input_ends:
        threading.Thread(target=_until_input_ends, args=(stopped,), daemon=True).start()
    stopped.wait()
    serving.stop()
    return 0


def _until_input_ends(stopped: threading.Event) -> None:
    # Not through sys.stdin: its lock, held by a thread that still reads, would end in an abort.
    while os.read(0, 1024):
        pass
    stopped.set()


def _play(asked: argparse.Namespace) -> int:
    try:
        story.play(asked.story, asked.url, asked.out)
    except NotThere as missing:
        print(f"\nThe story stopped: {missing}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
