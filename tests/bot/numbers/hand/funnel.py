"""Funnel, plan and slips by hand."""

from collections import defaultdict
from datetime import date
from decimal import ROUND_CEILING
from itertools import pairwise
from math import ceil

from tests.bot.numbers.by_hand import ORDER, day, moment
from tests.bot.numbers.hand.words import (
    BUYING,
    THUMB,
    Counting,
    D,
    Told,
    numbers,
    plain,
    share,
    spelt,
    sums,
    times,
    up,
)


class Funnel(Counting):
    """`funnel`, `plan` and `slips`."""

    def _through(self, first: date, last: date) -> dict[str, int]:
        furthest = self.hand.furthest(first, last)
        return {
            stage: sum(furthest[later] for later in ORDER[number:])
            for number, stage in enumerate(ORDER)
        }

    def funnel(self, first: date, last: date) -> Told:
        told, through = Told(), self._through(first, last)
        for here, after in pairwise(ORDER):
            thumb = [f"{up(THUMB[here] * 100)}"] if here in THUMB else []
            told.line(*share(through[after], through[here]), *thumb)
        told.tables["How far they came"] = [(s.capitalize(), f"{through[s]:,}") for s in ORDER]
        created = [(span, *self.hand.qualified(*span)) for span in self._quarters(5)[::-1]]
        told.tables["New opportunities"] = [
            (f"Q{(a.month + 2) // 3} {a.year}", f"{n:,}", sums(dict(worth)))
            for (a, _), n, worth in created
        ]
        aged = self.hand.aging()
        told.tables["Open deals, days in their stage"] = [
            (f"{stage.capitalize()}{f', {BUYING[buying]}' if buying else ''}", f"{n:,}",
             f"{average:.1f}", str(oldest))
            for (stage, buying), (n, average, oldest)
            in sorted(aged.items(), key=lambda one: (ORDER.index(one[0][0]), one[0][1]))
        ]  # fmt: skip
        cycles = self.hand.cycles(first, last)
        told.tables["Days from added to closed"] = [
            (kind.capitalize(), f"{n:,}", f"{average:.2f}", f"{middle:g}")
            for kind, (n, average, middle) in sorted(cycles.items(), reverse=True)
        ]
        told.charts = [[[D(through[s]) for s in ORDER]], [[D(n) for _, n, _ in created]]]
        return told

    def plan(self, target: int, days: int) -> Told:
        told, through = Told(), self._through(*self.year)
        worth = [
            D(d["amount"]) for d in self.hand.closed(*self.year)
            if d["outcome"] == "won" and d["amount"] and d["currency"] == "USD"
        ]  # fmt: skip
        average, weeks = sum(worth) / len(worth), ceil(days / 7)
        needed = ceil(target / average)
        rows = [("Customers", needed, "counted")]
        many = {"opportunity": "Opportunities"}
        for here, after in reversed(list(pairwise(ORDER))):
            own = through[here] >= 5 and through[after]
            rate = D(through[after]) / through[here] if own else THUMB.get(here)
            if not rate:
                break
            needed = int((D(needed) / rate).to_integral_value(ROUND_CEILING))
            name = many.get(here, f"{here.capitalize()}s")
            rows.append((name, needed, "own rate" if own else "rule of thumb"))
        told.line(weeks)
        told.line("365", plain(up(average, "1")), len(worth))
        told.line(f"{needed:,}", f"{D(needed) / weeks:.1f}")
        told.tables["Backwards"] = [
            (name, f"{n:,}", f"{D(n) / weeks:.1f}", by) for name, n, by in rows
        ]
        told.charts = [[[D(n) for _, n, _ in rows]]]
        return told

    def slips(self, first: date, last: date) -> Told:
        told, hand = Told(), self.hand
        pushed, days, deals, pulled, dropped = hand.slips(first, last)
        known = {d["id"]: d for d in hand.deals}
        moves = [
            m for of, rows in hand.dates.items() for m in rows
            if of in known and m["from_on"] and first <= moment(m["at"]).date() <= last
        ]  # fmt: skip
        took: dict[str, list[int]] = defaultdict(list)
        for m in moves:
            if m["to_on"] and (later := (day(m["to_on"]) - day(m["from_on"])).days) > 0:
                took[m["deal_id"]].append(later)
        most = sorted(
            took, key=lambda of: (-len(took[of]), -sum(took[of]), known[of]["name"])
        )[:8]  # fmt: skip
        told.line(deals, pushed, days)
        worst = most[0]
        told.line(known[worst]["name"].split()[1], len(took[worst]), sum(took[worst]))
        if pulled or dropped:
            told.line(*filter(None, (pulled, dropped)))
        left = hand.slipped(first, last)
        if left:
            worth: dict[str, D] = defaultdict(D)
            for d in left:
                if d["amount"]:
                    worth[d["currency"]] += D(d["amount"])
            target = self.target(first, last)
            lost = [times(worth["USD"] / target)] if target and worth["USD"] else []
            told.line(len(left), *numbers(worth), *lost)
        told.tables["Pushed most"] = [
            (known[of]["name"], str(len(took[of])), str(sum(took[of])),
             sums({known[of]["currency"]: D(known[of]["amount"])}) if known[of]["amount"] else "",
             spelt(day(known[of]["decision_on"])) if known[of]["decision_on"] else "no date",
             known[of]["owner"])
            for of in most
        ]  # fmt: skip
        moves.sort(key=lambda m: (moment(m["at"]), int(m["id"])), reverse=True)
        told.tables["Last moves"] = [
            (known[m["deal_id"]]["name"], spelt(moment(m["at"]).date()), spelt(day(m["from_on"])),
             spelt(day(m["to_on"])) if m["to_on"] else "no date", hand.names[m["member_id"]])
            for m in moves[:8]
        ]  # fmt: skip
        told.charts = [[[D(sum(took[of])) for of in most]]]
        return told
