"""Starts Escalate from a fresh checkout: makes .venv, keeps it to the locks, runs a word."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Escalate needs Python 3.11 or newer, and this is "
        + sys.version.split()[0]
        + ". Install a newer one and start it with that: python3.11 run.py demo"
    )

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
STAMP = VENV / "escalate-stamp.json"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
BASE_PYTHON: str = getattr(sys, "_base_executable", None) or sys.executable

RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
BENCHMARKS = "requirements-bench.lock"  # and the peers that we are measured against
LOCKS = (RUNTIME, DEVELOPMENT, BENCHMARKS)  # each holds every pin of those before: test_packaging
LOCK_OF = {"test": DEVELOPMENT, "check": DEVELOPMENT, "torture": DEVELOPMENT, "bench": BENCHMARKS}

TESTS = ("pytest", "-n", "auto", "--dist", "worksteal")
CHECKS = (
    ("format", ("ruff", "format", "--check", ".")),
    ("lint", ("ruff", "check", ".")),
    ("types", ("mypy", "--strict", ".")),
)
OF_A_CHECKOUT = """\
  python3 run.py test     run the tests (what follows is passed to pytest)
  python3 run.py check    everything CI does: format, lint, types, tests
  python3 run.py bench    measure it beside its peers
"""
USAGE = f"""Escalate. Say one of these words:

  python3 run.py demo     live a disagreement on a sandbox on this machine
{OF_A_CHECKOUT}  python3 run.py --help   every other word
"""


def main(words: list[str]) -> int:
    """Make this checkout ready for the word that was said, and run it."""
    if not words:
        print(USAGE, end="")
        return 2
    try:
        return obey(words)
    except OSError:  # .venv looks whole, yet its Python cannot start: another machine's, say
        STAMP.unlink(missing_ok=True)
        return obey(words)


def obey(words: list[str]) -> int:
    """Prepare .venv and run the word; the words of the CLI keep the folder they were said in."""
    prepare(LOCK_OF.get(words[0], RUNTIME))
    os.environ["PYTHONPATH"] = str(HOME)
    if words[0] in ("--help", "-h"):
        print(f"Words that only a checkout has:\n\n{OF_A_CHECKOUT}", flush=True)
    if words[0] == "bench":
        return become("benchmarks", *words[1:])
    if words[0] not in ("test", "check"):
        return become("bot", *words)
    os.chdir(HOME)
    return become(*TESTS, *words[1:]) if words[0] == "test" else check(words[1:])


def become(module: str, *arguments: str) -> int:
    """Hand this process over to a module of the project's own Python."""
    command = [str(PYTHON), "-P", "-m", module, *arguments]
    if not WINDOWS:
        os.execv(command[0], command)
    try:  # exec on Windows returns to the prompt before the program has ended
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 130


def check(arguments: list[str]) -> int:
    """Run every check to its end, so that one run shows all there is to mend."""
    failed = []
    for name, command in (*CHECKS, ("tests", (*TESTS, *arguments))):
        print(f"== {name}: {' '.join(command)}", flush=True)
        if subprocess.call([str(PYTHON), "-P", "-m", *command]):
            failed.append(name)
    print(f"Not passed: {', '.join(failed)}." if failed else "All checks passed.", flush=True)
    return 1 if failed else 0


def prepare(lock: str) -> None:
    """See that .venv is sound and holds what the lock says; cheap when it already does."""
    if ready(lock):
        return
    try:
        with only_one():
            if not ready(lock):  # another start may have done the work while this one waited
                fill(lock)
    except OSError as error:
        sys.exit(f"Escalate could not make {VENV}: {error}")


def fill(lock: str) -> None:
    """Bring .venv to what the lock says, making it afresh when it cannot be trusted."""
    held = stamp().get("locks", {})
    largest = max(n for n, each in enumerate(LOCKS) if each == lock or each in held)
    if not sound():
        make()
    write_stamp()
    install(LOCKS[largest])
    write_stamp(*LOCKS[: largest + 1])


