"""Whether a procedure's file makes sense: what names what, however faulty the rest of it is."""

from typing import Any

from escalation.texts import kinds_sense
from escalation.texts.finding import Found, Path, of_role
from escalation.texts.finding import found as _found
from escalation.texts.procedure_sentences import mistaken

_EVERY = "*"
_STAGE = ("stages", _EVERY)
_WINDOW = (*_STAGE, "tiers", _EVERY, "within")
_NAMES_A_ROLE: tuple[tuple[tuple[str, ...], str], ...] = (
    (("harm", "tell", _EVERY), "agency"),
    ((*_STAGE, "tiers", _EVERY, "held by", _EVERY), ""),
    ((*_STAGE, "advisers", _EVERY, "role"), ""),
    ((*_STAGE, "duties", _EVERY, "by"), ""),
    ((*_STAGE, "duties", _EVERY, "tells", _EVERY), "partnership"),
    ((*_STAGE, "copies", _EVERY, "to"), "partnership"),
    ((*_STAGE, "reports", _EVERY, "by"), "agency"),
    ((*_STAGE, "reports", _EVERY, "to", _EVERY), "partnership"),
    ((*_STAGE, "courses", _EVERY, "to"), "partnership"),
    ((*_STAGE, "meeting", "called by"), ""),
    ((*_STAGE, "meeting", "members", _EVERY), "agency"),
    ((*_STAGE, "meeting", "chair reports to", _EVERY), "partnership"),
    ((*_STAGE, "meeting", "chair", "role"), "partnership"),
    ((*_STAGE, "feedback", _EVERY, "to", _EVERY), "agency"),
    (("learning", _EVERY, "to", _EVERY), "partnership"),
    (("learning", _EVERY, "by"), "partnership"),
    (("other routes", _EVERY, "to"), "agency"),
    (("recognition", "to", _EVERY), "partnership"),
    (("consulting", "role"), "agency"),
    (("skipping", "consult"), "agency"),
    (("equivalents", _EVERY, "role"), "agency"),
    (("forms", _EVERY, "by"), "agency"),
    (("forms", _EVERY, "to"), "partnership"),
)
_HAS_A_CONDITION = (
    (*_STAGE, "when"),
    (*_STAGE, "courses", _EVERY, "when"),
    (*_STAGE, "advisers", _EVERY, "when"),
    (*_STAGE, "copies", _EVERY, "when"),
    (*_STAGE, "duties", _EVERY, "when"),
)
_CONDITIONS = (("category", "categories"), ("subject", "subjects"), ("priority", "priorities"))
_HAS_IDS = (
    ("categories", _EVERY),
    ("exclusions", _EVERY),
    ("open questions", _EVERY),
    ("source", "companions", _EVERY),
    ("subjects", _EVERY),
    _STAGE,
    (*_STAGE, "tiers", _EVERY),
    (*_STAGE, "duties", _EVERY),
    (*_STAGE, "courses", _EVERY),
    ("priorities", _EVERY),
    ("other routes", _EVERY),
    ("outside referrals", _EVERY),
    ("forms", _EVERY),
    ("forms", _EVERY, "fields", _EVERY),
)

# Two stages may each have a letter to write; tiers are known by their ids alone.
_IN_THEIR_LIST = (
    (*_STAGE, "duties", _EVERY),
    (*_STAGE, "courses", _EVERY),
    ("forms", _EVERY, "fields", _EVERY),
)
_ITS_NAME = "The id of a role is the heading under which it stands:"


def faults(tree: Any) -> Found:
    """Everything a file says that cannot be meant, each with its place."""
    yield from _roles(tree)
    yield from _needed(tree)
    yield from _ids(tree)
    yield from _either(tree)
    yield from _readings(tree)
    yield from _inherited(tree)
    yield from _companions(tree)
    yield from _conditions(tree)
    yield from kinds_sense.faults(tree)
    yield from _held_together(tree)
    yield from _advisers(tree)
    yield from _courses(tree)
    yield from _counted(tree)
    yield from _labels(tree)
    yield from _off_file(tree)
    yield from _papers(tree)


