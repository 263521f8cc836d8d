"""The directory in YAML: six lists, of which a file gives those that it is about."""

from collections.abc import Iterator

from storage import yaml_tree
from storage.roster_files import (
    LISTS,
    PARTS,
    Fault,
    Row,
    Rows,
    kept,
    plain,
    separated,
    short,
    unread,
)
from storage.roster_files import parts as parts_of
from storage.yaml_tree import Listed, Mapped, Node, NotYaml, Text


def rows(text: str, file: str) -> Rows:
    """The rows of a YAML text."""
    try:
        tree = yaml_tree.read(text)
    except NotYaml as broken:
        return unread(Fault(file, broken.line, f"This is not YAML: {broken.why}."))
    found = Rows()
    if not isinstance(tree, Mapped) or not tree.pairs:
        found.loses(Fault(file, 1, f"There is none of the lists {', '.join(LISTS)}."))
        return found
    for name, line, node in tree.pairs:
        if name not in LISTS:
            sentence = f"{short(name)} is no list of a directory: use {', '.join(LISTS)}."
            found.loses(Fault(file, line, sentence))
        elif isinstance(node, Listed):
            found.lists[name] = list(_rows(node.items, name, file, found))
        elif node == Text(node.line, ""):  # as where a file was cut short
            sentence = f"Nothing is listed under {name}: to empty the list, write {name}: []."
            found.loses(Fault(file, line, sentence))
        else:
            found.loses(Fault(file, line, f"There is no list of {name}: write - before each."))
    return found


def _rows(items: tuple[Node, ...], name: str, file: str, found: Rows) -> Iterator[Row]:
    for item in items:
        if isinstance(item, Mapped):
            yield _row(item, LISTS[name], file, found.faults)
        else:
            sentence = f"Write each of the {name} as fields, such as name: Jo Lee."
            found.loses(Fault(file, item.line, sentence))


def _row(item: Mapped, known: tuple[str, ...], file: str, faults: list[Fault]) -> Row:
    fields: dict[str, str] = {}
    parts: dict[str, tuple[Row, ...]] = {}
    for key, line, value in item.pairs:
        if key not in known:
            sentence = f"{short(key)} is not a field here: use {', '.join(known)}."
            faults.append(Fault(file, line, sentence))
        elif key in PARTS:
            parts[key] = tuple(_parts(key, value, file, faults))
        elif isinstance(value, Text):
            fields[key] = _text(key, value, file, faults)
        else:
            faults.append(Fault(file, line, f"{key} is one value, not several."))
    return Row(file, item.line, fields, parts)


def _parts(name: str, value: Node, file: str, faults: list[Fault]) -> Iterator[Row]:
    """Several values: as a list, of texts or of fields; or in one text, between semicolons."""
    match value:
        case Text(line, text):
            for part in separated(plain(text)):
                yield from parts_of(name, [_text(name, Text(line, part), file, faults)], file, line)
        case Listed(_, items):
            for item in items:
                match item:
                    case Text(line):
                        yield from parts_of(name, [_text(name, item, file, faults)], file, line)
                    case Mapped():
                        yield _row(item, PARTS[name], file, faults)
                    case Listed(line):
                        faults.append(Fault(file, line, f"One of the {name} is itself a list."))
        case Mapped():
            yield _row(value, PARTS[name], file, faults)


def _text(name: str, value: Text, file: str, faults: list[Fault]) -> str:
    text, why_not = kept(plain(value.text))
    if why_not:
        faults.append(Fault(file, value.line, f"The {name.replace('_', ' ')} {why_not}"))
    return text
