"""Coverage by hand."""

from collections import Counter
from datetime import date, timedelta
from math import ceil

from tests.bot.numbers.by_hand import moment
from tests.bot.numbers.hand.words import (
    CATEGORIES,
    Counting,
    D,
    Told,
    money,
    percent,
    plain,
    share,
    times,
    up,
)


class Coverage(Counting):
    """`coverage`."""

    def coverage(self, first: date, last: date, mode: str) -> Told:
        told, hand = Told(), self.hand
        slots, target = hand.slots(first, last), self.target(first, last)
        lies: Counter = Counter()
        for (of, _, code), what in slots:
            if what == "sum" and code == "USD":
                lies[of] += slots[(of, _, code), "sum"]
        won_year = [d for d in hand.closed(*self.year) if d["outcome"] == "won"]
        worth = [D(d["amount"]) for d in won_year if d["amount"] and d["currency"] == "USD"]
        cycle = hand.cycles(*self.year)["won"]
        smb = mode == "smb" or (not mode and cycle[2] < 90)
        months = (last - first).days < 31
        created = sum(self._created_and_won(*span) for span in self._before(first, months)) / 4
        covered = lies[None] + lies["Commit"] + lies["Best Case"]
        covered += lies["Pipeline"] + created if smb else 0
        won, closed, slipped = self._year_rates()
        if target is not None:
            self._against(told, target, covered, (won, closed, slipped), lies, smb=smb, worth=worth)
        left = [v for (k, w), v in slots.items() if w == "sum" and k[2] == "EUR"]
        if left:
            told.line(plain(sum(left)), "1.08")
        told.line(f"{cycle[2]:g}", "365", percent(won, closed))
        rows = [("Closed", None), *((one, one) for one in CATEGORIES)]
        told.tables["What lies in the period"] = [
            (name, money(D(lies[of]), "USD")) for name, of in rows
        ]
        if smb:
            told.tables["What lies in the period"].append(
                ("Usually created and won", money(created, "USD"))
            )
        bars = [D(lies[of]) for _, of in rows]
        told.charts = [[[*bars, target or D(0)]]]
        return told

    def _against(
        self,
        told: Told,
        target: D,
        covered: D,
        ended: tuple,
        lies: Counter,
        *,
        smb: bool,
        worth: list,
    ) -> None:
        won, closed, slipped = ended
        need = 1 / (D(won) / (closed + slipped))
        told.line(times(covered / target), plain(target))
        told.line("3.0", *share(won, closed + slipped), times(need))
        for label, much in (("3", D(3)), ("", need)):
            gap = max(D(0), much * target - covered)
            average = sum(worth) / len(worth)
            more = [plain(up(gap)), ceil(gap / average), plain(up(average, "1"))] if gap else []
            told.line(*filter(None, [label, *map(str, more)]))
        if (
            covered / target < 3 and not lies["Commit"] > lies["Best Case"]
        ) or covered / target < 3:
            told.line("3")
        if smb:
            told.line(times((lies["Commit"] + lies["Best Case"]) / target), "3")

    def _before(self, first: date, months: bool) -> list[tuple[date, date]]:
        found = []
        for _ in range(4):
            last = first - timedelta(days=1)
            first = last.replace(day=1)
            if not months:
                first = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
            found.append((first, last))
        return found

    def _created_and_won(self, first: date, last: date) -> D:
        return sum(
            (D(d["amount"]) for d in self.hand.deals
             if d["outcome"] == "won" and d["currency"] == "USD"
             and first <= moment(d["created_at"]).date() <= last
             and self.hand.within(d["closed_on"], first, last)),
            D(0),
        )  # fmt: skip
