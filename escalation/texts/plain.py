"""How the values of a procedure's file are written."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"\S")]
# What stands in a menu: no platform shows more.
Label = Annotated[str, StringConstraints(min_length=1, max_length=75, pattern=r"\S")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
Req = Annotated[
    tuple[Annotated[str, StringConstraints(min_length=1, max_length=80)], ...], Field(min_length=1)
]
Roles = Annotated[tuple[Id, ...], Field(min_length=1)]


class Plain:
    """How a value is written in a procedure's file: its fields in plain words, and nothing else."""

    __pydantic_config__ = ConfigDict(
        strict=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", " "),
    )
