"""Count what is turned away: how often a procedure was asked for what it is not for, by the day.

A release before this one goes on reading and writing what it knows of.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add what is new; nothing that was there is changed."""
    op.create_table(
        "turned_away",
        sa.Column("press", sa.Text(), primary_key=True, nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("exclusion", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
    )
