"""Calls in and out of a forecast, and an index that leads to what was closed in a period."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Key
from storage.types import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CLOSED = sa.text("outcome IS NOT NULL AND voided_at IS NULL")
TABLE = "forecast_calls"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", Key, nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("deal_id", Key, nullable=False),
        sa.Column("member_id", Key, nullable=True),
        sa.Column("action_id", Key, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("voided_at", Moment(), nullable=True),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        *(_same_workspace(name, of) for name, of in REFERENCES.items()),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_forecast_calls_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast_calls")),
    )
    for name, column in (("deal", "deal_id"), ("at", "at"), ("action", "action_id")):
        columns = ["workspace_id", column, *(["at"] if name == "deal" else [])]
        op.create_index(f"ix_{TABLE}_{name}", TABLE, columns)
    op.create_index(f"ix_{TABLE}_period", TABLE, ["workspace_id", "starts_on"])
    op.create_index(
        "ix_deals_closed",
        "deals",
        ["workspace_id", "closed_on"],
        sqlite_where=CLOSED,
        postgresql_where=CLOSED,
    )


REFERENCES = {"deal_id": "deals", "member_id": "members", "action_id": "audit"}


def _same_workspace(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{table}.workspace_id", f"{table}.id"],
        name=op.f(f"fk_forecast_calls_workspace_id_{column}"),
    )


def downgrade() -> None:
    op.drop_index("ix_deals_closed", table_name="deals")
    op.drop_table(TABLE)
