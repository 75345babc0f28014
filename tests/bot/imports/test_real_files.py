"""The real files of the data folder come in with their published figures."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bot.imports.columns import Told, guess
from tests.bot.imports.office import counted, everything, imports, rows

DATA = Path(__file__).parents[4] / "shared" / "data"
MAVEN = DATA / "maven_crm"

pytestmark = pytest.mark.data


def test_the_maven_pipeline_has_its_reference_figures(database_url: str) -> None:
    lists = ("--products", MAVEN / "products.csv", "--accounts", MAVEN / "accounts.csv")
    command = (MAVEN / "sales_pipeline.csv", *lists)
    assert "8,800 rows: 8,800 added, 0 changed" in imports(database_url, *command)
    reference = json.loads((MAVEN / "reference.json").read_text())["maven_crm"]
    names = dict(rows(database_url, "id", "name", table="members"))
    found = rows(database_url, "owner_id", "product", "segment", "outcome", "closed_on", "amount")
    totals = Counter(outcome for _, _, _, outcome, _, _ in found)
    assert totals == {"won": 4238, "lost": 2473, None: 2089}
    won = sum(amount for _, _, _, outcome, _, amount in found if outcome == "won")
    assert won == reference["won_revenue"]
    value = sum(amount for _, _, _, outcome, _, amount in found if outcome is None)
    assert value == reference["open_pipeline_listprice"]["all_open"]
    for part, pairs in {
        "by_agent": [(names[owner], outcome) for owner, _, _, outcome, _, _ in found],
        "by_product": [(product, outcome) for _, product, _, outcome, _, _ in found],
        "by_close_quarter": [
            (f"{day.year}Q{(day.month + 2) // 3}", outcome)
            for _, _, _, outcome, day, _ in found
            if day
        ],
    }.items():
        assert counted(pairs) == _counts(reference[part]), part
    closed = [(sector, outcome) for _, _, sector, outcome, _, _ in found if sector and outcome]
    assert counted(closed) == {
        key: count for key, count in _counts(reference["by_sector"]).items() if key[1] != "open"
    }
    assert "0 added, 0 changed, 8,800 as before" in imports(database_url, *command)


def _counts(part: dict[str, dict[str, int]]) -> dict[tuple[str, str], int]:
    return {
        (name, kind): told[kind]
        for name, told in part.items()
        for kind in ("won", "lost", "open")
        if told[kind] and name != "open"
    }


FIXTURES = {
    "hubspot_deals_export": [
        ("Acme - New Business", "25000", "USD", "opportunity", "2026-12-01", "", ""),
        ('Globex, Inc. "Renewal"', "12500.5", "USD", "customer", "", "won", "2026-02-27"),
        ("Initech", "", "", "opportunity", "", "lost", "2026-01-30"),
    ],
    "pipedrive_deals_export": [
        ("Acme deal", "25000", "EUR", "opportunity", "2026-04-30", "", ""),
        ("Globex", "12500.5", "EUR", "opportunity", "2026-02-28", "lost", "2026-03-02"),
    ],
    "salesforce_opportunity_report": [
        ("Acme - 50 seats", "1234567", "EUR", "opportunity", "2026-03-31", "", ""),
    ],
}
SHOWN = ("name", "amount", "currency", "stage", "decision_on", "outcome", "closed_on")


@pytest.mark.parametrize("name", FIXTURES)
def test_each_program_s_export_comes_in_right(name: str, database_url: str, tmp_path: Path) -> None:
    imports(database_url, DATA / f"{name}.csv")
    found = everything(database_url, tmp_path / "out")["deals"]
    assert [tuple(deal[column] for column in SHOWN) for deal in found] == FIXTURES[name]


def test_every_header_that_is_known_of_the_programs_is_certain() -> None:
    told = json.loads((DATA / "crm_headers.json").read_text())
    for program in ("hubspot", "pipedrive", "salesforce"):
        for kind, part in told[program].items():
            columns = part.get("columns") if isinstance(part, dict) else None
            if not columns or kind in ("field_history_report", "import_sample_csv"):
                continue
            found = guess(columns, Told())
            assert found.uncertain == (), (program, kind)
            assert {"name", "stage", "amount"} & found.indexes.keys(), (program, kind)
