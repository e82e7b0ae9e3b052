"""Everything a run writes, from the tables the engine gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from zolal.cleaning.alongside import alongside
from zolal.engine.pipeline import Cleaned
from zolal.engine.records import N_, Translate
from zolal.i18n import Language
from zolal.report import build
from zolal.tables.delimited import write_csv
from zolal.tables.workbook import write_workbook

TABLES = N_("Writing the tables")
REPORT = N_("Writing the report")


def write_outputs(
    cleaned: Cleaned, folder: Path, *, lang: Language, translate: Translate, progress: Callable[[str, float], None]
) -> None:
    """Write the files named in `folder.FILES` into `folder`; the same tables give the same bytes. Raises `OSError`.

    `progress` is called with a stage and the share of this writing that is done.
    """
    progress(TABLES, 0.0)
    with (folder / "customers.xlsx").open("wb") as workbook:
        title = translate(N_("Customers"))
        with alongside(write_workbook(cleaned.customers, workbook, title=title, rtl=lang == "fa")):
            write_csv(cleaned.records, folder / "records.csv")
            progress(TABLES, 0.4)
            write_csv(cleaned.customers, folder / "customers.csv")
            write_csv(cleaned.issues, folder / "issues.csv")
            write_csv(cleaned.duplicates, folder / "duplicates.csv")
            _write_json(cleaned.profile, folder / "profile.json")
            progress(REPORT, 0.6)
            _write_report(cleaned, folder / "report.html", lang, translate)
    progress(REPORT, 1.0)


def _write_json(value: dict[str, Any], path: Path) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _write_report(cleaned: Cleaned, path: Path, lang: Language, translate: Translate) -> None:
    path.write_text(build(cleaned, lang=lang, translate=translate), encoding="utf-8", newline="\n")
