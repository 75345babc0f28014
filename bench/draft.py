"""The draft coach: time a sentence and memory, beside a plain replacement of words.

What is printed are medians of five rounds over the judged sentences, in milliseconds a sentence.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)

import json
import re
import statistics
import time
import tracemalloc
from collections.abc import Callable

ROOT = Path(__file__).parents[1]

CASES = ROOT / "tests" / "cases" / "first_person.txt"
KEPT = ROOT / "tests" / "coaching" / "cases" / "we_unseen.jsonl"
"""Sentences that no rule was made for."""
ROUNDS = 5
MAP = {"I": "we", "am": "are", "was": "were", "my": "our", "me": "us", "mine": "ours"}
WORDS = re.compile(r"\b(?:I|am|was|my|me|mine)\b")
MOST_MS, MOST_MB = 0.3, 5.0


def mapped(text: str) -> str:
    return WORDS.sub(lambda found: MAP[found[0]], text)


def judged() -> list[tuple[str, list[str]]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    pairs = [line.replace("\\n", "\n").split(" => ") for line in lines if not line.startswith("#")]
    return [
        (text, [text if one == "=" else one for one in fine.split(" || ")]) for text, fine in pairs
    ]


def unseen() -> list[tuple[str, list[str]]]:
    cases = map(json.loads, KEPT.read_text(encoding="utf-8").splitlines())
    return [(case["text"], [case["expected"], *case["accept"]]) for case in cases]


def measured(rewrite: Callable[[str], str], cases: list[tuple[str, list[str]]]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for text, _ in cases:
            rewrite(text)
        times.append((time.perf_counter() - began) / len(cases) * 1000)
    return statistics.median(times)


def right(rewrite: Callable[[str], str], cases: list[tuple[str, list[str]]]) -> float:
    return sum(rewrite(text) in fine for text, fine in cases) / len(cases)


def main() -> None:
    cases = judged()
    tracemalloc.start()
    from coaching.draft import notes, rewrite
    from coaching.phrases import Kind, find

    rewrite("I am here."), notes("Hello"), find(Kind.SLOW_NO, "Hello")
    held = tracemalloc.get_traced_memory()[0] / 1024**2
    tracemalloc.stop()
    ours = measured(lambda text: rewrite(text).text, cases)
    floor = measured(mapped, cases)
    looked = measured(lambda text: str(notes(text)), cases)
    share, plain = right(lambda text: rewrite(text).text, cases), right(mapped, cases)
    print(f"{len(cases)} judged sentences")
    print(f"word map     {floor:.4f} ms a sentence, {plain:.0%} right")
    print(f"I to we      {ours:.4f} ms a sentence, {share:.0%} right, {ours / floor:.0f} times")
    kept = unseen()
    print(f"{len(kept)} sentences that no rule was made for")
    print(f"word map     {right(mapped, kept):.0%} right")
    print(f"I to we      {right(lambda text: rewrite(text).text, kept):.0%} right")
    print(f"notes        {looked:.4f} ms a sentence")
    print(f"memory held  {held:.1f} MB, at most {MOST_MB:.0f}")
    print("met" if ours <= MOST_MS and held < MOST_MB else "missed")


if __name__ == "__main__":
    main()
