"""How well the vagueness lint agrees with the labels: `python -m tests.advice.measure` prints it by language and part."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kb.analysis.vagueness import wish

LANGS = ("en", "zh")
PARTS = ("seen", "held")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its label; `part` says whether it was looked at while the rules were made."""

    part: str
    vague: bool
    sentence: str
    reason: str


def labelled(lang: str) -> tuple[Labelled, ...]:
    rows = (Path(__file__).parent / f"{lang}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    fields = (row.split("\t") for row in rows)
    return tuple(Labelled(part, label == "vague", sentence, reason) for part, label, sentence, reason in fields)


def measured(rows: tuple[Labelled, ...]) -> tuple[float, float, tuple[Labelled, ...]]:
    """Precision, recall, and the sentences that were told wrongly."""
    told = [(one, wish(one.sentence) is not None) for one in rows]
    right = sum(one.vague and vague for one, vague in told)
    precision = right / sum(vague for _, vague in told)
    return precision, right / sum(one.vague for one in rows), tuple(one for one, vague in told if one.vague != vague)


if __name__ == "__main__":
    for lang in LANGS:
        every = labelled(lang)
        for part in (*PARTS, "all"):
            chosen = tuple(one for one in every if part in (one.part, "all"))
            precision, recall, wrong = measured(chosen)
            print(f"{lang} {part:<5} {len(chosen):>4} sentences  precision {precision:.3f}  recall {recall:.3f}")
            if part == "all":
                print(*(f"   {'missed' if one.vague else 'wrongly told'}: {one.sentence}" for one in wrong), sep="\n")
