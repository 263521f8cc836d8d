"""What was written and what is read are the same, or it is found out."""

import pytest
from sqlalchemy import update

from storage import tables
from storage.database import writing
from storage.ledger import Tampered

TAKEN_OFF = {
    "sqlite": "DROP TRIGGER ledger_is_not_updated",
    "postgresql": "ALTER TABLE ledger DISABLE TRIGGER USER",
}


def test_a_changed_body_is_found_out_before_anything_is_built_on_it(office):
    reference = office.began("The child is at risk.")
    with writing(office.engine) as connection:
        connection.execute(update(tables.bodies).values(content='{"text":"All is well."}'))

    with pytest.raises(Tampered, match="body of entry 1") as found:
        office.act(reference, office.said("Anything."))

    assert "well" not in str(found.value)


def test_a_rewritten_ledger_is_found_out(office):
    """Somebody with the database in their hands, and patience, takes the triggers off."""
    reference = office.began()
    office.act(reference, office.said("Not what they wished."), office.said("Afterwards."))
    with writing(office.engine) as connection:
        connection.exec_driver_sql(TAKEN_OFF[connection.dialect.name])
        connection.exec_driver_sql("UPDATE ledger SET \"by\" = 'somebody' WHERE seq = 2")

    with pytest.raises(Tampered, match="Entry 2 has been changed"):
        office.store.disagreement(reference)
