"""What was done stands: the database refuses to change or to delete it."""

from storage.migrations.walls import let_change, let_stand, make_refusal, unmake_refusal

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

HISTORY = (
    "audit", "buyers", "close_date_moves", "exchanges", "facts", "forecast_calls",
    "products", "spend",
    "stage_moves", "targets", "touches",
)  # fmt: skip


def upgrade() -> None:
    make_refusal()
    for table in HISTORY:
        let_stand(table)


def downgrade() -> None:
    for table in HISTORY:
        let_change(table)
    unmake_refusal()
