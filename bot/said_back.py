"""What may be said back of a setting: a name or an id, and nothing that may be a secret."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

NAME = r"(?:[^\W\d_]|[ '.,&()-]){1,60}"  # what may be said back of a setting: no digits, no token
ID = r"(?!xox)[a-z0-9]{1,20}([-_][a-z0-9]{1,20}){0,7}"  # short words in lower case; no Slack token


def named(areas: Iterable[str]) -> str:
    """Areas as they may be said back: what is no name may be a secret that was put in the wrong place."""
    return ", ".join(
        sorted({each if re.fullmatch(NAME, each) else "what is no name" for each in areas})
    )


def id_named(id: str) -> str:
    """An id as it may be said back."""
    return id if re.fullmatch(ID, id) else "what is no id"


def near(slip: str, known: Iterable[str], cutoff: float = 0.75) -> str:
    """The one that may have been meant, as a sentence after another; or nothing."""
    listed = {each.casefold(): each for each in known}
    found = get_close_matches(slip.strip().casefold(), listed, n=1, cutoff=cutoff)
    return f" Did you mean {listed[found[0]]}?" if found else ""
