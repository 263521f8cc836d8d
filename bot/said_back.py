"""What may be said back of a setting: a name, and nothing that may be a secret."""

import re
from collections.abc import Iterable

NAME = r"(?:[^\W\d_]|[ '.,&()-]){1,60}"  # what may be said back of a setting: no digits, no token


def named(areas: Iterable[str]) -> str:
    """Areas as they may be said back: what is no name may be a secret that was put in the wrong place."""
    return ", ".join(
        sorted({each if re.fullmatch(NAME, each) else "what is no name" for each in areas})
    )
