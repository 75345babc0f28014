"""The forecast by hand."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from tests.bot.numbers.by_hand import PIPELINE, Row, day, moment
from tests.bot.numbers.hand.words import (
    CATEGORIES,
    Counting,
    D,
    Told,
    numbers,
    percent,
    plain,
    spelt,
    sums,
    up,
)


class Forecast(Counting):
    """`forecast`, by rates as well."""

    def forecast(self, first: date, last: date, mode: str, near_days: int) -> Told:
        told, slots = Told(), self.hand.slots(first, last)
        blood = self._blood(slots)
        number = {c: one["closed"] + one["in"] for c, one in blood.items()}
        upside = {c: number[c] + one["out"] for c, one in blood.items()}
        closed = {c: one["closed"] for c, one in blood.items() if one["closed"]}
        inside = {c: one["in"] for c, one in blood.items() if one["in"]}
        told.line(*numbers(number), *numbers(closed), *numbers(inside))
        told.line(*numbers(upside))
        target = self.target(first, last)
        if target is not None:
            told.line(plain(target), percent(number.get("USD", D(0)), target))
        beside = self._top_down(slots)
        if beside:
            told.line(*numbers({c: v.quantize(D(1)) for c, v in beside.items()}))
        rows = self._forecast_rows(first, last)
        unsure = [d for d, lies, word, _ in rows if lies == "Commit" and word and not self._red(d)]
        if unsure and last - self.today <= timedelta(days=near_days):
            shown = [d["name"].split()[1] for d in unsure[:5]]
            told.line(len(unsure), *shown, *([len(unsure) - 5] if len(unsure) > 5 else []))
        if mode == "weighted":
            self._weighted(told, first, last)
        elif mode == "smb":
            self._smb(told, slots)
        self._calibrated(told)
        told.tables["By category"] = self._categories(slots)
        told.tables["Deal by deal"] = [
            (d["name"], lies, sums({d["currency"]: D(d["amount"])}, "") if d["amount"] else "",
             "in" if word else "out", "called" if call else "rule",
             call["reason"] if call else "", d["owner"])
            for d, lies, word, call in rows[:10]
        ]  # fmt: skip
        told.tables["Last calls"] = self._last_calls(first, last)
        told.charts = [[[one["closed"], one["in"], one["out"]] for _, one in sorted(blood.items())]]
        return told

    @staticmethod
    def _blood(slots: Counter) -> dict[str, Counter]:
        found: dict[str, Counter] = defaultdict(Counter)
        for (lies, inside, code), what in slots:
            if what == "sum" and code and (lies, inside) != ("Pipeline", False):
                part = "closed" if lies is None else "in" if inside else "out"
                found[code][part] += slots[(lies, inside, code), "sum"]
        return found

    def _forecast_rows(self, first: date, last: date) -> list:
        calls = self.hand.calls_of(first, last)
        found = []
        for d in self.hand.deals:
            call = calls.get(d["id"])
            inside = self.hand.within(d["decision_on"], first, last)
            if d["outcome"] or d["stage"] != "opportunity" or not (call or inside):
                continue
            lies = PIPELINE[d["buying_stage"]]
            word = call["inside"] == "true" if call else lies == "Commit"
            found.append((d, lies, word, call))
        amount = lambda d: D(d["amount"]) if d["amount"] else D(-1)  # noqa: E731
        return sorted(
            found, key=lambda r: (CATEGORIES.index(r[1]), -amount(r[0]), r[0]["name"])
        )  # fmt: skip

    def _red(self, d: Row) -> bool:
        facts = [f for f in self.hand.files["facts"] if f["deal_id"] == d["id"]]
        facts = sorted(facts, key=lambda f: (moment(f["at"]), int(f["id"])))
        return d["buying_stage"] == "redlining" or bool(facts and facts[-1]["body"])

    def _top_down(self, slots: Counter) -> dict[str, D]:
        won, closed, slipped = self._year_rates()
        if closed < 5:
            return {}
        found: dict[str, D] = defaultdict(D)
        for (lies, _, code), what in slots:
            if what == "sum" and code and lies != "Pipeline":
                total = slots[(lies, _, code), "sum"]
                found[code] += total if lies is None else total * (D(won) / D(closed + slipped))
        return dict(found)

    def _weighted(self, told: Told, first: date, last: date) -> None:
        found: dict[str, D] = defaultdict(D)
        for d in self.hand.deals:
            if d["outcome"] or d["stage"] != "opportunity" or not d["amount"]:
                continue
            if not d["decision_on"]:
                found[d["currency"]] += D(d["amount"]) * D("0.25")
            elif self.hand.within(d["decision_on"], first, last):
                found[d["currency"]] += D(d["amount"]) * D("0.60")
        told.line(*(plain(up(found[c], "1")) for c in sorted(found)), "25.00", "60.00")

    def _smb(self, told: Told, slots: Counter) -> None:
        rates = self._own_rates()
        created: Counter = Counter()
        for first, last in self._quarters(4, before=1):
            for code, total in self.hand.qualified(first, last)[1].items():
                created[code] += total / 4
        totals: Counter = Counter()
        for (lies, _, code), what in slots:
            if what == "sum" and code and lies in rates:
                totals[code] += slots[(lies, _, code), "sum"] * rates[lies]
        for code in {key[0][2] for key in slots if key[0][2]} | created.keys():
            totals[code] += created[code] * D("0.30")
        named = ["Commit", "Best Case", "Pipeline"]
        order = [f"{up(rates[lies] * 100)}" for lies in self.category_order(named)]
        told.line(*(plain(up(totals[c], "1")) for c in sorted(totals)), *order, "30.00")

    def _own_rates(self) -> dict[str, D]:
        stood: dict[str, set[str]] = defaultdict(set)
        for of, moves in self.hand.moves.items():
            stood[of] |= {PIPELINE[m["to_buying_stage"]] for m in moves if m["to_buying_stage"]}
        counts: Counter = Counter()
        for d in self.hand.deals:
            for lies in stood[d["id"]] if d["outcome"] else ():
                counts[lies, "closed"] += 1
                counts[lies, "won"] += d["outcome"] == "won"
        assert all(counts[lies, "closed"] >= 5 for lies in CATEGORIES)
        return {lies: D(counts[lies, "won"]) / counts[lies, "closed"] for lies in CATEGORIES}

    @staticmethod
    def category_order(names: list[str]) -> list[str]:
        """As the report lists them."""
        return sorted(names, key=["Pipeline", "Best Case", "Commit"].index)

    def _calibrated(self, told: Told) -> None:
        counts: Counter = Counter()
        for (first, last), calls in self.hand.all_calls().items():
            if day(last) >= self.today:
                continue
            for of, call in calls.items():
                d = next((d for d in self.hand.deals if d["id"] == of), None)
                if d is None:
                    continue
                word = "in" if call["inside"] == "true" else "out"
                counts[word] += 1
                counts[word, "won"] += d["outcome"] == "won" and self.hand.within(
                    d["closed_on"], day(first), day(last))  # fmt: skip
        told.line(counts["in", "won"], counts["in"], counts["out", "won"], counts["out"])

    def _categories(self, slots: Counter) -> list[tuple[str, ...]]:
        def total(lies: str | None, inside: bool | None = None) -> str:
            found: dict[str, D] = {}
            for (of, word, code), what in slots:
                if what == "sum" and of == lies and code and inside in (None, word):
                    found[code] = found.get(code, D(0)) + slots[(of, word, code), "sum"]
            return sums(found, "")

        def count(lies: str | None) -> str:
            return f"{sum(v for (k, what), v in slots.items() if what == 'n' and k[0] == lies):,}"

        rows = [("Closed", count(None), total(None), "", "")]
        return rows + [
            (lies, count(lies), total(lies), total(lies, True), total(lies, False))
            for lies in CATEGORIES
        ]

    def _last_calls(self, first: date, last: date) -> list[tuple[str, ...]]:
        names = {d["id"]: d["name"] for d in self.hand.deals}
        calls = [
            c for c in self.hand.files["forecast_calls"]
            if (c["starts_on"], c["ends_on"]) == (first.isoformat(), last.isoformat())
            and c["deal_id"] in names
        ]  # fmt: skip
        calls.sort(key=lambda c: (moment(c["at"]), int(c["id"])), reverse=True)
        return [
            (names[c["deal_id"]], "in" if c["inside"] == "true" else "out",
             spelt(moment(c["at"]).date()), self.hand.names[c["member_id"]], c["reason"])
            for c in calls[:5]
        ]  # fmt: skip
