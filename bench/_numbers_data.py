"""Many deals with their moves, dates and touches, made inside the database: seconds, not minutes."""
# ruff: noqa: E501 - SQL is read whole

from datetime import UTC, datetime, time

from sqlalchemy import insert, text

from bench._morning_data import settled
from storage import tables
from storage.database import Database

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
TEAM = "T0BENCH"
MEMBERS, TOUCHES = 50, 20

SERIES = {
    "sqlite": "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {0}) SELECT n FROM s)",
    "postgresql": "(SELECT CAST(generate_series(1, {0}) AS BIGINT) AS n)",
}
AT = {
    "sqlite": "datetime('2026-03-09 10:00:00', '-' || ({0}) || ' days') || '.000000'",
    "postgresql": "TIMESTAMPTZ '2026-03-09 10:00:00+00' - ({0}) * INTERVAL '1 day'",
}
ON = {
    "sqlite": "date('2026-03-09', (({0})) || ' days')",
    "postgresql": "DATE '2026-03-09' + CAST(({0}) AS INTEGER)",
}
FALSE = {"sqlite": "0", "postgresql": "FALSE"}


def fill(database: Database, deals: int) -> None:
    """A workspace of fifty sellers; two in five deals are closed, twenty touches each."""
    kind = database.engine.dialect.name
    with database.everywhere.begin() as session:
        session.execute(insert(tables.workspaces).values(id=TEAM, name="bench", created_at=NOW))
        session.execute(insert(tables.members), [_member(n) for n in range(MEMBERS)])
        session.execute(insert(tables.audit).values(workspace_id=TEAM, verb="x", at=NOW))
        for statement in _statements(kind, deals):
            session.execute(text(statement))
        if kind == "postgresql":
            session.execute(text("SELECT setval('deals_id_seq', (SELECT max(id) FROM deals))"))
    settled(database)


def _member(number: int) -> dict[str, object]:
    return {
        "workspace_id": TEAM, "slack_id": f"U{number}", "name": f"Seller {number}", "zone": "UTC",
        "list_at": time(8, 30), "working_days": frozenset(range(5)), "role": "seller",
        "created_at": NOW,
    }  # fmt: skip


def _statements(kind: str, deals: int) -> list[str]:
    """Deal n was added n*7 % 730 days ago; everything else follows from n, too."""
    age, series = "(n * 7919 % 730)", SERIES[kind].format(deals)

    def at(days: str) -> str:
        return AT[kind].format(days)

    def on(days: str) -> str:
        return ON[kind].format(days)

    outcome = (
        "CASE n % 10 WHEN 0 THEN 'won' WHEN 1 THEN 'won' WHEN 2 THEN 'lost to competition' "
        "WHEN 3 THEN 'lost to no decision' END"
    )
    stage = "CASE WHEN n % 10 < 2 THEN 'customer' WHEN n % 10 < 7 THEN 'opportunity' WHEN n % 10 = 7 THEN 'prospect' WHEN n % 10 = 8 THEN 'suspect' ELSE 'lead' END"
    buying = "CASE n % 7 WHEN 0 THEN 'need' WHEN 1 THEN 'case' WHEN 2 THEN 'options' WHEN 3 THEN 'shortlist' WHEN 4 THEN 'negotiating' WHEN 5 THEN 'redlining' END"
    history = "workspace_id, deal_id, member_id, action_id, at"
    keys = f"'{TEAM}', n, 1 + n % {MEMBERS}, 1"
    return [
        "INSERT INTO deals (id, workspace_id, owner_id, name, name_key, stage, buying_stage, amount, currency, "
        "decision_on, outcome, closed_on, created_at, entered_stage_at, source, product, segment, parked) "
        f"SELECT n, '{TEAM}', 1 + n % {MEMBERS}, 'Deal ' || n, 'deal ' || n, {stage}, {buying}, "
        f"(n * 104729 % 3000000) * 10000, CASE WHEN n % 9 = 0 THEN 'EUR' ELSE 'USD' END, "
        f"{on('n % 200 - 60')}, {outcome}, CASE WHEN n % 10 < 4 THEN {on(f'-({age} / 2)')} END, {at(age)}, "
        f"{at(f'{age} / 2')}, 'source ' || (n % 12), 'product ' || (n % 6), 'segment ' || (n % 8), {FALSE[kind]} "
        f"FROM {series} x",
        f"INSERT INTO stage_moves ({history}, to_stage) SELECT {keys}, {at(age)}, 'lead' FROM {series} x",
        f"INSERT INTO stage_moves ({history}, from_stage, to_stage, to_buying_stage) SELECT {keys}, "
        f"{at(f'{age} * 3 / 4')}, 'lead', 'opportunity', {buying} FROM {series} x WHERE n % 10 < 7",
        f"INSERT INTO stage_moves ({history}, from_stage, to_stage, to_outcome) SELECT {keys}, {at(f'{age} / 2')}, "
        f"'opportunity', {stage}, {outcome} FROM {series} x WHERE n % 10 < 4",
        f"INSERT INTO close_date_moves ({history}, from_on, to_on) SELECT {keys}, {at(f'{age} / 2')}, "
        f"{on('n % 200 - 90')}, {on('n % 200 - 60')} FROM {series} x",
        f"INSERT INTO touches ({history}, kind, direction) SELECT '{TEAM}', x.n, 1, 1, "
        f"{at(f'(x.n * 7919 % 730) * t.n / {TOUCHES}')}, 'call', 'out' "
        f"FROM {series} x, {SERIES[kind].format(TOUCHES)} t",
    ]  # fmt: skip
