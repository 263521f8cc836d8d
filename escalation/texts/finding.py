"""Finding what stands where in a file, however faulty the rest of it is."""

from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]
Found = Iterator[tuple[Path, str]]

_EVERY = "*"


def found(tree: Any, pattern: tuple[str, ...], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every place a pattern fits, with what stands there; what has another form is passed over."""
    if not pattern:
        yield path, tree
    elif pattern[0] == _EVERY and isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from found(item, pattern[1:], (*path, index))
    elif isinstance(tree, dict) and pattern[0] in tree:
        yield from found(tree[pattern[0]], pattern[1:], (*path, pattern[0]))


def of_role(tree: Any, role: Any) -> str:
    """Whose a role is, the agency's or the partnership's; nothing where the file does not say."""
    roles = tree.get("roles")
    known = roles.get(role) if isinstance(roles, dict) and isinstance(role, str) else None
    of = known.get("of") if isinstance(known, dict) else None
    return of if of in ("agency", "partnership") else ""
