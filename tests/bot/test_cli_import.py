"""The console's import and export as somebody uses them: certain, uncertain, tried, mended."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from tests.bot.imports.office import cells, everything, imports, rows, run, written

HUBSPOT = (
    "\ufeffRecord ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Create Date,Deal owner\r\n"
    "71,Acme - New,Sales,Qualified To Buy,25000,2026-12-01 10:00,2026-01-05 09:12,Anna Reis\r\n"
    '72,"Globex, ""Two""",Sales,Closed Won,12500.50,2026-02-27 09:00,2025-11-03 08:00,Ben\r\n'
    "73,Initech,Sales,Closed Lost,,2026-01-30 09:00,2025-12-01 08:00,\r\n"
)
PIPEDRIVE = (
    "Deal - ID;Deal - Title;Deal - Value;Deal - Currency of Value;Deal - Stage;Deal - Status;"
    "Deal - Expected close date;Deal - Deal created;Deal - Lost time;Deal - Lost reason\n"
    "1;Acme;25.000,00;EUR;Proposal Made;Open;2026-04-30;2026-01-05 09:12:00;;\n"
    "2;Globex;12.500,5;CHF;Negotiations Started;Lost;2026-02-28;2025-11-03 08:00:00;"
    "2026-03-02 10:00:00;Lost to competitor\n"
    "3;Müller;1.234;EUR;Qualified;Lost;;2025-11-03 08:00:00;2026-03-02 10:00:00;Price\n"
)
SALESFORCE = (
    "Opportunity Owner,Account Name,Opportunity Name,Stage,Amount Currency,Amount,Close Date,"
    "Created Date,Next Step\n"
    'Anna,Acme,Acme - 50,Negotiation/Review,EUR,"1,234,567.00",31/03/2026,05/01/2026,Send SOC 2\n'
    '"Grand Totals (1 record)",,,,,,,,\nConfidential Information - Do Not Distribute,,,,,,,,\n'
)
STANDING = ("name", "stage", "buying_stage", "outcome", "amount", "currency", "decision_on")


def test_an_export_of_hubspot_comes_in_with_stages_dates_and_owners(
    database_url: str, tmp_path: Path
) -> None:
    imports(database_url, written(tmp_path / "deals.csv", HUBSPOT))
    assert rows(database_url, *STANDING, "closed_on") == [
        ("Acme - New", "opportunity", None, None, Decimal(25000), "USD", date(2026, 12, 1), None),
        ('Globex, "Two"', "customer", None, "won", Decimal("12500.5"), "USD", None,
         date(2026, 2, 27)),
        ("Initech", "opportunity", None, "lost", None, None, None, date(2026, 1, 30)),
    ]  # fmt: skip
    assert rows(database_url, "created_at")[0] == datetime(2026, 1, 5, 9, 12, tzinfo=UTC)
    assert rows(database_url, "name", "slack_id", table="members") == [
        ("Anna Reis", None), ("Ben", None), ("Unassigned", None),
    ]  # fmt: skip