def _roles(tree: Any) -> Found:
    roles = tree.get("roles")
    if not isinstance(roles, dict):
        return
    for name, role in roles.items():
        if isinstance(role, dict) and "id" in role:
            yield ("roles", name, "id"), f"{_ITS_NAME} leave this out."
    for pattern, of in _NAMES_A_ROLE:
        for path, role in _found(tree, pattern):
            if not isinstance(role, str):
                continue
            if role not in roles:
                yield path, mistaken(role, [str(known) for known in roles], "a role in `roles`")
            elif of and (held := of_role(tree, role)) and held != of:
                yield path, f"`{role}` belongs to the {held}; a role of the {of} is needed here."


def _needed(tree: Any) -> Found:
    """Those who differ are known by the id of their role, and stand on the lowest rung."""
    roles = tree.get("roles")
    if isinstance(roles, dict) and of_role(tree, "practitioner") != "agency":
        yield (
            ("roles",),
            "`practitioner` is missing here, of the agency: whoever differs, by whatever `label`.",
        )
    first = next(iter(_found(tree, (*_STAGE, "tiers", _EVERY, "held by"))), None)
    if first and isinstance(first[1], list) and "practitioner" not in first[1]:
        yield first[0], "The first tier is held by `practitioner`: those who differ."


def _ids(tree: Any) -> Found:
    for pattern in _HAS_IDS:
        seen: set[tuple[Path, str]] = set()
        for path, item in _found(tree, (*pattern, "id")):
            among = path[:-2] if pattern in _IN_THEIR_LIST else ()
            if isinstance(item, str) and (among, item) in seen:
                yield path, f"Another has the id `{item[:40]}` already; every id is used once."
            seen.add((among, str(item)))


def _either(tree: Any) -> Found:
    """A thing is what a procedure is for, what it is not for, or another's of one's own agency."""
    categories = {str(id) for _, id in _found(tree, ("categories", _EVERY, "id"))}
    excluded = {str(id) for _, id in _found(tree, ("exclusions", _EVERY, "id"))}
    for path, id in _found(tree, ("other routes", _EVERY, "id")):
        if isinstance(id, str) and id in categories | excluded:
            yield path, f"`{id[:40]}` is a category or an exclusion; a route has an id of its own."
    for path, id in _found(tree, ("exclusions", _EVERY, "id")):
        if isinstance(id, str) and id in categories:
            yield path, f"`{id[:40]}` is a category already; an exclusion has an id of its own."


def _readings(tree: Any) -> Found:
    for path, question in _found(tree, ("open questions", _EVERY)):
        readings = question.get("readings") if isinstance(question, dict) else None
        taken = question.get("taken") if isinstance(question, dict) else None
        if isinstance(readings, list) and taken is not None and taken not in readings:
            yield (*path, "taken"), "`taken` must be one of the `readings`, word for word."


def _inherited(tree: Any) -> Found:
    known = [
        str(companion) for _, companion in _found(tree, ("source", "companions", _EVERY, "id"))
    ]
    for path, companion in _found(tree, ("categories", _EVERY, "inherited from")):
        if isinstance(companion, str) and companion not in known:
            yield path, mistaken(companion, known, "a companion in `source`")


def _companions(tree: Any) -> Found:
    """What is beside a text is another one."""
    for path, companion in _found(tree, ("source", "companions", _EVERY, "id")):
        if companion == tree.get("id"):
            yield path, "This is the text itself; a companion is another document beside it."


def _conditions(tree: Any) -> Found:
    """A condition names what the procedure itself names."""
    priorities = [str(id) for _, id in _found(tree, ("priorities", _EVERY, "id"))]
    windows = (_WINDOW, (*_STAGE, "duties", _EVERY, "within"))
    for window in windows:
        for path, named in _found(tree, (*window, "by priority", _EVERY, "priority")):
            if isinstance(named, str) and named not in priorities:
                yield path, mistaken(named, priorities, "one of the `priorities`")
    for pattern in _HAS_A_CONDITION:
        for heading, kind in _CONDITIONS:
            known = [str(id) for _, id in _found(tree, (kind, _EVERY, "id"))]
            for path, wanted in _found(tree, (*pattern, heading, _EVERY)):
                if isinstance(wanted, str) and wanted not in known:
                    yield path, mistaken(wanted, known, f"one of the `{kind}`")


def _held_together(tree: Any) -> Found:
    """A tier is held at every agency, or by the partnership; never by both at once."""
    for path, tier in _found(tree, (*_STAGE, "tiers", _EVERY)):
        held = {of_role(tree, role) for _, role in _found(tier, ("held by", _EVERY))} - {""}
        if len(held) > 1:
            yield (
                (*path, "held by"),
                "A tier is held by roles of the agencies, or of the partnership, not by both.",
            )