def ready(lock: str) -> bool:
    """Whether .venv was finished here, by this Python, from this very lock."""
    found = stamp()
    return (
        found.get("made") == made()
        and found.get("locks", {}).get(lock) == digest(lock)
        and os.access(PYTHON, os.X_OK)
    )


def stamp() -> dict[str, dict[str, str]]:
    """What the last finished set-up wrote down, or nothing."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_stamp(*locks: str) -> None:
    """Write down what .venv holds; with no lock named, that a set-up has begun and not ended."""
    found = {"made": made(), "locks": {lock: digest(lock) for lock in locks}}
    beside = STAMP.with_suffix(".new")
    beside.write_text(json.dumps(found), encoding="utf-8")
    beside.replace(STAMP)


def made() -> dict[str, str]:
    """Where .venv stands and which Python it was made from: a copy, or a newer Python, differs."""
    return {"at": str(VENV), "base": sys.base_prefix, "python": sys.version}


def digest(lock: str) -> str:
    """The lock's SHA-256."""
    return hashlib.sha256((HOME / lock).read_bytes()).hexdigest()


def sound() -> bool:
    """Whether .venv can be added to: finished (or made by hand), here, by this very Python."""
    found = stamp()
    if STAMP.exists() and (found.get("made") != made() or not found.get("locks")):
        return False
    asking = "import sys; print(sys.prefix, sys.base_prefix, sys.version, sep='\\0', end='')"
    if not working_uv():
        asking = f"import pip; {asking}"
    try:
        answer = subprocess.run([str(PYTHON), "-c", asking], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return os.fsdecode(answer.stdout).split("\0") == [str(VENV), sys.base_prefix, sys.version]


def make() -> None:
    """Make .venv afresh; one that stands elsewhere is another's, and is not emptied for ours."""
    if VENV.is_symlink():
        sys.exit(
            f"{VENV} is a link, and what it leads to does not fit this checkout: it would be emptied "
            "for it. Take the link away, and start again."
        )
    print("Escalate: making .venv (once).", file=sys.stderr, flush=True)
    uv = working_uv()
    if uv:
        run(uv, "venv", "--quiet", "--clear", "--python", BASE_PYTHON, str(VENV))
    elif importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        run(BASE_PYTHON, "-m", "venv", "--clear", str(VENV))
    else:
        sys.exit(
            "Escalate needs Python's venv module, which this machine keeps in another package. "
            "On Debian or Ubuntu: sudo apt install python3-venv"
        )


def install(lock: str) -> None:
    """Put what the lock says into .venv: exactly those files, by their hashes."""
    print(f"Escalate: installing {lock} (under a minute).", file=sys.stderr, flush=True)
    uv = working_uv()
    asked = ["--require-hashes", "--no-deps", "-r", str(HOME / lock)]
    if uv:
        run(uv, "pip", "install", "--quiet", "--python", str(PYTHON), *asked)
    else:
        run(str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *asked)


def working_uv() -> str | None:
    """The uv on PATH, if it starts: a shim for another Python's uv does not."""
    found = shutil.which("uv")
    if found and subprocess.call([found, "--version"], stdout=subprocess.DEVNULL):
        return None
    return found


def run(*command: str) -> None:
    """Run a program to its end, or stop with a sentence when it fails."""
    if subprocess.call(command, stdin=subprocess.DEVNULL):
        sys.exit(
            "Escalate is not set up: the lines above say why. "
            "Once that is mended, say the same command again."
        )


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold this file's lock, so that two starts at once do not both fill .venv."""
    with Path(__file__).resolve().open("r+b") as file:
        take(file)
        yield


def take(file: BinaryIO) -> None:
    """Wait for the lock; the system lets go of it when the process ends, however it ends."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(1 << 30)  # far past the end: the other start must still be able to read the file
        while True:
            with contextlib.suppress(OSError):
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                return
            time.sleep(0.2)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
