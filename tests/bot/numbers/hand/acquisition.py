"""Costs, channels, hiring and pay by hand."""

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from statistics import mean

from tests.bot.numbers.by_hand import ORDER, Row, day, moment
from tests.bot.numbers.hand.words import (
    BOUNDS,
    CHANNELS,
    Counting,
    D,
    Told,
    money,
    percent,
    plain,
    short,
    times,
    up,
)


class Acquisition(Counting):
    """`cost report`, `channels`, `hiring` and `sdr`."""

    def _spent(self, first: date, last: date) -> tuple[dict[str, D], list[D]]:
        newest = {
            (s["member_id"], s["source_key"], s["month"]): s
            for s in sorted(self.hand.files["spend"], key=lambda s: int(s["id"]))
            if first.replace(day=1) <= day(s["month"]) <= last
        }  # fmt: skip
        found: dict[str, D] = defaultdict(D)
        left = []
        ordered = sorted(newest.values(), key=lambda s: s["source"].casefold())
        for s in sorted(ordered, key=lambda s: s["month"], reverse=True):
            if s["currency"] == "USD":
                found[s["source"].casefold()] += D(s["amount"])
            else:
                left.append(D(s["amount"]))
        return dict(found), left

    def cost(self, first: date, last: date, by: str, seller_cost: int) -> Told:
        told, hand = Told(), self.hand
        spent, left = self._spent(first, last)
        added = [d for d in hand.deals if first <= moment(d["created_at"]).date() <= last]
        of_source = Counter(d["source"].casefold() for d in added)
        parts = self._spread(added, spent, of_source, by)
        won = [d for d in hand.closed(first, last) if d["outcome"] == "won"]
        for d in won:
            if d["amount"] and d["currency"] == "USD":
                parts[d[by].casefold()]["won"] += D(d["amount"])
        if by == "source":
            for source in spent.keys() - of_source.keys():
                parts[source]["spent"] = spent[source]
        total, revenue = sum(spent.values()), sum(p["won"] for p in parts.values())
        through = self._reach(sum((p["far"] for p in parts.values()), Counter()))
        told.line(plain(up(total)), plain(up(revenue)))
        told.line(percent(total, revenue), plain(up(revenue / total)), "1")
        gross, known = self._gross(won)
        if known:
            told.line(plain(up(gross[None])), plain(known), percent(total, gross[None]))
        sellers = len({d["owner"] for d in won})
        full = up(total + D(sellers) * seller_cost * ((last - first).days + 1) / 365)
        told.line(plain(full), plain(up(full / through["customer"])))
        unplaced = sum((v for k, v in spent.items() if k not in of_source), D(0))
        if unplaced:
            told.line(plain(up(unplaced)))
        if left:
            told.line(*(plain(one) for one in left[:5]))
        told.tables["Cost at every step"] = [
            (s.capitalize(), f"{through[s]:,}",
             money(up(total / through[s]) if through[s] else None, "USD"))
            for s in ORDER
        ]  # fmt: skip
        order = sorted(parts, key=lambda k: (-parts[k]["spent"], k or "nothing noted"))
        told.tables[f"By {by}"] = [
            (
                *self._part(key or "nothing noted", parts[key]),
                *([self._left(won, by, key)] if known else []),
            )
            for key in order
        ]  # fmt: skip
        told.charts = [
            [[parts[k]["spent"] for k in order[:10]], [parts[k]["won"] for k in order[:10]]]
        ]
        self._trend(told, last)
        return told

    def _spread(self, added: list[Row], spent: dict, of_source: Counter, by: str) -> dict:
        """Each source's spend, shared evenly among its deals."""
        parts: dict[str, dict] = defaultdict(lambda: {"spent": D(0), "won": D(0), "far": Counter()})
        shares: dict[str, Fraction] = defaultdict(Fraction)
        for d in added:
            source, part = d["source"].casefold(), d[by].casefold()
            shares[part] += Fraction(spent.get(source, D(0))) / of_source[source]
            parts[part]["far"][self._went(d)] += 1
        for part, share in shares.items():
            parts[part]["spent"] = D(share.numerator) / D(share.denominator)
        return parts

    def _gross(self, won: list[Row]) -> tuple[dict, D]:
        """What is left of the revenue of products of which a margin is known, and that revenue."""
        newest = {p["name_key"]: p["margin"] for p in self.hand.files["products"]}
        left, known = {None: D(0)}, D(0)
        for d in won:
            margin = newest.get(d["product"].casefold())
            if margin and d["amount"] and d["currency"] == "USD":
                left[None] += D(d["amount"]) * D(margin)
                known += D(d["amount"])
        return left, known

    def _left(self, won: list[Row], by: str, part: str) -> str:
        gross, known = self._gross([d for d in won if d[by].casefold() == part])
        return money(gross[None], "USD") if known else "–"

    def _trend(self, told: Told, last: date) -> None:
        """Google is inbound; fair and radio tell no way, and referral is inbound, too."""
        end = min(last, self.today)
        rows, bars = [], []
        inbound = ("google", "referral")
        for first, until in self._quarters(5, of=end)[::-1]:
            spent = sum((v for k, v in self._spent(first, until)[0].items() if k in inbound), D(0))
            won = sum(
                (D(d["amount"]) for d in self.hand.closed(first, until)
                 if d["outcome"] == "won" and d["amount"] and d["currency"] == "USD"
                 and d["source"].casefold() in inbound),
                D(0),
            )  # fmt: skip
            bars.append(spent)
            ratio = f"{percent(spent, won)} %" if won else "–"
            rows.append((
                f"Q{(first.month + 2) // 3} {first.year}", money(spent, "USD"), money(won, "USD"),
                ratio, "$0", "$0", "–",
            ))  # fmt: skip
        told.tables["Inbound and outbound"] = rows
        told.charts.append([bars, [D(0)] * 5])

    def _went(self, d: Row) -> str:
        went = [m["to_stage"] for m in self.hand.moves[d["id"]]] + [d["stage"]]
        return max(went, key=ORDER.index)

    @staticmethod
    def _reach(far: Counter) -> dict[str, int]:
        return {s: sum(far[later] for later in ORDER[n:]) for n, s in enumerate(ORDER)}

    def _part(self, name: str, one: dict) -> tuple[str, ...]:
        through = self._reach(one["far"])
        each = up(one["spent"] / through["customer"]) if through["customer"] else None
        ratio = f"{percent(one['spent'], one['won'])} %" if one["won"] else "–"
        return (
            name, money(one["spent"], "USD"), f"{through['lead']:,}", f"{through['customer']:,}",
            money(each, "USD"), money(one["won"], "USD"), ratio,
        )  # fmt: skip

    def channels(self, first: date, last: date, seller_cost: int) -> Told:
        told, hand = Told(), self.hand
        closed = {d["id"] for d in hand.closed(first, last)}
        found: dict[int, list[Row]] = defaultdict(list)
        unknown = 0
        for d in hand.deals:
            is_open = not d["outcome"] and d["stage"] == "opportunity"
            if d["amount"] and d["currency"] == "USD" and (is_open or d["id"] in closed):
                found[self._channel(d)].append(d)
            elif is_open:
                unknown += 1
        for number in (1, 3):
            opens = [d for d in found[number] if not d["outcome"]]
            opens.sort(key=lambda d: (-D(d["amount"]), d["name"]))
            if opens:
                told.line(*(
                    one for d in opens[:5] for one in (d["name"].split()[1], plain(D(d["amount"])))
                ))  # fmt: skip
        told.line(unknown)
        year = [d for d in hand.closed(*self.year) if d["outcome"] == "won"]
        worth = [D(d["amount"]) for d in year if d["amount"] and d["currency"] == "USD"]
        each = D(len(worth)) / len({d["owner"] for d in year})
        scale = sum(worth) / len(worth) * each / seller_cost
        told.line(f"{each:.1f}", times(scale), f"{seller_cost:,}")
        told.line(*(f"{one:,}" for one in BOUNDS), "10000")
        rows, bars = [], []
        for number in sorted(found):
            opens = [d for d in found[number] if not d["outcome"]]
            ended = [d for d in found[number] if d["outcome"]]
            won = [d for d in ended if d["outcome"] == "won"]
            got, days = sum(D(d["amount"]) for d in won), [self._took(d) for d in won]
            bars.append(sum((D(d["amount"]) for d in opens), D(0)))
            rows.append((
                CHANNELS[number], f"{len(opens):,}", money(bars[-1], "USD"), f"{len(won):,}",
                short(len(won), len(ended)), money(up(got / len(won)) if won else None, "USD"),
                f"{mean(days):.0f}" if days else "–",
            ))  # fmt: skip
        told.tables["Each channel by itself"] = rows
        told.charts = [[bars]]
        return told

    @staticmethod
    def _channel(d: Row) -> int:
        return sum(D(d["amount"]) >= bound for bound in BOUNDS)

    @staticmethod
    def _took(d: Row) -> int:
        return (day(d["closed_on"]) - moment(d["created_at"]).date()).days

    def hiring(self) -> Told:
        told = Told()
        alike = Counter(
            (d["segment"], d["product"]) for d in self.hand.deals
            if d["outcome"] == "won" and d["segment"] and d["product"]
        )  # fmt: skip
        most = max(alike.values())
        assert most >= 12
        told.line(most, 100, most)
        return told

    @staticmethod
    def sdr(pay: int, meetings: int, closed: int) -> Told:
        told = Told()
        meeting = up(D(pay) / (meetings + 10 * closed))
        told.line(plain(meeting))
        told.line(plain(10 * meeting), 10)
        told.line(meetings, closed, plain(meetings * meeting + closed * 10 * meeting), f"{pay:,}")
        return told
