"""The tables. Every row belongs to a workspace; history is appended and only ever voided."""

from storage.tables.base import Base
from storage.tables.buyers import buyers, exchanges, facts
from storage.tables.calendar import absences
from storage.tables.coaching import suggestions, texts
from storage.tables.deals import close_date_moves, deals, stage_moves, touches
from storage.tables.forecast import forecast_calls
from storage.tables.imports import imported
from storage.tables.installs import install_states, installations
from storage.tables.money import products, spend, targets
from storage.tables.people import audit, members, settings, workspaces
from storage.tables.schedule import due_moments, outbox

__all__ = [
    "Base",
    "absences",
    "audit",
    "buyers",
    "close_date_moves",
    "deals",
    "due_moments",
    "exchanges",
    "facts",
    "forecast_calls",
    "imported",
    "install_states",
    "installations",
    "members",
    "outbox",
    "products",
    "settings",
    "spend",
    "stage_moves",
    "suggestions",
    "targets",
    "texts",
    "touches",
    "workspaces",
]
