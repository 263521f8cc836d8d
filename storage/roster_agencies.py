"""The agencies of a file, each once, with the domains of their e-mail addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from escalation.directory.directory_sense import DOMAIN
from escalation.directory.people import PARTNERSHIP, Agency, Directory
from storage.roster_files import Row
from storage.roster_names import BAD_ID, ID, Names, slug


def agencies(rows: Iterable[Row], names: Names, now: Directory) -> dict[str, Agency]:
    """Every agency once, the partnership's office under its own id."""
    found: dict[str, Agency] = {}
    owners: dict[str, str] = {}
    types: dict[str, str] = {}
    for row in rows:
        agency = _agency(row, now)
        if not row.leaves("domains"):
            agency = replace(agency, domains=_domains(row, agency, owners, names))
        for missing in (name for name in ("name", "type") if not row[name]):
            names.wrong(row, f"The agency {agency.name or agency.id} has no {missing}.")
        if (agency.type == PARTNERSHIP) != (agency.id == PARTNERSHIP):
            names.wrong(row, "The partnership's own office has the id and type partnership.")
        elif agency.id and not ID.fullmatch(agency.id):
            names.wrong(row, BAD_ID)
        elif names.agency(agency.id) or names.agency(agency.name):
            names.wrong(row, f"The agency {agency.name} is given twice, or as two types.")
        written = types.setdefault(agency.type.casefold(), agency.type)
        if agency.type != written:
            names.wrong(row, f"The type {agency.type} is written {written} above: write it alike.")
        found.setdefault(agency.id, agency)
        names.know_agency(agency)
    return found


def holiday_contacts(
    rows: Iterable[Row], found: Mapping[str, Agency], names: Names
) -> dict[str, Agency]:
    """The same, each with whoever is asked while it is closed."""
    contacts = dict(found)
    for row in rows:
        if (agency := names.agency(row["name"])) and row["holiday_contact"]:
            what = f"The holiday contact of {agency.name}"
            contact = names.somebody(row, row["holiday_contact"], what)
            contacts[agency.id] = replace(contacts[agency.id], holiday_contact=contact)
    return contacts


def parts(rows: Iterable[Row], found: Mapping[str, Agency], names: Names) -> dict[str, Agency]:
    """The same, each that is a team of another with which that is."""
    together = dict(found)
    for row in rows:
        if (agency := names.agency(row["name"])) and row["part_of"]:
            whole = names.agency(row["part_of"])
            together[agency.id] = replace(agency, part_of=whole.id if whole else row["part_of"])
    for row in rows:
        if agency := names.agency(row["name"]):
            _is_a_part(row, together.get(agency.id, agency), together, names)
    return together


def _is_a_part(row: Row, agency: Agency, found: Mapping[str, Agency], names: Names) -> None:
    """Nothing, or a fault: a team is of an agency that is given, and never of another team."""
    whole = found.get(agency.part_of)
    if not agency.part_of:
        return
    if whole is None:
        given = f"{agency.name} is part of {agency.part_of}, which is no agency of this file."
        names.missing(row, given)
    elif whole.id == agency.id or PARTNERSHIP in (whole.id, agency.id):
        names.wrong(row, f"{agency.name} cannot be part of {whole.name}.")
    elif whole.part_of:
        names.wrong(
            row,
            f"{whole.name} is itself part of another agency: let {agency.name} be part of that one.",
        )


def derived(people: Iterable[Row], now: Directory) -> list[Row]:
    """CSV has no rows of agencies beside its people: each row says what their agency is.

    Domains and contacts are those the agency has already.
    """
    known = {agency.name.casefold(): agency for agency in now.agencies}
    found: dict[str, Row] = {}
    for row in people:
        name = row["agency"].casefold()
        type_ = row["agency_type"] or (found[name]["type"] if name in found else "")
        office = PARTNERSHIP in (type_.casefold(), name)
        mine = PARTNERSHIP if office else known[name].id if name in known else slug(name)
        agency = {
            "id": row["agency_id"] or mine,
            "name": row["agency"],
            "type": type_.casefold() if office else type_,
        }
        if name and (name not in found or not found[name]["type"]):
            found[name] = Row(row.file, row.line, agency, keeps=True)
        elif name and type_ != found[name]["type"]:
            found[f"{name} as {type_}"] = Row(row.file, row.line, agency, keeps=True)
    return _in_order(list(found.values()), now)


def _in_order(rows: list[Row], now: Directory) -> list[Row]:
    """As they stood before, the new ones last; an agency that had nobody before is there still."""
    order = {agency.id: n for n, agency in enumerate(now.agencies)}
    given = {row["id"] for row in rows}
    had_people = {person.agency for person in now.people}
    for agency in now.agencies:
        if agency.id not in given | had_people:
            fields = {"id": agency.id, "name": agency.name, "type": agency.type}
            rows.append(Row("", 1, fields, keeps=True))
    return sorted(rows, key=lambda row: order.get(row["id"], len(order)))


def _agency(row: Row, now: Directory) -> Agency:
    office = row["type"] == PARTNERSHIP
    known = {each.name.casefold(): each.id for each in now.agencies}
    named = PARTNERSHIP if office else known.get(row["name"].casefold(), slug(row["name"]))
    id = row["id"] or named
    if was := now.agency(id):
        contact = was.holiday_contact if row.leaves("holiday_contact") else ""
        part_of = was.part_of if row.leaves("part_of") else ""
        return Agency(id, row["name"], row["type"], was.domains, contact, part_of)
    return Agency(id, row["name"], row["type"])


def _domains(row: Row, agency: Agency, owners: dict[str, str], names: Names) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in row.each("domains"):
        domain = part["domain"].casefold().removeprefix("@")
        if not DOMAIN.fullmatch(domain):
            names.wrong(part, f"{part['domain'][:60]} is not a domain, such as oak.sch.uk.")
        elif owners.setdefault(domain, agency.id) != agency.id:
            names.wrong(part, f"{domain} is the domain of another agency of this file already.")
        else:
            found[domain] = None
    return tuple(found)
