"""Small changes of the directory: what a platform knows of somebody, and whom a school names."""

from collections.abc import Mapping
from dataclasses import replace

from escalation.directory.people import Directory
from escalation.refusals import Unusable


def with_slack(directory: Directory, found: Mapping[str, str]) -> Directory:
    """Each of these people under their Slack ID, unless they have one, or it is somebody else's."""
    people = tuple(
        replace(person, slack=slack)
        if (slack := found.get(person.id, ""))
        and not person.slack
        and not directory.on_slack(slack)
        else person
        for person in directory.people
    )
    return replace(directory, people=people)


def with_contact(directory: Directory, agency: str, contact: str) -> Directory:
    """The agency with somebody to be asked while it is closed."""
    if directory.person(contact) is None:
        raise Unusable("contact", "Whoever is asked must be in the partnership's directory.")
    agencies = tuple(
        replace(each, holiday_contact=contact) if each.id == agency else each
        for each in directory.agencies
    )
    return replace(directory, agencies=agencies)
