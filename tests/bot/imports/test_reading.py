"""What is written in a file is read as it was meant: letters, separators, days, amounts."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from bot.imports import amounts, dates, mapping
from bot.imports.amounts import Marks
from bot.imports.columns import Told, guess, program
from bot.imports.dates import Order
from bot.imports.kinds import refuse_others
from bot.imports.sheets import opened
from coaching.errors import Refusal

LINES = "Ürün;Größe;Notiz\nMüller & Söhne;1,5;„gut“ – fertig\nŻółć;2;Straße\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", LINES),
        ("utf-8-sig", LINES),
        ("utf-16", LINES),
        ("cp1252", "Name;Größe;Notiz\nMüller & Söhne;1,5;café – fertig\nÅngström;2;Straße\n" * 5),
        ("cp1251", "Имя;Сумма;Заметка\nООО Ромашка;1,5;Звонили вчера\nСбербанк;2;Договор\n" * 5),
    ],
)
def test_a_file_is_read_in_the_letters_it_was_written_in(
    tmp_path: Path, encoding: str, text: str
) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes(text.encode(encoding))
    sheet = opened(path)
    rows = [line.split(";") for line in text.splitlines()]
    assert list(sheet.header) == rows[0]
    assert [list(line.cells) for line in sheet.lines()] == rows[1:]


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("first", ["", "sep={}\n"])
def test_the_separator_is_found(tmp_path: Path, delimiter: str, first: str) -> None:
    path = tmp_path / "deals.csv"
    rows = [["name", "amount", "note"], ["A, B; C", "1.5", "x|y"], ["D", "2", ""]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    path.write_text(first.format(delimiter) + text)
    sheet = opened(path)
    assert [list(sheet.header), *(list(line.cells) for line in sheet.lines())] == rows


@pytest.mark.parametrize(
    ("text", "day_first", "found"),
    [
        ("2026-03-04", True, date(2026, 3, 4)),
        ("2026/3/4", False, date(2026, 3, 4)),
        ("03/04/2026", True, date(2026, 4, 3)),
        ("03/04/2026", False, date(2026, 3, 4)),
        ("3.4.2026", False, date(2026, 4, 3)),
        ("3-4-26", True, date(2026, 4, 3)),
        ("4 Mar 2026", True, date(2026, 3, 4)),
        ("Mar 4, 2026", True, date(2026, 3, 4)),
        ("4. März 2026", True, date(2026, 3, 4)),
        ("3 de marzo de 2026", True, date(2026, 3, 3)),
        ("15 de outubro de 2026", True, date(2026, 10, 15)),
        ("1er août 2026", True, date(2026, 8, 1)),
        ("12 juil. 2026", True, date(2026, 7, 12)),
        ("12 juin 2026", True, date(2026, 6, 12)),
        ("29-Aug-16", True, date(2016, 8, 29)),
        ("45631", True, date(2024, 12, 5)),
        ("2026-01-05 09:12", True, datetime(2026, 1, 5, 9, 12)),
        ("1/5/2026 9:12 PM", False, datetime(2026, 1, 5, 21, 12)),
        ("31/31/2026", True, None),
        ("31/12/2026", False, None),
        ("2026-02-30", True, None),
        ("soon", True, None),
        ("2026-01-05 25:00", True, None),
    ],
)
def test_days_are_read(text: str, day_first: bool, found: object) -> None:
    assert dates.read(text, day_first) == found


def test_a_zone_that_is_written_is_kept() -> None:
    for text in ("2026-01-05T09:12:00Z", "2026-01-05T10:12:00.000+01:00"):
        moment = dates.read(text, True)
        assert isinstance(moment, datetime)
        assert moment.isoformat()[:16] in ("2026-01-05T09:12", "2026-01-05T10:12")
        assert moment.timestamp() == 1767604320


@given(st.lists(st.dates(date(2000, 1, 1), date(2060, 1, 1)), min_size=1), st.booleans())
def test_a_column_tells_its_order_or_reads_alike_either_way(days: list, first: bool) -> None:
    pattern = "%d/%m/%Y" if first else "%m/%d/%Y"
    order = Order()
    for day in days:
        order.look(day.strftime(pattern))
    assert not order.is_mixed
    if any(day.day > 12 for day in days):
        assert order.day_first is first
        assert [dates.read(day.strftime(pattern), first) for day in days] == days
    else:
        assert order.day_first is None


@pytest.mark.parametrize(
    ("text", "decimal", "found"),
    [
        ("25000", None, "25000"),
        ("1,234,567.00", None, "1234567"),
        ("1.234.567,89", None, "1234567.89"),
        ("1.234", None, "1234"),
        ("1.234", ".", "1.234"),
        ("12,5", None, "12.5"),
        ("€ 1.200,50", ",", "1200.5"),
        ("1 200,50 €", ",", "1200.5"),
        ("CHF 1'200.50", ".", "1200.5"),
        ("R$ 1.200,50", ",", "1200.5"),
        ("1200 SEK", None, "1200"),
        ("12k", None, "12000"),
        ("0", None, "0"),
    ],
)
def test_amounts_are_read(text: str, decimal: str | None, found: str) -> None:
    assert amounts.read(text, decimal) == Decimal(found)


@pytest.mark.parametrize("text", ["lots", "-5", "(5)", "1e9", "12/5", "9" * 14, "1.2.3,4,5"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        amounts.read(text, None)


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=1), st.sampled_from(",."))
def test_a_column_with_two_decimals_is_read_with_its_own_mark(values: list, mark: str) -> None:
    other = "." if mark == "," else ","
    told = [
        f"{value:,.2f}".replace(",", "x").replace(".", mark).replace("x", other) for value in values
    ]
    marks = Marks()
    for text in told:
        marks.look(text)
    assert marks.decimal == mark
    assert [amounts.read(text, marks.decimal) for text in told] == values


def test_programs_are_known_by_their_headers() -> None:
    assert program(["Record ID", "Deal Name", "Deal Stage"]) == "hubspot"
    assert program(["Deal - ID", "Deal - Title"]) == "pipedrive"
    assert program(["Opportunity Owner", "Opportunity Name"]) == "salesforce"
    assert program(["Id", "Name", "StageName", "CloseDate"]) == "salesforce"
    assert program(["opportunity_id", "sales_agent"]) == "file"


def test_of_two_columns_for_one_field_the_better_known_is_read() -> None:
    found = guess(["Deal Name", "Amount in company currency", "Amount"], Told())
    assert found.indexes == {"name": 0, "amount": 2}


def test_a_file_without_a_name_for_its_deals_says_so() -> None:
    with pytest.raises(Refusal, match="No column of the file names a deal"):
        refuse_others(guess(["Colour", "Amount"], Told()), "deals.csv")


def test_a_mapping_that_names_a_missing_column_says_so() -> None:
    with pytest.raises(Refusal, match="“Titel” that the file has not"):
        guess(["Name"], Told(columns={"Titel": "name"}))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture"),
        (b"%PDF-1.7\nname,amount\n", "a PDF"),
        (bytes(range(256)) * 20, "something else than text"),
    ],
)
def test_a_file_that_is_no_text_says_plainly_what_to_do(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        opened(path)
    assert refused.value.sentence == (
        f"deals.csv is {kind}, not a table that I can read. Open it in the program it comes from, "
        "save it as CSV or XLSX, then import that."
    )


def test_a_workbook_is_known_by_what_it_holds_not_by_its_name(tmp_path: Path) -> None:
    book = tmp_path / "deals.csv"
    with xlsxwriter.Workbook(book) as written:
        written.add_worksheet().write_row(0, 0, ["name", "amount"])
    text = tmp_path / "deals.xls"
    text.write_text("name;amount\nAcme;5\n")
    assert opened(book).header == opened(text).header == ("name", "amount")


def test_letters_that_are_mixed_up_are_told_without_jargon(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes("name\nMüller\n".encode())
    with pytest.raises(Refusal, match="its letters or quotes are mixed up") as refused:
        list(opened(path, encoding="ascii").lines())
    assert "codec" not in refused.value.sentence


@pytest.mark.parametrize(
    "option", ['encoding = "klingon"', 'delimiter = "ab"', 'decimal = "x"', "colour = 1"]
)
def test_an_option_that_means_nothing_is_refused_with_those_that_do(
    tmp_path: Path, option: str
) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(f"[options]\n{option}\n")
    with pytest.raises(Refusal, match="means nothing here"):
        mapping.read(path)