def _advisers(tree: Any) -> Found:
    """An adviser is of the agencies, or of the partnership, as their role is; a tier is named by its id."""
    tiers = [str(id) for _, id in _found(tree, (*_STAGE, "tiers", _EVERY, "id"))]
    for path, adviser in _found(tree, (*_STAGE, "advisers", _EVERY)):
        if not isinstance(adviser, dict):
            continue
        whose, of = of_role(tree, adviser.get("role")), adviser.get("of")
        if whose and isinstance(of, str) and (of == "partnership") != (whose == "partnership"):
            yield (*path, "of"), f"This role belongs to the {whose}, and `of` says otherwise."
        instead = adviser.get("in preference to")
        if isinstance(instead, str) and instead not in tiers:
            yield (*path, "in preference to"), mistaken(instead, tiers, "a tier in `stages`")


def _courses(tree: Any) -> Found:
    """A course that refers says to whom; one by a meeting has its stage's; the partnership takes it."""
    for path, stage in _found(tree, _STAGE):
        held = [
            of_role(tree, role) for _, role in _found(stage, ("tiers", _EVERY, "held by", _EVERY))
        ]
        for at, course in _found(stage, ("courses", _EVERY)):
            does = course.get("does") if isinstance(course, dict) else None
            if "partnership" not in held and "agency" in held:
                yield (*path, *at), "Courses are the partnership's: an agency holds this stage."
            if does == "refer" and not course.get("to"):
                yield (*path, *at), "A course that refers needs `to`: a role of the partnership."
            if does == "meeting" and not stage.get("meeting"):
                yield (*path, *at), "A course by a meeting needs the `meeting` of its stage."


_COUNTED_FROM: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "tiers",
        ("start", "told", "entry"),
        "A tier's window is counted from the `start`, from when its people are `told`, or from the "
        "`entry` of its stage.",
    ),
    (
        "duties",
        ("start", "due"),
        "A duty's window is counted from the `start`, or from when it falls `due`.",
    ),
)


def _counted(tree: Any) -> Found:
    """A window is counted from something that happens to what it belongs to."""
    for kind, known, sentence in _COUNTED_FROM:
        pattern = (*_STAGE, kind, _EVERY, "within", "counted from")
        for path, counted in _found(tree, pattern):
            if counted in ("start", "told", "entry", "due") and counted not in known:
                yield path, sentence


def _labels(tree: Any) -> Found:
    for path, stage in _found(tree, _STAGE):
        if not isinstance(stage, dict) or stage.get("label"):
            continue
        if "number" in stage and stage["number"] is None:
            yield (*path, "number"), "A stage without a number needs a `label`."


_NOT_OFF_FILE = ("tells", "tells agencies", "drafts", "within")


def _off_file(tree: Any) -> Found:
    """What is kept off the file is asked of those who settled it, and is answered yes or no to nobody else."""
    for path, duty in _found(tree, (*_STAGE, "duties", _EVERY)):
        if not isinstance(duty, dict) or duty.get("off file") is not True:
            continue
        if duty.get("asks") != "yes_or_no":
            yield (*path, "off file"), "What is kept off the file is answered `asks: yes_or_no`."
        if duty.get("at") != "settled":
            yield (*path, "off file"), "What is kept off the file is asked `at: settled`."
        for heading in _NOT_OFF_FILE:
            if duty.get(heading):
                yield (*path, heading), f"What is kept off the file has no `{heading}`."


_ABOUT_SOMEBODY = ("name", "born")


def _papers(tree: Any) -> Found:
    """A form is sent at a stage that there is, and what is sealed is drafted from no open record."""
    stages = [str(id) for _, id in _found(tree, (*_STAGE, "id"))]
    for path, stage in _found(tree, ("forms", _EVERY, "stage")):
        if isinstance(stage, str) and stage not in stages:
            yield path, mistaken(stage, stages, "a stage in `stages`")
    for path, field in _found(tree, ("forms", _EVERY, "fields", _EVERY)):
        drawn = field.get("drawn from") if isinstance(field, dict) else None
        if drawn and field.get("sealed") is True and drawn not in _ABOUT_SOMEBODY:
            yield (
                (*path, "sealed"),
                f"What is drawn from the {drawn} is shown in chat to be read over; a sealed field is not.",
            )
