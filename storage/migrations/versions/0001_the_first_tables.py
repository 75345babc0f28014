"""the first tables."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("stopped_at", storage.types.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspaces")),
    )
    op.create_table(
        "due_moments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=48), nullable=False),
        sa.Column("next_at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("local_time", sa.Time(), nullable=False),
        sa.Column("working_days", storage.types.Weekdays(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_due_moments_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_moments")),
        sa.UniqueConstraint(
            "workspace_id", "kind", "subject", name=op.f("uq_due_moments_workspace_id_kind_subject")
        ),
    )
    with op.batch_alter_table("due_moments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_due_moments_next_at"), ["next_at"], unique=False)

    op.create_table(
        "members",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("slack_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column(
            "zone_set_by_hand", sa.Boolean(), server_default=sa.text("(false)"), nullable=False
        ),
        sa.Column("list_at", sa.Time(), nullable=False),
        sa.Column("working_days", storage.types.Weekdays(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("dm_channel", sa.String(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("(true)"), nullable=False),
        sa.Column("created_at", storage.types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_members_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_members_workspace_id_id")),
        sa.UniqueConstraint(
            "workspace_id", "slack_id", name=op.f("uq_members_workspace_id_slack_id")
        ),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=48), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("not_before", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", storage.types.Moment(timezone=True), nullable=True),
        sa.Column("first_claimed_at", storage.types.Moment(timezone=True), nullable=True),
        sa.Column("client_msg_id", sa.String(length=36), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("due_at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("sent_at", storage.types.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_outbox_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint(
            "workspace_id",
            "kind",
            "subject",
            "local_date",
            name=op.f("uq_outbox_workspace_id_kind_subject_local_date"),
        ),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_waiting",
            ["not_before"],
            unique=False,
            sqlite_where=sa.text("status IN ('pending', 'sending')"),
            postgresql_where=sa.text("status IN ('pending', 'sending')"),
        )

    op.create_table(
        "settings",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("set_at", storage.types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_settings_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_settings")),
    )
    op.create_table(
        "deals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("buying_stage", sa.String(length=32), nullable=True),
        sa.Column("amount", storage.types.Amount(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("step_on", sa.Date(), nullable=True),
        sa.Column("step_what", sa.Text(), nullable=True),
        sa.Column("step_at", sa.Time(), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("competitor", sa.Text(), nullable=True),
        sa.Column("created_at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("entered_stage_at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("last_touch_at", storage.types.Moment(timezone=True), nullable=True),
        sa.Column("last_touch_kind", sa.String(length=16), nullable=True),
        sa.Column("last_touch_direction", sa.String(length=3), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("parked", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("parked_until", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("voided_at", storage.types.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "owner_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_deals_workspace_id_owner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_deals_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deals")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_deals_workspace_id_id")),
    )
    with op.batch_alter_table("deals", schema=None) as batch_op:
        batch_op.create_index("ix_deals_name", ["workspace_id", "name_key"], unique=False)
        batch_op.create_index(
            "ix_deals_open",
            ["workspace_id", "owner_id"],
            unique=False,
            sqlite_where=sa.text("outcome IS NULL AND voided_at IS NULL"),
            postgresql_where=sa.text("outcome IS NULL AND voided_at IS NULL"),
        )

    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("verb", sa.String(length=32), nullable=False),
        sa.Column("at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("dedupe_key", sa.String(length=128), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=True),
        sa.Column("undoes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_audit_workspace_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "deal_id"],
            ["deals.workspace_id", "deals.id"],
            name=op.f("fk_audit_workspace_id_deal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "undoes"],
            ["audit.workspace_id", "audit.id"],
            name=op.f("fk_audit_workspace_id_undoes"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_audit_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint(
            "workspace_id", "dedupe_key", name=op.f("uq_audit_workspace_id_dedupe_key")
        ),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_audit_workspace_id_id")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_deal", ["workspace_id", "deal_id", "at"], unique=False)
        batch_op.create_index("ix_audit_member", ["workspace_id", "member_id", "at"], unique=False)
        batch_op.create_index(
            "ix_audit_words", ["workspace_id", "member_id", "fingerprint", "at"], unique=False
        )
        batch_op.create_index(
            "uq_audit_undoes",
            ["workspace_id", "undoes"],
            unique=True,
            sqlite_where=sa.text("undoes IS NOT NULL"),
            postgresql_where=sa.text("undoes IS NOT NULL"),
        )

    op.create_table(
        "close_date_moves",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "action_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("voided_at", storage.types.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "action_id"],
            ["audit.workspace_id", "audit.id"],
            name=op.f("fk_close_date_moves_workspace_id_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "deal_id"],
            ["deals.workspace_id", "deals.id"],
            name=op.f("fk_close_date_moves_workspace_id_deal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_close_date_moves_workspace_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_close_date_moves_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_close_date_moves")),
    )
    with op.batch_alter_table("close_date_moves", schema=None) as batch_op:
        batch_op.create_index(
            "ix_close_date_moves_action", ["workspace_id", "action_id"], unique=False
        )
        batch_op.create_index("ix_close_date_moves_at", ["workspace_id", "at"], unique=False)
        batch_op.create_index(
            "ix_close_date_moves_deal", ["workspace_id", "deal_id", "at"], unique=False
        )

    op.create_table(
        "stage_moves",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("from_stage", sa.String(length=16), nullable=True),
        sa.Column("to_stage", sa.String(length=16), nullable=False),
        sa.Column("from_buying_stage", sa.String(length=32), nullable=True),
        sa.Column("to_buying_stage", sa.String(length=32), nullable=True),
        sa.Column("from_outcome", sa.String(length=24), nullable=True),
        sa.Column("to_outcome", sa.String(length=24), nullable=True),
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "action_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("voided_at", storage.types.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "action_id"],
            ["audit.workspace_id", "audit.id"],
            name=op.f("fk_stage_moves_workspace_id_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "deal_id"],
            ["deals.workspace_id", "deals.id"],
            name=op.f("fk_stage_moves_workspace_id_deal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_stage_moves_workspace_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_stage_moves_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_moves")),
    )
    with op.batch_alter_table("stage_moves", schema=None) as batch_op:
        batch_op.create_index("ix_stage_moves_action", ["workspace_id", "action_id"], unique=False)
        batch_op.create_index("ix_stage_moves_at", ["workspace_id", "at"], unique=False)
        batch_op.create_index(
            "ix_stage_moves_deal", ["workspace_id", "deal_id", "at"], unique=False
        )

    op.create_table(
        "touches",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "action_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("voided_at", storage.types.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "action_id"],
            ["audit.workspace_id", "audit.id"],
            name=op.f("fk_touches_workspace_id_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "deal_id"],
            ["deals.workspace_id", "deals.id"],
            name=op.f("fk_touches_workspace_id_deal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_touches_workspace_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_touches_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touches")),
    )
    with op.batch_alter_table("touches", schema=None) as batch_op:
        batch_op.create_index("ix_touches_action", ["workspace_id", "action_id"], unique=False)
        batch_op.create_index("ix_touches_at", ["workspace_id", "at"], unique=False)
        batch_op.create_index("ix_touches_deal", ["workspace_id", "deal_id", "at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("touches", schema=None) as batch_op:
        batch_op.drop_index("ix_touches_deal")
        batch_op.drop_index("ix_touches_at")
        batch_op.drop_index("ix_touches_action")

    op.drop_table("touches")
    with op.batch_alter_table("stage_moves", schema=None) as batch_op:
        batch_op.drop_index("ix_stage_moves_deal")
        batch_op.drop_index("ix_stage_moves_at")
        batch_op.drop_index("ix_stage_moves_action")

    op.drop_table("stage_moves")
    with op.batch_alter_table("close_date_moves", schema=None) as batch_op:
        batch_op.drop_index("ix_close_date_moves_deal")
        batch_op.drop_index("ix_close_date_moves_at")
        batch_op.drop_index("ix_close_date_moves_action")

    op.drop_table("close_date_moves")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("uq_audit_undoes")
        batch_op.drop_index("ix_audit_words")
        batch_op.drop_index("ix_audit_member")
        batch_op.drop_index("ix_audit_deal")

    op.drop_table("audit")
    with op.batch_alter_table("deals", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_deals_open",
            sqlite_where=sa.text("outcome IS NULL AND voided_at IS NULL"),
            postgresql_where=sa.text("outcome IS NULL AND voided_at IS NULL"),
        )
        batch_op.drop_index("ix_deals_name")

    op.drop_table("deals")
    op.drop_table("settings")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_waiting",
            sqlite_where=sa.text("status IN ('pending', 'sending')"),
            postgresql_where=sa.text("status IN ('pending', 'sending')"),
        )

    op.drop_table("outbox")
    op.drop_table("members")
    with op.batch_alter_table("due_moments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_due_moments_next_at"))

    op.drop_table("due_moments")
    op.drop_table("workspaces")
