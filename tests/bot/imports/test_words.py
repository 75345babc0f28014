"""Columns and stages are known by the words of many programs and tongues; the rest is asked."""

from pathlib import Path

import pytest

from bot.imports.vocabulary import place
from bot.usecases.previewing import Files, Preview, look
from coaching.errors import Refusal
from tests.bot.imports.office import written

KNOWN = {
    "german": (
        "Datensatz-ID;Deal-Name;Deal-Phase;Betrag (€);Abschlussdatum;Erstellt am;Zuständiger;"
        "Verlustgrund\n"
        "1;A;Gewonnen;1.200,50;31.03.2026;01.01.2026;Anna;\n2;B;Verloren;5;01.04.2026;;Ben;Preis\n"
        "3;C;Angebot versendet;5;01.04.2026;;Ben;\n4;D;In Verhandlung;5;01.04.2026;;Ben;\n",
        "id name stage amount close_on created_on owner reason",
    ),
    "german pipedrive": (
        "Deal - ID;Deal - Titel;Deal - Wert;Deal - Währung;Deal - Phase;Deal - Status;"
        "Deal - Voraussichtliches Abschlussdatum;Deal - Besitzer\n"
        "1;A;5;EUR;Angebot;Offen;2026-01-02;X\n",
        "id name amount currency stage status decision_on owner",
    ),
    "spanish": (
        "Nombre del negocio,Etapa del negocio,Importe,Fecha de cierre,Propietario del negocio\n"
        "A,Cierre ganado,5,2026-01-01,X\nB,Negociación,6,2026-01-02,Y\nC,Perdida,4,2026-01-04,Y\n",
        "name stage amount close_on owner",
    ),
    "portuguese": (
        "Nome do negócio,Etapa do negócio,Valor (R$),Data de fechamento,Proprietário\n"
        "A,Fechado ganho,5,2026-01-01,X\nB,Em negociação,6,2026-01-02,Y\nC,Perdido,4,,Y\n",
        "name stage amount close_on owner",
    ),
    "french": (
        "Nom de la transaction,Phase de la transaction,Montant,Date de clôture,Propriétaire\n"
        "A,Fermé gagné,5,2026-01-01,X\nB,Négociation,6,2026-01-02,Y\nC,Perdue,4,2026-01-04,Y\n",
        "name stage amount close_on owner",
    ),
    "without accents": (
        "NOMBRE,Situacao,Waehrung,Data_de_criacao\nA,Em andamento,EUR,2026-01-01\n",
        "name status currency created_on",
    ),
    "result": (
        "Opportunity Number,Opportunity Result,Opportunity Amount USD\n1,Won,5\n2,Loss,6\n",
        "id status amount",
    ),
    "status beside a stage": (
        "Opp ID,Opportunity Status,Amount USD,Created Date,Sales Stage,Elapsed days\n"
        "1,Closed Won,5,2026-01-01,Closed,3\n2,Open,5,2026-01-03,Proposal,3\n",
        "id status amount created_on stage",
    ),
    "flags": (
        "Id,Name,StageName,Amount,CloseDate,IsClosed,IsWon\n"
        "1,A,Signed,5,2026-01-01,true,true\n2,B,Abandoned,5,2026-01-02,true,false\n"
        "3,C,Proposal,5,2026-01-03,false,false\n",
        "id name stage amount close_on is_closed is_won",
    ),
    "a flag alone": ("Deal,Value,Won\nA,5,1\nB,6,0\n", "name amount is_won"),
    "win or loss": ("deal_id,win_loss,deal_size\n1,Win,5\n2,Loss,7\n", "id status amount"),
    "custom fields": ("Name,Amount__c,Stage__c\nA,5,Won\n", "name amount stage"),
    "numbered stages": (
        "Name,Stage\nA,1. Lead\nB,2) Proposal (50%)\nC,3 - Closed Won\nD,4: Lost (0 %)\n",
        "name stage",
    ),
}  # fmt: skip


def looked_at(folder: Path, text: str) -> Preview:
    return look(Files(written(folder / "deals.csv", text)))


@pytest.mark.parametrize("name", KNOWN)
def test_what_many_programs_write_is_certain(name: str, tmp_path: Path) -> None:
    text, fields = KNOWN[name]
    found = looked_at(tmp_path, text)
    assert list(found.columns.indexes) == fields.split()
    assert (found.columns.uncertain, found.unknown_stages) == ((), {})


