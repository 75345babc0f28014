"""Days off, what each member has set about their messages, and signals of the buyer."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def of_member() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("region", sa.String(length=48), nullable=True),
        sa.Column("lists_on", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("list_rows", sa.Integer(), nullable=True),
        sa.Column("nudges", sa.String(length=48), server_default=sa.text("''"), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("low_on", sa.Date(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
    )


def upgrade() -> None:
    for column in of_member():
        op.add_column("members", column)
    op.create_index(op.f("ix_members_read_at"), "members", ["read_at"])
    op.add_column("touches", sa.Column("signal", sa.String(length=24), nullable=True))
    op.add_column("deals", sa.Column("last_touch_signal", sa.String(length=24), nullable=True))
    op.create_table(
        "absences",
        sa.Column("id", KEY, nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", KEY, nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("cover_id", KEY, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_absences_workspace_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_absences_workspace_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "cover_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_absences_workspace_id_cover_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index("ix_absences_member", "absences", ["workspace_id", "member_id"])
    op.create_index("ix_absences_cover", "absences", ["workspace_id", "cover_id"])


def downgrade() -> None:
    op.drop_table("absences")
    with op.batch_alter_table("deals", schema=None) as batch_op:
        batch_op.drop_column("last_touch_signal")
    with op.batch_alter_table("touches", schema=None) as batch_op:
        batch_op.drop_column("signal")
    op.drop_index(op.f("ix_members_read_at"), table_name="members")
    with op.batch_alter_table("members", schema=None) as batch_op:
        for column in of_member():
            batch_op.drop_column(column.name)
