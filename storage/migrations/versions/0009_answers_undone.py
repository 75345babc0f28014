"""Which action answered a suggestion, so that undoing it takes the answer back."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Key

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

REFERENCE = "fk_suggestions_workspace_id_action_id"


def upgrade() -> None:
    with op.batch_alter_table("suggestions") as batch:
        batch.add_column(sa.Column("action_id", Key, nullable=True))
        batch.add_column(sa.Column("answer_before", sa.String(length=16), nullable=True))
        batch.create_foreign_key(
            REFERENCE, "audit", ["workspace_id", "action_id"], ["workspace_id", "id"]
        )
    op.create_index("ix_suggestions_action", "suggestions", ["workspace_id", "action_id"])


def downgrade() -> None:
    op.drop_index("ix_suggestions_action", table_name="suggestions")
    with op.batch_alter_table("suggestions") as batch:
        batch.drop_constraint(REFERENCE, type_="foreignkey")
        batch.drop_column("answer_before")
        batch.drop_column("action_id")