OUTCOMES = {
    "won": "Won, Closed Won, WIN, Gewonnen, Auftrag gewonnen, Ganada, Ganho, Gagné, 5. Won (100%)",
    "lost": "Lost, Closed-Lost, Loss, Verloren, Absage, Perdido, Perdue, Fermé perdu",
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_won_and_lost_are_known_in_five_tongues(outcome: str, tmp_path: Path) -> None:
    names = OUTCOMES[outcome].split(", ")
    text = "name,stage\n" + "".join(f"{n},{name}\n" for n, name in enumerate(names))
    assert looked_at(tmp_path, text).unknown_stages == {}


@pytest.mark.parametrize(
    "stage",
    [
        *("Not won", "Won't buy", "Nicht gewonnen", "No ganado", "Pas gagné", "Won back from lost"),
        *("Hot potato", "Wonn", "Losst", "Likely to win", "Win probability high", "Closed", "7"),
    ],
)
def test_no_stage_is_guessed_to_be_won_or_lost_by_its_likeness(stage: str, tmp_path: Path) -> None:
    found = looked_at(tmp_path, f"name,stage\nA,{stage}\nB,lead\n")
    assert found.unknown_stages == {stage: ""}


@pytest.mark.parametrize(
    ("stage", "likely"),
    [
        *(("Deal is won", "won"), ("Opportunity lost", "lost")),
        ("Auftrag verloren und geschlossen", "lost"),
        *(("Propossal", "opportunity/options"), ("Negotations", "opportunity/negotiating")),
    ],
)  # fmt: skip
def test_a_guess_at_a_stage_waits_for_a_yes(stage: str, likely: str, tmp_path: Path) -> None:
    found = looked_at(tmp_path, f"name,stage\nA,{stage}\nB,lead\n")
    assert found.unknown_stages == {stage: likely}
    assert place(likely)
    assert not found.is_certain


def test_yes_and_no_in_a_column_of_results_are_a_guess(tmp_path: Path) -> None:
    found = looked_at(tmp_path, "id,amount,Outcome\n1,5,1\n2,6,0\n3,6,\n")
    assert found.unknown_stages == {"1": "won", "0": "lost"}


def test_columns_full_of_days_or_money_that_nothing_takes_are_uncertain(tmp_path: Path) -> None:
    found = looked_at(
        tmp_path,
        "name;Abgabefrist;Netto;Farbe;Kundennummer\nA;01.02.2026;1200,50;rot;10023\n"
        "B;;100,00;blau;10024\nC;05.02.2026;;;10025\n",
    )
    assert {one.column: one.holds or one.field for one in found.columns.uncertain} == {
        "Abgabefrist": "dates", "Netto": "amount",
    }  # fmt: skip
    assert [one.column for one in found.columns.left] == ["Abgabefrist", "Farbe", "Kundennummer"]


def test_counters_and_ratios_beside_an_amount_are_left_without_a_word(tmp_path: Path) -> None:
    found = looked_at(
        tmp_path, "name,amount,Visits,Ratio,Size\nA,5000,120,0.25,3\nB,70,300,0.5,4\n"
    )
    assert found.is_certain


def test_a_column_called_won_that_holds_no_yes_and_no_is_asked_about(tmp_path: Path) -> None:
    found = looked_at(tmp_path, "name,stage,Won\nA,lead,2026-01-01\nB,won,\n")
    assert [one.holds for one in found.columns.uncertain] == ["something else than yes and no"]


OTHERS = {
    "accounts": "account,sector,year_established,revenue,employees\nA,retail,1996,1100.04,28\n",
    "products": "product,series,sales_price\nGTX Pro,GTX,4821\n",
    "people": "sales_agent,manager,regional_office\nAnna,Dustin,Central\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_a_list_that_is_no_pipeline_says_what_it_looks_like(kind: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=f"looks like a list of {kind}, not of deals: no column"):
        looked_at(tmp_path, OTHERS[kind])


def test_a_contact_list_is_taken_once_a_mapping_says_that_its_rows_are_deals(
    tmp_path: Path,
) -> None:
    text = "Company,First name,Last name,Email\nAcme,Dana,Reis,d@acme.test\n"
    with pytest.raises(Refusal, match='"Company" = "name"'):
        looked_at(tmp_path, text)
    told = written(tmp_path / "mapping.toml", '[columns]\n"Company" = "name"\n')
    found = look(Files(written(tmp_path / "deals.csv", text), mapping=told))
    assert list(found.columns.indexes) == ["name"]


@pytest.mark.parametrize("text", ["name\nAcme\n", "Name,Email\nAcme,a@b.c\n", "Company\nAcme\n"])
def test_a_bare_list_of_names_is_one_of_deals(text: str, tmp_path: Path) -> None:
    assert looked_at(tmp_path, text).survey.rows == 1
