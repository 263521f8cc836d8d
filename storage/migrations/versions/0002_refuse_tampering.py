"""Refuse tampering: the ledger is only added to; a body is only sealed again, or erased."""

from alembic import op

revision = "0002"
down_revision = "0001"

# INSERT OR REPLACE is answered before the row it would replace is touched; the DELETE triggers
# answer it again where a connection has recursive_triggers on.
_SQLITE = """
CREATE TRIGGER ledger_is_not_updated BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'The ledger is only ever added to.'); END;
CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'The ledger is only ever added to.'); END;
CREATE TRIGGER ledger_is_not_replaced BEFORE INSERT ON ledger
WHEN EXISTS (SELECT 1 FROM ledger WHERE reference = NEW.reference
             AND (seq = NEW.seq OR "key" = NEW."key"))
  OR EXISTS (SELECT 1 FROM ledger WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'The ledger is only ever added to.'); END;
CREATE TRIGGER bodies_keep_their_entry BEFORE UPDATE ON bodies
WHEN NEW.reference IS NOT OLD.reference OR NEW.seq IS NOT OLD.seq
  OR (NEW.salt IS NOT OLD.salt AND NOT (NEW.salt IS NULL AND NEW.content IS NULL))
  OR (OLD.content IS NULL AND NEW.content IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'A body is only ever sealed again, or erased.'); END;
CREATE TRIGGER bodies_are_not_deleted BEFORE DELETE ON bodies
BEGIN SELECT RAISE(ABORT, 'A body is only ever sealed again, or erased.'); END;
CREATE TRIGGER bodies_are_not_replaced BEFORE INSERT ON bodies
WHEN EXISTS (SELECT 1 FROM bodies WHERE reference = NEW.reference AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM bodies WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'A body is only ever sealed again, or erased.'); END;
"""

_POSTGRESQL = """
CREATE FUNCTION refuse_change_of_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The ledger is only ever added to.'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE OR DELETE ON ledger
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ledger();
CREATE TRIGGER ledger_is_not_emptied BEFORE TRUNCATE ON ledger
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_ledger();
CREATE FUNCTION refuse_change_of_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.reference = OLD.reference AND NEW.seq = OLD.seq
       AND (NEW.salt IS NOT DISTINCT FROM OLD.salt OR (NEW.salt IS NULL AND NEW.content IS NULL))
       AND (OLD.content IS NOT NULL OR NEW.content IS NULL)
    THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'A body is only ever sealed again, or erased.'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER bodies_keep_their_entry BEFORE UPDATE OR DELETE ON bodies
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_body();
CREATE TRIGGER bodies_are_not_emptied BEFORE TRUNCATE ON bodies
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_body();
"""


def upgrade() -> None:
    """Put the triggers on, each engine in its own words."""
    if op.get_bind().dialect.name == "sqlite":
        for statement in _SQLITE.strip().split("END;\n"):
            op.execute(statement.removesuffix("END;") + "END")
    else:
        # One string, several statements: sent as they stand, since a body holds semicolons.
        op.get_bind().exec_driver_sql(_POSTGRESQL)
