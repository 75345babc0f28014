"""A pipeline of the shape that CRM exercises have: 8,800 rows, made anew from one seed."""

import csv
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

HEADER = (
    "opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date",
    "close_date", "close_value",
)  # fmt: skip
PRODUCTS = {"Alpha Basic": 550, "Alpha Pro": 4821, "Beta Special": 55, "Beta Max": 26768}
ROWS, NAMELESS, PROSPECTING = 8800, 1425, 500
OVER = ("Won", "Lost")
STAGES = ["Won"] * 4238 + ["Lost"] * 2473 + ["Engaging"] * 1589 + ["Prospecting"] * 500


@dataclass
class Pipeline:
    """The three files, and what must come out of the database."""

    deals: Path
    products: Path
    accounts: Path
    agents: Counter[tuple[str, str]] = field(default_factory=Counter)
    sold: Counter[tuple[str, str]] = field(default_factory=Counter)
    quarters: Counter[tuple[str, str]] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)

    @property
    def arguments(self) -> list[str]:
        return [
            str(self.deals), "--products", str(self.products), "--accounts", str(self.accounts),
        ]  # fmt: skip


def pipeline(folder: Path, rows: int = ROWS) -> Pipeline:
    """Writes it; every tenth row of "Alpha Pro" spells it "AlphaPro", as real exports do."""
    dice = random.Random(20170301)
    made = Pipeline(folder / "pipeline.csv", folder / "products.csv", folder / "accounts.csv")
    accounts = {
        f"Account {n:02d} & Co": ("retail", "medical", "software")[n % 3] for n in range(85)
    }
    write(made.products, ("product", "series", "sales_price"), [
        (name, name.split()[0], price) for name, price in PRODUCTS.items()
    ])  # fmt: skip
    write(made.accounts, ("account", "sector", "revenue"), [
        (name, sector, 12.5) for name, sector in accounts.items()
    ])  # fmt: skip
    stages = list(STAGES)
    dice.shuffle(stages)
    nameless = set(
        dice.sample([n for n in range(ROWS) if stages[n] not in ("Won", "Lost")], NAMELESS)
    )
    lines = []
    for number in range(rows):
        stage, product = stages[number], dice.choice(list(PRODUCTS))
        agent, account = f"Agent {dice.randrange(30):02d}", dice.choice(list(accounts))
        engaged = date(2016, 10, 20) + timedelta(days=dice.randrange(300))
        closed = engaged + timedelta(days=dice.randint(1, 138))
        over = stage in ("Won", "Lost")
        value = (
            str(PRODUCTS[product] + dice.randint(-20, 20))
            if stage == "Won"
            else "0"
            if over
            else ""
        )
        lines.append((
            f"OP{number:06d}", agent, product.replace("a P", "aP" if number % 10 == 0 else "a P"),
            "" if number in nameless else account, stage,
            "" if stage == "Prospecting" else engaged, closed if over else "", value,
        ))  # fmt: skip
        kind = {"Won": "won", "Lost": "lost"}.get(stage, "open")
        made.agents[agent, kind] += 1
        made.sold[product, kind] += 1
        made.sectors["" if number in nameless else accounts[account]] += 1
        if over:
            made.quarters[f"{closed.year}Q{(closed.month + 2) // 3}", kind] += 1
    write(made.deals, HEADER, lines)
    return made


def write(path: Path, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
