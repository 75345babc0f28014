"""Installations of many workspaces, and when one took the app out."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LEFT = sa.text("left_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("left_at", Moment(), nullable=True))
    op.create_index(
        "ix_workspaces_left", "workspaces", ["left_at"], sqlite_where=LEFT, postgresql_where=LEFT
    )
    op.create_table(
        "installations",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        *(sa.Column(name, sa.String(32), nullable=True) for name in ("enterprise", "team", "app")),
        *(
            sa.Column(name, sa.String(32), nullable=False)
            for name in ("bot", "bot_user", "installer")
        ),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("refresh_token", sa.Text(), nullable=True),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("renewing_until", Moment(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("installed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_installations_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_installations")),
    )
    op.create_table(
        "install_states",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_install_states")),
    )
    op.create_index(op.f("ix_install_states_expires_at"), "install_states", ["expires_at"])


def downgrade() -> None:
    op.drop_table("install_states")
    op.drop_table("installations")
    op.drop_index("ix_workspaces_left", table_name="workspaces")
    op.drop_column("workspaces", "left_at")
