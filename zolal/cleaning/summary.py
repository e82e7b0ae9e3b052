"""What the command says when it is done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zolal.cleaning.folder import FILES
from zolal.engine.records import N_, Translate
from zolal.i18n import Language, format_number


def summary_text(summary: dict[str, Any], out: Path, lang: Language, translate: Translate) -> str:
    """A few lines for a person: what came in, what was found, where to read on. `summary` is `Cleaned.summary`."""
    wrong = summary["classes"]["invalid"]
    figures = {
        N_("Rows read"): summary["rows"],
        N_("Customers"): summary["customers"],
        N_("Duplicate rows"): summary["groups"]["spared"],
        N_("Pairs for you to judge"): summary["pairs"]["ask"],
        N_("Rows with a wrong value"): wrong["rows"] if wrong else 0,
    }
    if summary["too_large"]["customers"]:
        figures[N_("Customers of implausibly many rows, looked at more strictly")] = summary["too_large"]["customers"]
        figures[N_("Of these, parted")] = summary["too_large"]["parted"]
    if summary["decisions"]["unknown"]:
        figures[N_("Judged pairs whose rows are not in these files")] = summary["decisions"]["unknown"]
    lines = [f"{translate(label)}: {format_number(figure, lang)}" for label, figure in figures.items()]
    quality = format_number(summary["score"]["quality"], lang, decimals=1)
    lines.append(translate(N_("Quality: {quality} of {whole}")).format(quality=quality, whole=format_number(100, lang)))
    lines.append(translate(N_("Report: {path}")).format(path=out / "report.html"))
    return "\n".join(lines)


def summary_data(summary: dict[str, Any], out: Path, seconds: dict[str, float]) -> dict[str, Any]:
    """The same for programs: the engine's summary, what each stage took in seconds, and the files written."""
    return {**summary, "stages": seconds, "outputs": {name: str(out / name) for name in FILES}}