def test_an_export_of_pipedrive_comes_in_with_commas_as_decimals(
    database_url: str, tmp_path: Path
) -> None:
    imports(database_url, written(tmp_path / "deals.csv", PIPEDRIVE, "cp1252"))
    assert rows(database_url, *STANDING, "reason") == [
        ("Acme", "opportunity", "options", None, Decimal(25000), "EUR", date(2026, 4, 30), None),
        ("Globex", "opportunity", "negotiating", "lost to competition", Decimal("12500.5"), "CHF",
         date(2026, 2, 28), "Lost to competitor"),
        ("Müller", "opportunity", None, "lost", Decimal(1234), "EUR", None, "Price"),
    ]  # fmt: skip
    moves = rows(database_url, "deal_id", "to_outcome", "at", table="stage_moves")
    assert [move for move in moves if move[1]] == [
        (2, "lost to competition", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        (3, "lost", datetime(2026, 3, 2, 10, tzinfo=UTC)),
    ]


def test_a_report_of_salesforce_comes_in_day_first_as_its_other_dates_tell(
    database_url: str, tmp_path: Path
) -> None:
    told = imports(database_url, written(tmp_path / "report.csv", SALESFORCE))
    assert told == "1 row: 1 added, 0 changed, 0 as before, 0 rejected.\n"
    assert rows(database_url, *STANDING, "created_at") == [
        ("Acme - 50", "opportunity", "negotiating", None, Decimal(1234567), "EUR",
         date(2026, 3, 31), datetime(2026, 1, 5, 12, tzinfo=UTC)),
    ]  # fmt: skip
    assert rows(database_url, "kind", "body", table="touches") == [
        ("note", "Next step: Send SOC 2")
    ]


def test_a_report_is_month_first_where_one_of_its_dates_cannot_be_otherwise(
    sqlite_url: str, tmp_path: Path
) -> None:
    imports(sqlite_url, written(tmp_path / "r.csv", SALESFORCE.replace("31/03/2026", "3/31/2026")))
    assert rows(sqlite_url, "decision_on", "created_at") == [
        (date(2026, 3, 31), datetime(2026, 5, 1, 12, tzinfo=UTC)),
    ]  # fmt: skip


def test_a_workbook_comes_in_like_a_csv(sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["Deal Name", "Record ID", "Deal Stage", "Amount", "Close Date"])
        sheet.write_row(1, 0, ["Acme", 9001, "Contract Sent", 12500.5])
        sheet.write_datetime(1, 4, datetime(2026, 12, 1), day)
        sheet.write_row(2, 0, ["Globex", 9002, "Closed Won", 45000, 45631])
    imports(sqlite_url, path)
    assert rows(sqlite_url, *STANDING, "closed_on") == [
        ("Acme", "opportunity", "negotiating", None, Decimal("12500.5"), "USD", date(2026, 12, 1),
         None),
        ("Globex", "customer", None, "won", Decimal(45000), "USD", None, date(2024, 12, 5)),
    ]  # fmt: skip
    assert rows(sqlite_url, "key", table="imported") == ["9001", "9002"]


def test_a_second_import_changes_what_changed_there_and_leaves_what_changed_here(
    database_url: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "deals.csv", PIPEDRIVE)
    imports(database_url, path)
    _set(database_url, "UPDATE deals SET segment = 'mine', amount = 990000 WHERE name = 'Acme'")
    told = imports(database_url, path)
    assert "0 added, 0 changed, 3 as before" in told
    path.write_text(PIPEDRIVE.replace("2026-04-30", "2026-05-31").replace("Open", "Won"))
    assert "0 added, 1 changed, 2 as before" in imports(database_url, path)
    names = ("name", "segment", "amount", "outcome", "stage", "decision_on")
    assert next(row for row in rows(database_url, *names) if row[0] == "Acme") == (
        "Acme", "mine", Decimal(99), "won", "customer", date(2026, 5, 31),
    )  # fmt: skip
    assert rows(database_url, "from_on", "to_on", table="close_date_moves")[-1] == (
        date(2026, 4, 30), date(2026, 5, 31),
    )  # fmt: skip
    assert rows(database_url, "from_stage", "to_outcome", table="stage_moves")[-1] == (
        "opportunity", "won",
    )  # fmt: skip
    assert "0 added, 0 changed, 3 as before" in imports(database_url, path)


def test_rows_that_cannot_go_in_are_told_and_kept_in_a_file_that_can_be_mended(
    sqlite_url: str, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "deals.csv",
        "id,name,amount,stage,close date\n"
        "1,Acme,12k,lead,2026-03-31\n"
        "2,,5,lead,\n"
        "2,=cmd(),lots,lead,\n"
        "3,Globex,5,lead,31/31/2026\n"
        "1,Acme again,5,lead,\n"
        ",Nobody,5,lead,\n",
    )
    result = run(sqlite_url, "import", path)
    assert result.exit_code == 0
    assert "6 rows: 2 added, 0 changed, 0 as before, 4 rejected." in result.output
    rejected = tmp_path / "deals.rejected.csv"
    assert f"The rejected rows stand in {rejected}." in result.output
    found = cells(rejected)
    assert [(row["row number"], row["reject reason"], row["name"]) for row in found] == [
        ("4", "“lots” in amount is no amount", "'=cmd()"),
        ("5", "“31/31/2026” in close date is no date", "Globex"),
        ("6", "the id 1 stood in a row above already", "Acme again"),
        ("7", "it has no id", "Nobody"),
    ]
    assert rows(sqlite_url, "name", "amount") == [("Acme", Decimal(12000)), ("2", Decimal(5))]
    rejected.write_text(
        rejected.read_text().replace("31/31/2026", "31/3/2026").replace("lots", "7")
    )
    assert "1 added" in imports(sqlite_url, rejected)


def test_a_mended_reject_file_fills_the_gap_and_repeats_nothing(
    sqlite_url: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "d.csv", "id,name,amount\n1,=cmd(),x\n2,Acme,3\n")
    imports(sqlite_url, path)
    rejected = tmp_path / "d.rejected.csv"
    rejected.write_text(rejected.read_text().replace(",x", ",9"))
    assert "1 added" in imports(sqlite_url, rejected)
    path.write_text("id,name,amount\n1,=cmd(),9\n2,Acme,3\n")
    assert "0 added, 0 changed, 2 as before" in imports(sqlite_url, path)
    assert rows(sqlite_url, "name") == ["Acme", "=cmd()"]
    assert not rejected.exists()


STRANGE = "Opportunity Titel,Ammount,Colour\nAcme,12,red\n"


def test_without_a_terminal_an_uncertain_file_says_what_to_add_and_stores_nothing(
    sqlite_url: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "deals.csv", STRANGE)
    result = run(sqlite_url, "import", path)
    assert result.exit_code == 2
    assert "“Ammount” looks like amount (" in result.stderr
    assert '"Ammount" = "amount"  # guessed' in result.stderr
    assert '"Colour" = "-"' in result.stderr
    assert rows(sqlite_url, "name") == []
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(result.stderr[result.stderr.index("[columns]") :])
    assert "1 added" in imports(sqlite_url, path, "--mapping", mapping)
    assert rows(sqlite_url, "name", "amount") == [("Acme", Decimal(12))]


def test_yes_takes_every_guess_and_says_which(sqlite_url: str, tmp_path: Path) -> None:
    path = written(
        tmp_path / "deals.csv",
        "Opportunity Titel,Ammount,Stage,Frist\nAcme,12,Propossal,2026-05-01\n"
        "Globex,5,Deal is won,2026-05-02\nInitech,7,Hot potato,2026-05-03\n",
    )
    asked = run(sqlite_url, "import", path).stderr
    assert "“Frist” holds dates, and nothing takes it" in asked
    assert "the stage “Propossal” looks like opportunity/options" in asked
    assert (
        "or add --yes to take the guesses and to leave those columns out and to leave the rows of "
        "unknown stages out."
    ) in asked
    told = imports(sqlite_url, path, "--yes")
    assert (
        "Taken as guessed: “Ammount” as amount, “Propossal” as opportunity/options, "
        "“Deal is won” as won.\nLeft out: “Frist” (holds dates).\n"
    ) in told
    assert "row 4: the stage “Hot potato” is not known" in told
    assert rows(sqlite_url, "name", "stage", "buying_stage", "outcome", "amount") == [
        ("Acme", "opportunity", "options", None, Decimal(12)),
        ("Globex", "customer", None, "won", Decimal(5)),
    ]  # fmt: skip


def test_a_mapping_made_ready_asks_where_an_unknown_stage_belongs(
    sqlite_url: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "deals.csv", "name,stage\nAcme,Hot potato\n")
    ready = run(sqlite_url, "import", path).stderr
    mapping = written(tmp_path / "mapping.toml", ready[ready.index("[columns]") :])
    result = run(sqlite_url, "import", path, "--mapping", mapping)
    assert result.exit_code == 2
    assert "The mapping puts the stage “Hot potato” at “?”. It may be lead," in result.stderr
    mapping.write_text(mapping.read_text().replace('"?"', '"prospect"'))
    assert "1 added" in imports(sqlite_url, path, "--mapping", mapping)


def test_every_column_that_is_left_out_is_named(sqlite_url: str, tmp_path: Path) -> None:
    path = written(tmp_path / "deals.csv", "name,Colour,Probability,amount\nAcme,red,50,3\n")
    assert imports(sqlite_url, path).endswith("Left out: “Colour”, “Probability”.\n")


def test_a_list_of_accounts_is_not_taken_for_deals(sqlite_url: str, tmp_path: Path) -> None:
    path = written(tmp_path / "accounts.csv", "account,sector,revenue\nAcme,retail,1100.04\n")
    result = run(sqlite_url, "import", path, "--yes")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "deal-coach: accounts.csv looks like a list of accounts, not of deals: no column tells a "
        "stage, an amount or a date of one. Import the file of your deals, with this one beside "
        "it as --accounts."
    )


