"""What products cost by their list, and what of it is gross margin."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Key
from storage.types import Amount, Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLE = "products"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", Key, nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("action_id", Key, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("price", Amount(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("margin", Amount(), nullable=True),
        sa.Column("voided_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "action_id"],
            ["audit.workspace_id", "audit.id"],
            name=op.f("fk_products_workspace_id_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_products_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
    )
    op.create_index("ix_products_workspace", TABLE, ["workspace_id"])
    op.create_index("ix_products_action", TABLE, ["workspace_id", "action_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
