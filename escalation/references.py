"""References as people type them, read as they are written."""

import re

_REFERENCE = re.compile(r"(?:ESC)?[\s‐-―-]*([A-Z]{4})[\s‐-―-]*([A-Z]{4})(?:-\d)?")
_EACH = re.compile(rf"(?<![A-Z]){_REFERENCE.pattern}(?![A-Z])")
_MARKED = re.compile(rf"ESC{_REFERENCE.pattern.removeprefix('(?:ESC)?')}(?![A-Z])", re.I)
_LED = re.compile(
    rf"(#?ESC{_REFERENCE.pattern.removeprefix('(?:ESC)?')})\s+(?P<more>\S.*)", re.I | re.S
)
_ROUND = " \t\n#`*_'\"“”‘’.,"


def read(typed: str) -> str:
    """ESC-KXQT-RWBM, however it was typed: `esc-kxqt-rwbm`, `KXQT RWBM`, `#esc-kxqt-rwbm`."""
    named = typed.strip(_ROUND).upper()
    found = _REFERENCE.fullmatch(named)
    return f"ESC-{found[1]}-{found[2]}" if found else named[:40]


def within(typed: str) -> str:
    """The first reference that stands anywhere in what was typed, after other words too; or what stands
    alone; nothing where there is none."""
    found = _MARKED.search(typed)
    return read(found[0]) if found else read(typed) if _REFERENCE.fullmatch(read(typed)) else ""


def led(typed: str) -> tuple[str, str]:
    """A reference with more typed after it, and that; nothing where it does not begin with one."""
    found = _LED.match(typed.strip())
    return (read(found[1]), found["more"].strip()) if found else ("", "")


def two(typed: str) -> tuple[str, str]:
    """Two references in the order in which they were typed; the second is empty if there is one.

    Any further ones stay with the second, which is then no reference: none is dropped unsaid.
    """
    first, *others = _found(typed) or [read(typed)]
    return (first, " ".join(others)) if others else (read(typed), "")


def is_several(typed: str) -> bool:
    """Whether more than one was typed where one is asked for."""
    return len(_found(typed)) > 1


def _found(typed: str) -> list[str]:
    return [f"ESC-{one}-{two}" for one, two in _EACH.findall(typed.upper())]
