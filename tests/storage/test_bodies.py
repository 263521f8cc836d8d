"""Changing the key: everything is sealed again, and nothing else changes."""

from dataclasses import replace

from cryptography.fernet import Fernet
from sqlalchemy import LargeBinary, select, type_coerce

from escalation.directory.accounts import Account, Chain, End
from escalation.directory.gap import Gap, Kind
from escalation.directory.people import Agency
from escalation.words.message import Message, says
from storage import bodies, directory, tables
from storage.bodies import sealed_again
from storage.crypto import Encrypted, add_key
from storage.database import reading, writing


def tokens(engine) -> dict[str, list[bytes]]:
    """What stands in every encrypted column, as it stands there."""
    columns = [
        column
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Encrypted)
    ]
    with reading(engine) as connection:
        return {
            f"{column.table.name}.{column.name}": [
                token
                for token in connection.scalars(select(type_coerce(column, LargeBinary)))
                if token is not None
            ]
            for column in columns
        }


def fill(office):
    reference = office.began("begins")
    for number in range(7):
        office.act(reference, office.said(f"Number {number}."), key=f"message-{number}")
    office.store.audit.note("sam", "read", office.THURSDAY, reference, "detail")
    office.store.drafts.keep("sam", "raise", {"why": "because"}, office.THURSDAY)
    with writing(office.engine) as connection:
        now = office.store.directory(office.THURSDAY)
        now = replace(now, agencies=(Agency("oak", "Oak School", "school"),))
        directory.replace(connection, now, who="admin", source="f", at=office.THURSDAY)
    upkeep, said = office.store.upkeep, Message("Still you?", (says("Jo Lee?"),))
    upkeep.errands.owe("list:health", "health", "list", said, office.THURSDAY)
    upkeep.gaps.stand([Gap("health", Kind.LEFT, "Jo Lee may have left.")], office.THURSDAY)
    chain = Chain((Account("1", "Jo Lee"),), office.THURSDAY, End.TOP)
    upkeep.chains.keep({"jo": chain}, frozenset({"jo"}))
    return reference


def test_after_a_rotation_the_newest_key_alone_opens_everything(office, monkeypatch):
    monkeypatch.setattr(bodies, "BATCH", 3)
    reference = fill(office)
    before = office.store.entries(reference)
    add_key(office.folder / "keys")

    done = list(sealed_again(office.engine))

    newest = Fernet((office.folder / "keys").read_bytes().splitlines()[0])
    sealed = tokens(office.engine)
    assert set(sealed) == {
        "bodies.content",
        "outbox.owed",
        "audit.detail",
        "drafts.answers",
        "directory_imports.before",
        "directory_imports.after",
        "errands.message",
        "gaps.sentence",
        "chains.chain",
    }
    assert all(sealed.values())
    for each in sealed.values():
        assert all(newest.decrypt(token) for token in each)
    assert [count for name, count in done if name == "bodies"] == [3, 3, 2]
    assert office.store.entries(reference) == before
    assert office.store.drafts.of("sam", "raise", office.THURSDAY) == {"why": "because"}


def test_rotating_an_empty_database_does_nothing(office):
    assert list(sealed_again(office.engine)) == []
