"""What the coach suggested and what came of it, and texts of a workspace's own."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "suggestions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        sa.Column("deal_id", KEY, nullable=True),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sort", sa.String(length=16), nullable=False),
        sa.Column("about", sa.String(length=48), nullable=False),
        sa.Column("wording", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_suggestions_workspace_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_suggestions_workspace_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "deal_id"],
            ["deals.workspace_id", "deals.id"],
            name=op.f("fk_suggestions_workspace_id_deal_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
    )
    op.create_index(
        "ix_suggestions_member", "suggestions", ["workspace_id", "member_id", "local_date"]
    )
    op.create_index("ix_suggestions_deal", "suggestions", ["workspace_id", "deal_id"])
    op.create_table(
        "texts",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("file", sa.String(length=24), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_texts_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "file", name=op.f("pk_texts")),
    )


def downgrade() -> None:
    op.drop_table("texts")
    op.drop_table("suggestions")
