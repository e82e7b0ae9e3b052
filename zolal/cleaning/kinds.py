"""`zolal fields`: the kinds of column the engine knows."""

from __future__ import annotations

import json

from zolal.engine.fields import KINDS
from zolal.i18n import Language, translator


def list_kinds(form: str, lang: Language) -> int:
    """Print every kind with its label and examples, as text or JSON; 0."""
    print(_as_json() if form == "json" else _as_text(lang))
    return 0


def _as_text(lang: Language) -> str:
    first, second = translator(lang), translator("en" if lang == "fa" else "fa")
    return "\n\n".join(
        f"{kind.name}: {first(kind.label)} ({second(kind.label)})\n"
        + "\n".join(f"    {written} → {normal}" for written, normal in kind.examples)
        for kind in KINDS.values()
    )


def _as_json() -> str:
    persian = translator("fa")
    kinds = [
        {
            "name": kind.name,
            "label": {"en": kind.label, "fa": persian(kind.label)},
            "examples": [{"written": written, "normal": normal} for written, normal in kind.examples],
        }
        for kind in KINDS.values()
    ]
    return json.dumps(kinds, ensure_ascii=False, indent=2)
