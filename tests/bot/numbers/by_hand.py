"""Every figure once more, in plain Python over the exported CSV, with none of our code."""

import json
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import Decimal
from statistics import mean, median

Row = dict[str, str]
PIPELINE = {"": "Pipeline", "need": "Pipeline", "case": "Pipeline", "options": "Best Case",
            "shortlist": "Best Case", "negotiating": "Commit", "redlining": "Commit"}  # fmt: skip
ORDER = ["lead", "suspect", "prospect", "opportunity", "customer"]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


class ByHand:
    """The figures of an export, as of a moment."""

    def __init__(self, files: dict[str, list[Row]], as_of: datetime | None, today: date) -> None:
        self.today = today
        self.files = {
            name: [
                row for row in rows
                if not row.get("voided_at") and (as_of is None or "at" not in row
                                                 or moment(row["at"]) < as_of)
            ]
            for name, rows in files.items()
        }  # fmt: skip
        self.names = {row["id"]: row["name"] for row in files["members"]}
        self.moves = self._by_deal("stage_moves")
        self.dates = self._by_deal("close_date_moves")
        self.changed = defaultdict(list)
        for row in sorted(files["audit"], key=lambda r: int(r["id"])):
            if row["deal_id"] and row["changes"] not in ("", "null"):
                self.changed[row["deal_id"]].append(row)
        self.deals = [
            {**row, "workspace": ""} for row in self.files["deals"]
            if as_of is None or moment(row["created_at"]) < as_of
        ]  # fmt: skip
        first = {}
        for row in sorted(files["close_date_moves"], key=lambda r: -int(r["id"])):
            first[row["deal_id"]] = row
        for deal in self.deals if as_of else ():
            self._take_back(deal, files["audit"], as_of)
            self._rewind(deal, first.get(deal["id"]))

    def _by_deal(self, name: str) -> dict[str, list[Row]]:
        found = defaultdict(list)
        for row in sorted(self.files[name], key=lambda r: (moment(r["at"]), int(r["id"]))):
            found[row["deal_id"]].append(row)
        return found

    def _take_back(self, deal: Row, audit: list[Row], as_of: datetime) -> None:
        """What stood in the columns that were changed since, by whom nobody took it back."""
        undone = {row["undoes"] for row in audit if row["undoes"]}
        later = [
            row for row in self.changed[deal["id"]]
            if moment(row["at"]) >= as_of and row["id"] not in undone
        ]  # fmt: skip
        for row in reversed(later):
            for name, (before, _) in json.loads(row["changes"]).items():
                if name == "owner_id":
                    name, before = "owner", self.names[str(before)]
                deal[name] = {None: "", True: "true", False: "false"}.get(before, str(before))

    def _rewind(self, deal: Row, first: Row | None) -> None:
        last = self.moves[deal["id"]][-1]
        deal |= {"stage": last["to_stage"], "buying_stage": last["to_buying_stage"]}
        deal["outcome"] = last["to_outcome"]
        entries = [m for m in self.moves[deal["id"]] if m["to_stage"] != m["from_stage"]]
        deal["entered_stage_at"] = entries[-1]["at"]
        if not deal["outcome"]:
            deal["closed_on"] = ""
        known = self.dates[deal["id"]]
        if known:
            deal["decision_on"] = known[-1]["to_on"]
        elif first:
            deal["decision_on"] = first["from_on"]

    def within(self, text: str, first: date | None, last: date | None) -> bool:
        found = day(text)
        return found is not None and (first is None or found >= first) and (
            last is None or found <= last)  # fmt: skip

    def closed(self, first: date | None, last: date | None) -> list[Row]:
        return [
            d for d in self.deals
            if d["outcome"] and d["stage"] in ORDER[3:] and self.within(d["closed_on"], first, last)
        ]  # fmt: skip

    def slipped(self, first: date | None, last: date | None) -> list[Row]:
        if first is None or last is None:
            return []
        found = []
        for d in self.deals:
            if d["stage"] not in ORDER[3:]:
                continue
            if d["outcome"] and day(d["closed_on"]) <= last:
                continue
            now, over = day(d["decision_on"]), self.today > last
            left = any(
                self.within(m["from_on"], first, last)
                and (not m["to_on"] or day(m["to_on"]) > last) for m in self.dates[d["id"]]
            ) and (now is None or now > last or over)  # fmt: skip
            still = self.within(d["decision_on"], first, last)
            if left or (still and (over or d["parked"] == "true")):
                found.append(d)
        return found

    def rates(self, first: date | None, last: date | None, by: str) -> dict[str, Counter]:
        found: dict[str, Counter] = defaultdict(Counter)
        for d in self.closed(first, last):
            group = d[by].casefold()
            parts = {"won": ["won"], "lost to competition": ["competition"], "lost": ["unknown"],
                     "lost to no decision": ["no_decision"],
                     "let go": ["no_decision", "let_go"]}[d["outcome"]]  # fmt: skip
            for part in parts:
                self._count(found[group], part, d)
        for d in self.slipped(first, last):
            self._count(found[d[by].casefold()], "slipped", d)
        return dict(found)

    @staticmethod
    def _count(counter: Counter, part: str, d: Row) -> None:
        counter[part] += 1
        if d["amount"]:
            counter[part, d["currency"]] += Decimal(d["amount"])

    def cycles(self, first: date | None, last: date | None) -> dict[str, tuple]:
        days = defaultdict(list)
        for d in self.closed(first, last):
            if d["outcome"] == "let go":
                continue
            took = (day(d["closed_on"]) - moment(d["created_at"]).date()).days
            for kind in ("won" if d["outcome"] == "won" else "lost", "closed"):
                days[kind].append(took)
        return {kind: (len(one), mean(one), median(one)) for kind, one in days.items()}

    def all_calls(self) -> dict[tuple[str, str], dict[str, Row]]:
        """The last call of each deal, by the period it is about."""
        found: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
        for row in sorted(self.files["forecast_calls"],
                          key=lambda r: (moment(r["at"]), int(r["id"]))):  # fmt: skip
            found[row["starts_on"], row["ends_on"]][row["deal_id"]] = row
        return found

    def calls_of(self, first: date, last: date) -> dict[str, Row]:
        return self.all_calls().get((first.isoformat(), last.isoformat()), {})

    def slots(self, first: date, last: date) -> Counter:
        last_call = self.calls_of(first, last)
        found: Counter = Counter()
        for d in self.closed(first, last):
            if d["outcome"] == "won":
                self._slot(found, None, True, d)
        for d in self.deals:
            if d["outcome"] or d["stage"] != "opportunity":
                continue
            call = last_call.get(d["id"])
            if call is None and not self.within(d["decision_on"], first, last):
                continue
            lies = PIPELINE[d["buying_stage"]]
            inside = call["inside"] == "true" if call else lies == "Commit"
            self._slot(found, lies, inside, d)
        return found

    @staticmethod
    def _slot(found: Counter, lies: str | None, inside: bool, d: Row) -> None:
        key = (lies, inside, d["currency"] or None)
        found[key, "n"] += 1
        found[key, "sum"] += Decimal(d["amount"] or 0)

    def furthest(self, first: date, last: date) -> Counter:
        found: Counter = Counter()
        for d in self.deals:
            if first <= moment(d["created_at"]).date() <= last:
                went = [m["to_stage"] for m in self.moves[d["id"]]] + [d["stage"]]
                found[max(went, key=ORDER.index)] += 1
        return found

    def qualified(self, first: date, last: date) -> tuple[int, Counter]:
        sums: Counter = Counter()
        count = 0
        for d in self.deals:
            entries = [m for m in self.moves[d["id"]] if m["to_stage"] in ORDER[3:]]
            if entries and first <= moment(entries[0]["at"]).date() <= last:
                count += 1
                if d["amount"]:
                    sums[d["currency"]] += Decimal(d["amount"])
        return count, sums

    def aging(self) -> dict[tuple[str, str], tuple]:
        days = defaultdict(list)
        for d in self.deals:
            if not d["outcome"]:
                entered = moment(d["entered_stage_at"]).date()
                days[d["stage"], d["buying_stage"]].append((self.today - entered).days)
        return {place: (len(one), mean(one), max(one)) for place, one in days.items()}

    def slips(self, first: date, last: date) -> tuple[int, int, int, int, int]:
        known = {d["id"] for d in self.deals}
        moves = [
            m for of, rows in self.dates.items() for m in rows
            if of in known and m["from_on"] and first <= moment(m["at"]).date() <= last
        ]  # fmt: skip
        later = [m for m in moves if m["to_on"] and day(m["to_on"]) > day(m["from_on"])]
        return (
            len(later),
            sum((day(m["to_on"]) - day(m["from_on"])).days for m in later),
            len({m["deal_id"] for m in later}),
            sum(1 for m in moves if m["to_on"] and day(m["to_on"]) < day(m["from_on"])),
            sum(1 for m in moves if not m["to_on"]),
        )

    def channels(self, first: date, last: date, bounds: list[int]) -> dict[int, tuple]:
        found: dict[int, list] = defaultdict(lambda: [0, Decimal(0), 0, Decimal(0), 0])
        ended = {d["id"] for d in self.closed(first, last)}
        for d in self.deals:
            if not d["amount"] or d["currency"] != "USD":
                continue
            amount = Decimal(d["amount"])
            one = (
                found[sum(amount >= bound for bound in bounds)]
                if (d["id"] in ended or (not d["outcome"] and d["stage"] == "opportunity"))
                else None
            )
            if one is None:
                continue
            if d["id"] in ended:
                one[4] += 1
                if d["outcome"] == "won":
                    one[2] += 1
                    one[3] += amount
            else:
                one[0] += 1
                one[1] += amount
        return {number: tuple(one) for number, one in found.items()}
