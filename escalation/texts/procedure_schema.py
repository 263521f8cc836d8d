"""What a procedure's file may say, as a JSON Schema: for an editor, which then helps whoever writes one."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from escalation.texts.procedure import Written

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "A partnership's procedure, as Escalate reads it"


def schema(example: str) -> Schema:
    """Every heading, where it may stand and what it may say; beside each, what the example says of it."""
    made: Schema = TypeAdapter(Written).json_schema()
    for shape in (made, *made["$defs"].values()):
        _plain(shape)
    made["properties"]["roles"]["propertyNames"] = _without_id(made["$defs"]["Role"])
    for name, kind, said in _remarks(YAML(typ="rt", pure=True).load(example), made, made):
        kind["properties"][name].setdefault("description", said)
    return {"$schema": DRAFT, **made, "title": TITLE}


def _plain(shape: Schema) -> None:
    """Its own words are for those who build it, and a heading's title says no more than the heading."""
    shape.pop("description", None)
    for heading in shape.get("properties", {}).values():
        heading.pop("title", None)


def _without_id(role: Schema) -> Schema:
    """A role's id is the heading under which it stands: what may be one."""
    role["required"].remove("id")
    id: Schema = role["properties"].pop("id")
    return id


def _remarks(written: Any, shape: Schema, whole: Schema) -> Iterator[tuple[str, Schema, str]]:
    """Each heading of the example that has a remark beside it, and the shape in which it stands."""
    shape = _resolved(shape, whole)
    if isinstance(written, CommentedMap):
        properties = shape.get("properties", {})
        for name, value in written.items():
            if name in properties and (said := _beside(written, name)):
                yield name, shape, said
            yield from _remarks(
                value, properties.get(name, shape.get("additionalProperties")), whole
            )
    elif isinstance(written, CommentedSeq):
        for item in written:
            yield from _remarks(item, shape.get("items", {}), whole)


def _beside(written: CommentedMap, name: str) -> str:
    """The remark on the line of a heading, and on the lines below that go on with it."""
    tokens = [token for token in written.ca.items.get(name, ()) if token]
    lines = [line.strip() for token in tokens for line in _lines(token)]
    return " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))


def _lines(token: Any) -> list[str]:
    every = token if isinstance(token, list) else [token]
    return [line for each in every for line in each.value.splitlines()]


def _resolved(shape: Any, whole: Schema) -> Schema:
    if not isinstance(shape, Mapping):
        return {}
    some = next((each for each in shape.get("anyOf", ()) if each.get("type") != "null"), shape)
    if reference := some.get("$ref"):
        found: Schema = whole["$defs"][reference.rpartition("/")[2]]
        return found
    return dict(some)