def test_a_stage_nobody_knows_is_uncertain_until_a_mapping_places_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "deals.csv", "name,stage\nAcme,Hot potato\nGlobex,Won\n")
    result = run(sqlite_url, "import", path)
    assert result.exit_code == 2
    assert "the stage “Hot potato” is not known" in result.stderr
    mapping = written(tmp_path / "m.csv", "column,field\nstage: hot potato,opportunity/redlining\n")
    imports(sqlite_url, path, "--mapping", mapping)
    assert rows(sqlite_url, "stage", "buying_stage", "outcome") == [
        ("opportunity", "redlining", None), ("customer", None, "won"),
    ]  # fmt: skip


@pytest.mark.parametrize("there", [False, True])
def test_a_trial_writes_nothing_at_all(sqlite_url: str, tmp_path: Path, there: bool) -> None:
    path = written(tmp_path / "deals.csv", "id,name,amount\n1,Acme,1\n2,Globex,x\n")
    if there:
        imports(sqlite_url, written(tmp_path / "other.csv", "id,name\n9,Other\n"))
    before = {file: file.read_bytes() for file in tmp_path.iterdir() if file.suffix != ".db-shm"}
    told = imports(sqlite_url, path, "--dry-run")
    assert told.startswith("Nothing is stored (--dry-run). It would be: 2 rows: 1 added")
    assert "row 3: “x” in amount is no amount" in told
    after = {file: file.read_bytes() for file in tmp_path.iterdir() if file.suffix != ".db-shm"}
    assert after == before


