"""What a YAML text holds, as it is written: texts, lists and fields, each with its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from storage import yaml_lines
from storage.yaml_lines import Listed, Mapped, Node, Text

__all__ = ["Listed", "Mapped", "Node", "NotYaml", "Text", "composed", "read"]

DEEPEST = 8


@dataclass
class NotYaml(Exception):
    """The text is no YAML: why not, and on which line."""

    line: int
    why: str


def read(text: str) -> Node:
    """What it holds; plain lines are read as such, since the library takes seconds for thousands."""
    return yaml_lines.read(text) or composed(text)


def composed(text: str) -> Node:
    """The same, by the library alone."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        raise NotYaml(line, broken.problem or "it cannot be read") from None
    except (YAMLError, ValueError):
        raise NotYaml(1, "it cannot be read") from None
    return _node(root, DEEPEST) if root is not None else Text(1, "")


def _node(node: Any, deeper: int) -> Node:
    line = node.start_mark.line + 1
    if not deeper:
        raise NotYaml(line, "it is nested too deeply")
    match node:
        case SequenceNode():
            return Listed(line, tuple(_node(each, deeper - 1) for each in node.value))
        case MappingNode():
            pairs = tuple(_pair(key, value, deeper - 1) for key, value in node.value)
            _refuse_twice(pairs)
            return Mapped(line, pairs)
        case ScalarNode() if node.style is None and node.value in ("~", "null", "Null", "NULL"):
            return Text(line, "")
        case _:
            return Text(line, str(node.value))


def _pair(key: Any, value: Any, deeper: int) -> tuple[str, int, Node]:
    line = key.start_mark.line + 1
    name = str(key.value) if isinstance(key, ScalarNode) else ""
    is_nothing = isinstance(value, ScalarNode) and value.style is None and not value.value
    # The library finds nothing on whichever line comes next.
    return name, line, Text(line, "") if is_nothing else _node(value, deeper)


def _refuse_twice(pairs: tuple[tuple[str, int, Node], ...]) -> None:
    seen: set[str] = set()
    for key, line, _ in pairs:
        if key in seen:
            raise NotYaml(line, f"{key[:40]} is there twice")
        seen.add(key)
