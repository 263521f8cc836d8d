"""Whether what the directory says makes sense, whatever any procedure asks of it."""

import re
from collections.abc import Iterable, Iterator

from escalation.directory.hole import Hole, hole
from escalation.directory.people import PARTNERSHIP, Agency, Directory, Person
from escalation.disagreement import NAMED
from escalation.working_time import times, working_patterns
from escalation.working_time.working_patterns import NAMES

DOMAIN = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+")
# Anybody in the world may have an address there.
ANYBODYS = frozenset(
    {"gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "live.co.uk", "outlook.com"}
    | {"yahoo.com", "yahoo.co.uk", "icloud.com", "btinternet.com", "aol.com", "proton.me"}
)


def holes(directory: Directory) -> Iterator[Hole]:
    """What is missing or at odds, agency by agency and person by person."""
    for agency in directory.agencies:
        yield from _of_domains(directory, agency)
    for person in directory.people:
        yield from _of_ways(directory, person)
        yield from _of_elsewhere(directory, person)
        yield from _of_sharing(directory, person)
        yield from _of_absence(directory, person)
    yield from _of_teams(directory)
    yield from _of_covers(directory)
    yield from _of_contacts(directory)
    yield from _of_stand_ins(directory)
    yield from _of_no_agency(directory)


def _of_domains(directory: Directory, agency: Agency) -> Iterator[Hole]:
    if not agency.domains and not agency.part_of and agency.id != PARTNERSHIP:
        yield hole(
            directory,
            agency.id,
            "it has no domain, so a colleague who is not in the directory cannot be named by their "
            "work e-mail.",
        )
    for domain in agency.domains:
        if not DOMAIN.fullmatch(domain):
            yield hole(directory, agency.id, f"{domain} is not a domain, such as oak.sch.uk.")
        elif domain in ANYBODYS:
            yield hole(directory, agency.id, f"anybody may have an e-mail address at {domain}.")
        else:
            yield from _of_twice(directory, agency, domain)


def _of_twice(directory: Directory, agency: Agency, domain: str) -> Iterator[Hole]:
    for other in directory.agencies:
        if other.id != agency.id and domain in other.domains:
            yield hole(directory, agency.id, f"{domain} is the domain of {other.name} as well.")


def _of_ways(directory: Directory, person: Person) -> Iterator[Hole]:
    if not person.email and not person.slack and not person.teams:
        sentence = f"{person.name} cannot be reached: there is no Slack ID and no e-mail address."
        yield hole(directory, person.agency, sentence, person=person.id)
    elif not person.email and directory.posts_of(person.id):
        sentence = f"{person.name} has no e-mail address, which is the other way to reach them."
        yield hole(directory, person.agency, sentence, person=person.id)
    theirs = directory.agency_of_domain(person.email) if person.email else None
    if theirs and theirs.id not in (person.agency, directory.part_of(person.agency)):
        sentence = f"{person.name} has an e-mail address of {theirs.name}."
        yield hole(directory, person.agency, sentence, person=person.id)


def _of_elsewhere(directory: Directory, person: Person) -> Iterator[Hole]:
    """Nobody of another agency is asked in somebody's place."""
    for what, id in (("deputy", person.deputy), ("job share", person.job_share)):
        yield from _not_asked(directory, person, what, id)


def _of_teams(directory: Directory) -> Iterator[Hole]:
    """A team that is asked for a role, of which the last has gone."""
    with_somebody = {shift.team for shift in directory.shifts}
    for team in directory.teams:
        is_asked = team.covers or directory.every_post_of(team.id)
        if is_asked and team.id not in with_somebody:
            sentence = f"the team {team.name} is asked for a role, and nobody is in it."
            yield hole(directory, team.agency, sentence)


def _of_covers(directory: Directory) -> Iterator[Hole]:
    """The same of whoever covers an absence that is not over."""
    today = directory.today
    for each in directory.absences:
        person = directory.person(each.person)
        if person and (today is None or today <= each.ends):
            yield from _not_asked(directory, person, "cover", each.cover)


def _not_asked(directory: Directory, person: Person, what: str, id: str) -> Iterator[Hole]:
    other = directory.person(id)
    if other and other.agency != person.agency:
        sentence = (
            f"{other.name}, the {what} of {person.name}, works for another agency and is not "
            "asked in their place."
        )
        yield hole(directory, person.agency, sentence, person=person.id)


def _of_sharing(directory: Directory, person: Person) -> Iterator[Hole]:
    """Two who share a post work on every weekday between them; said once for both."""
    other = directory.person(person.job_share)
    if other and (person.id < other.id or other.job_share != person.id):
        both = [working_patterns.read(each.works).days for each in (person, other)]
        worked = {weekday for days in both for weekday, _ in days}
        gaps = [NAMES[n] for n in range(5) if n not in worked] if all(both) else []
        if gaps:
            sentence = (
                f"{person.name} and {other.name} share a post, and neither works on "
                f"{' or '.join(gaps)}."
            )
            yield hole(directory, person.agency, sentence, person=person.id)


def _of_absence(directory: Directory, person: Person) -> Iterator[Hole]:
    """A named professional who is away; whoever holds a role of a tier is judged with the role."""
    absence = directory.absence_of(person.id)
    named = absence and NAMED in directory.roles_of(person.id)
    if absence and named and not any((absence.cover, person.deputy, person.job_share)):
        sentence = (
            f"{person.name} is away until {times.day_and_year(absence.ends)}, and nobody covers."
        )
        yield hole(directory, person.agency, sentence, role=NAMED, person=person.id)


def _of_contacts(directory: Directory) -> Iterator[Hole]:
    """A contact of another agency that takes part is nobody where that agency is the other party."""
    taking_part = _taking_part(directory)
    contacts = [(each.id, each.holiday_contact) for each in directory.agencies]
    contacts += [(each.agency, each.contact) for each in directory.closures]
    for closed, contact in dict.fromkeys(contacts):
        asked = directory.person(contact) or directory.team(contact)
        if asked and asked.agency != closed and asked.agency in taking_part:
            sentence = (
                f"{asked.name}, its contact while it is closed, would be of the other party, and "
                f"is not asked, where it differs with {directory.agency_name(asked.agency)}."
            )
            yield hole(directory, closed, sentence)


def _taking_part(directory: Directory) -> set[str]:
    """Agencies of which somebody may be named in a disagreement."""
    return {post.agency for post in directory.posts if post.role == NAMED}


def _of_stand_ins(directory: Directory) -> Iterator[Hole]:
    """A stand-in of an agency that itself takes part is nobody where that agency is the other party."""
    taking_part = _taking_part(directory)
    for agency_type, role in dict.fromkeys(
        (each.agency_type, each.role) for each in directory.stand_ins
    ):
        standing = [
            directory.person(each.holder) or directory.team(each.holder)
            for each in directory.stand_ins
            if (each.agency_type, each.role) == (agency_type, role)
        ]
        agencies = {each.agency for each in standing if each}
        if len(agencies) == 1 and (agency := agencies.pop()) in taking_part:
            names = _named(each.name for each in standing if each)
            sentence = (
                f"{names} would be of the other party, and nobody else stands in as {role} for a "
                f"{agency_type}, where it differs with this agency."
            )
            yield hole(directory, agency, sentence, role=role)


def _of_no_agency(directory: Directory) -> Iterator[Hole]:
    """A stand-in for agencies of a type of which there is none, as after a slip in one's type."""
    types = {agency.type for agency in directory.agencies}
    for each in directory.stand_ins:
        holder = directory.person(each.holder) or directory.team(each.holder)
        if holder and each.agency_type not in types:
            sentence = (
                f"{holder.name} stands in as {each.role} for each {each.agency_type}, and no "
                "agency is of that type."
            )
            yield hole(directory, holder.agency, sentence)


def _named(names: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(names))