def test_a_list_of_names_without_numbers_never_writes_over_a_deal_made_by_hand(
    sqlite_url: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "deals.csv", "name,amount\nAcme,1\nacme,2\nGlobex,3\n")
    imports(sqlite_url, path)
    assert rows(sqlite_url, "key", table="imported") == ["acme", "acme #2", "globex"]
    assert "0 added, 0 changed, 3 as before" in imports(sqlite_url, path)
    _set(sqlite_url, "DELETE FROM imported WHERE key = 'globex'")
    told = imports(sqlite_url, path)
    assert "2 as before, 1 rejected" in told
    assert "row 4: a deal called Globex is here already" in told


AWKWARD = [
    "<!channel>", "<@U1>", "&lt;b&gt;", "~s~ _i_", "<https://a.test|b>", "%s {0} \\n",
    "*x* `y` _z_",
    "=cmd()|' /C calc'!A0", "'=1+1", "''", "a" * 500, "\u202eשלום עולם", "مرحبا", "🦀 Krabbe",
    "tab\tinside", "-5", "+49", "@sum(A1)",
]  # fmt: skip


def test_awkward_names_go_in_and_come_out_as_they_were(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    lines = [f'{n},"{name}"' for n, name in enumerate(AWKWARD)]
    path.write_bytes(("id,name\n" + "\n".join(lines) + "\n99,null\x00byte\n").encode())
    imports(database_url, path)
    kept = [" ".join(name.split()) for name in AWKWARD]
    assert rows(database_url, "name") == [*kept, "nullbyte"]
    exported = [deal["name"] for deal in everything(database_url, tmp_path / "out")["deals"]]
    assert not [name for name in exported if name.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=cmd()|' /C calc'!A0" in exported
    assert "''=1+1" in exported


def test_awkward_names_survive_a_workbook_and_the_file_of_deals_alone(
    sqlite_url: str, tmp_path: Path
) -> None:
    path, other = tmp_path / "deals.xlsx", f"sqlite:///{tmp_path / 'other.db'}"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, name in enumerate(["name", *AWKWARD]):
            sheet.write_string(number, 0, name)
    imports(sqlite_url, path)
    kept = [" ".join(name.split()) for name in AWKWARD]
    assert rows(sqlite_url, "name") == kept
    run(sqlite_url, "export", tmp_path / "out")
    alone = written(tmp_path / "mine.csv", (tmp_path / "out" / "deals.csv").read_text())
    imports(other, alone)
    assert rows(other, "name") == kept


def test_with_several_workspaces_one_must_be_named(sqlite_url: str, tmp_path: Path) -> None:
    path = written(tmp_path / "deals.csv", "id,name\n1,Acme\n")
    imports(sqlite_url, path, "--workspace", "T1")
    imports(sqlite_url, path, "--workspace", "T2")
    result = run(sqlite_url, "import", path)
    assert result.exit_code == 2
    assert "Say which workspace is meant with --workspace. Here are: T1, T2." in result.stderr
    assert run(sqlite_url, "export", tmp_path / "out", "--workspace", "T3").exit_code == 2
    assert rows(sqlite_url, "workspace_id") == ["T1", "T2"]


def test_what_is_no_table_is_refused_in_one_line(sqlite_url: str, tmp_path: Path) -> None:
    for name, content in (("a.xlsx", "no workbook"), ("b.csv", ""), ("c.csv", "Colour\nred\n")):
        result = run(sqlite_url, "import", written(tmp_path / name, content))
        assert result.exit_code == 2
        assert result.stderr.startswith("deal-coach: ")
        assert "Traceback" not in result.output


def _set(url: str, statement: str) -> None:
    from storage.database import open_database

    database = open_database(url)
    with database.everywhere.begin() as session:
        session.exec_driver_sql(statement)
    database.close()
