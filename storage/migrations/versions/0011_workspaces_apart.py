"""PostgreSQL itself keeps workspaces apart, whatever is asked of it."""

from storage.migrations.walls import keep_apart, keep_from_all, open_again

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OF_WORKSPACES = (
    "absences", "audit", "buyers", "close_date_moves", "deals", "due_moments", "exchanges",
    "facts", "forecast_calls", "imported", "installations", "members", "outbox",
    "products", "settings",
    "spend", "stage_moves", "suggestions", "targets", "texts", "touches",
)  # fmt: skip


def upgrade() -> None:
    for table in OF_WORKSPACES:
        keep_apart(table)
    keep_apart("workspaces", "id")
    keep_from_all("install_states")


def downgrade() -> None:
    for table in (*OF_WORKSPACES, "workspaces", "install_states"):
        open_again(table)
