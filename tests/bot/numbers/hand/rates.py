"""Rates by hand."""

from collections import Counter, defaultdict
from datetime import date

from tests.bot.numbers.hand.words import (
    LABELS,
    SIGNS,
    Counting,
    D,
    Told,
    percent,
    plain,
    share,
    short,
    sums,
    up,
)


class Rates(Counting):
    """`numbers`."""

    def numbers(self, first: date | None, last: date | None, by: str) -> Told:
        told, hand = Told(), self.hand
        groups = hand.rates(first, last, by or "workspace")
        whole: Counter = sum(groups.values(), Counter())
        closed = self._closed(whole)
        told.line(*share(whole["won"], closed))
        told.line(*share(whole["won"], whole["won"] + whole["competition"]))
        told.line(*share(whole["won"], closed + whole["slipped"]))
        codes = sorted({key[1] for key in whole if isinstance(key, tuple)})
        for code in codes if closed >= 5 else ():
            part, of = whole["won", code], self._closed(whole, code)
            against = part + whole["competition", code]
            if of:
                win = [percent(part, against)] if against else []
                told.line(percent(part, of), *win, plain(up(part)), plain(up(of)))
        self._list_price(told, first, last)
        told.line(*self._says(whole, closed))
        if whole["unknown"]:
            told.line(whole["unknown"])
        told.tables["How they ended"] = [
            (label, f"{whole[part]:,}", self._amounts(whole, part))
            for part, label in LABELS.items()
        ]
        if by:
            self._by(told, groups, by)
        else:
            told.charts = [[[D(whole[part]) for part in LABELS]]]
        cycles = hand.cycles(first, last)
        told.tables["From the first day to the last"] = [
            (kind.capitalize(), f"{n:,}", f"{average:.2f}", f"{middle:g}")
            for kind in ("won", "lost", "closed") if kind in cycles
            for n, average, middle in [cycles[kind]]
        ]  # fmt: skip
        return told

    @staticmethod
    def _closed(counter: Counter, code: str | None = None) -> D:
        parts = ("won", "competition", "no_decision", "unknown")
        return sum(counter[part if code is None else (part, code)] for part in parts)

    @staticmethod
    def _amounts(counter: Counter, part: str) -> str:
        found = {c: counter[part, c] for c in SIGNS if counter[part, c]}
        return sums(found, "")

    def _by(self, told: Told, groups: dict[str, Counter], by: str) -> None:
        rows, points = [], []
        names = {d[by].casefold(): d[by] for d in reversed(self.hand.deals)}
        order = sorted(
            groups, key=lambda g: (-self._closed(groups[g]), g or "nothing noted")
        )  # fmt: skip
        for group in order:
            one = groups[group]
            closed, against = self._closed(one), one["won"] + one["competition"]
            rows.append((
                names[group].casefold() or "nothing noted", short(one["won"], closed),
                short(one["won"], against), f"{one['won']:,}", f"{closed - one['won']:,}",
                f"{one['slipped']:,}", self._amounts(one, "won"),
            ))  # fmt: skip
            if closed >= 5:
                points.append(
                    (D(one["won"]) / closed, D(one["won"]) / against if against else D(0))
                )
        told.tables[f"By {by}"] = rows
        if points:
            told.charts = [[[p[n] * 100 for p in points[:12]] for n in (0, 1)]]
        else:
            whole: Counter = sum(groups.values(), Counter())
            told.charts = [[[D(whole[part]) for part in LABELS]]]

    def _list_price(self, told: Told, first: date | None, last: date | None) -> None:
        prices = {row["name_key"]: row for row in self.hand.files["products"] if row["price"]}
        found: dict[str, list[D]] = defaultdict(lambda: [D(0), D(0)])
        without = closed = 0
        for d in self.hand.closed(first, last):
            known = prices.get(d["product"].casefold())
            closed += 1
            if known is None:
                without += 1
                continue
            found[known["currency"]][1] += D(known["price"])
            if d["outcome"] == "won":
                found[known["currency"]][0] += D(known["price"])
        for code in sorted(found) if closed - without >= 5 else ():
            won, every = found[code]
            rest = [without] if without else []
            told.line(percent(won, every), plain(won), plain(every), *rest)

    @staticmethod
    def _says(whole: Counter, closed: D) -> list[object]:
        won, against = whole["won"], whole["won"] + whole["competition"]
        lost = whole["competition"] + whole["no_decision"]
        if closed < 5:
            return [closed, 5]
        if D(won) / closed >= D(1) / 3 and (not against or D(won) / against >= D("0.5")):
            return [won, closed, 3]
        if not lost:
            return [whole["unknown"]]
        return [max(whole["no_decision"], whole["competition"]), lost]
