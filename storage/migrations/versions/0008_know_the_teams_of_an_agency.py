"""Know the teams of an agency: of which other one somebody in the list of agencies is a part.

A release before this one goes on reading and writing what it knows of.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add what is new; whoever is there is a part of nothing."""
    column = sa.Column("part_of", sa.Text(), nullable=False, server_default="")
    op.add_column("agencies", column)
