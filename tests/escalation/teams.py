"""Social Care as two teams and whoever is above both: each team has its own line manager."""

from dataclasses import replace

from escalation.directory.people import Agency, Directory, Person, Post
from tests.escalation.story import DIRECTORY

TEAMS = (
    Agency("duty", "Duty Team", "local_authority", part_of="care"),
    Agency("looked-after", "Looked After Team", "local_authority", part_of="care"),
)
# Who works in which team, as what, and under whom.
STAFF = (
    ("dora", "Dora Finch", "duty", "practitioner", "max-d"),
    ("max-d", "Max Dean", "duty", "line_manager", "nell"),
    ("nell", "Nell Orr", "duty", "next_manager", ""),
    ("lou", "Lou Green", "looked-after", "practitioner", "mary"),
    ("mary", "Mary Stone", "looked-after", "line_manager", "olu"),
    ("olu", "Olu Ade", "looked-after", "next_manager", ""),
)
WITH_TEAMS: Directory = replace(
    DIRECTORY,
    agencies=(*DIRECTORY.agencies, *TEAMS),
    people=(
        *DIRECTORY.people,
        *(Person(id, name, agency, manager=above) for id, name, agency, _, above in STAFF),
    ),
    posts=(*DIRECTORY.posts, *(Post(id, role, agency) for id, _, agency, role, _ in STAFF)),
)
