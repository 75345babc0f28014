"""In which letters and with which separators a CSV was written."""

import codecs
import csv
from pathlib import Path

SAMPLE = 256 * 1024
"""Bytes that are looked at for the separator, and for letters that are no UTF-8."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LIKELY = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254"),
    *("shift_jis", "gb18030", "big5", "euc_kr"),
]
WESTERN = "cp1252"
DELIMITERS = ",;\t|"
LINES = 30


KINDS = {
    b"PK\x03\x04": "an archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "an archive",
    b"SQLite format 3": "a database",
}
"""How files begin that are no text."""
CONTROLS = bytes({*range(0x01, 0x20)} - set(b"\t\n\x0b\x0c\r\x1a\x1b"))
"""Bytes that no text has; noise has one in eleven."""
NOISE = 0.02


def kind_of(path: Path) -> str:
    """What a file is that is no text: "a picture"; nothing for a text."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    for mark, kind in KINDS.items():
        if start.startswith(mark):
            return kind
    if start.startswith(tuple(mark for mark, _ in MARKS)):
        return ""
    noise = len(start) - len(start.translate(None, CONTROLS))
    return "something else than text" if noise > NOISE * len(start) else ""


def encoding_of(path: Path) -> str:
    """The encoding's name: by its mark, as UTF-8 if all of it is, else as it looks."""
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in MARKS:
            if start.startswith(mark):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        odd = b""
        try:
            while piece := file.read(SAMPLE):
                odd = piece
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _guessed(odd)
    return "utf-8"


def delimiter_of(path: Path, encoding: str) -> str:
    """The separator that parts the first lines into the most equal columns."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        text = file.read(SAMPLE)
    if text[:4] == "sep=" and text[4:5]:
        return text[4]
    lines = text.splitlines(keepends=True)[:LINES]

    def fitness(delimiter: str) -> tuple[int, int]:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        width = len(rows[0]) if rows else 0
        return (sum(len(row) == width for row in rows) if width > 1 else 0, width)

    return max(DELIMITERS, key=fitness)


def _guessed(odd: bytes) -> str:
    """Bytes that are no UTF-8: Western unless something else is plainly likelier."""
    if odd[:SAMPLE:2].count(0) > len(odd) // 8 or odd[1:SAMPLE:2].count(0) > len(odd) // 8:
        return "utf-16-le" if odd[1:SAMPLE:2].count(0) >= odd[:SAMPLE:2].count(0) else "utf-16-be"
    from charset_normalizer import from_bytes

    lines = [line for line in odd.splitlines() if not line.isascii()]
    found = from_bytes(b"\n".join(lines[:2000]), cp_isolation=LIKELY)
    western = [match for match in found if match.encoding == WESTERN]
    best = found.best()
    if best is None:
        return WESTERN
    return WESTERN if western and western[0].chaos <= best.chaos else best.encoding
