"""Writes the tables of the guide to cleaning from the rules themselves, in both languages: `make guide`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import zolal.engine
from zolal.engine.fields import KINDS
from zolal.engine.records import Rule
from zolal.i18n import Language, translator

GUIDES: Mapping[Language, Path] = {
    "en": Path(__file__).with_name("clean.md"),
    "fa": Path(__file__).with_name("clean.fa.md"),
}
HEADS: Mapping[Language, tuple[str, str]] = {
    "en": ("| kind | what it is | examples |", "| code | severity | fault | message |"),
    "fa": ("| نوع | چیست | نمونه‌ها |", "| کد | شدت | ایراد ورودی | پیام |"),
}
PERSIAN: Mapping[str, str] = {
    "error": "خطا",
    "warning": "هشدار",
    "info": "یادداشت",
    "value": "مقدار",
    "format": "قالب",
    "structure": "ساختار",
}
"""The severities and faults, which the files themselves name in English."""


def filled(text: str, lang: Language) -> str:
    """The guide with its tables as the rules are now: between <!-- kinds --> and <!-- /kinds -->, and for issues."""
    for name, rows in (("kinds", _kinds(lang)), ("issues", _issues(lang))):
        before, start, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- /{name} -->")
        text = before + start + "\n".join(rows) + "\n" + end + after
    return text


def rules() -> Iterator[Rule]:
    """Every rule of the engine, some of them more than once."""
    for kind in KINDS.values():
        yield from kind.rules
    for module in pkgutil.walk_packages(zolal.engine.__path__, "zolal.engine."):
        # Other machines run the same rules, by what only an extra installs.
        if module.name.startswith("zolal.engine.backends"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            several = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
            yield from (rule for rule in several if isinstance(rule, Rule))


def _kinds(lang: Language) -> list[str]:
    translate, separator = translator(lang), "، " if lang == "fa" else ", "
    rows = [HEADS[lang][0], "|---|---|---|"]
    for kind in sorted(KINDS.values(), key=lambda kind: kind.name):
        examples = separator.join(_example(raw, value, lang) for raw, value in kind.examples[:2])
        rows.append(f"| `{kind.name}` | {translate(kind.label)} | {examples} |")
    return rows


def _example(raw: str, value: str, lang: Language) -> str:
    """In Persian each of the two in its own direction, or the arrow would point from Latin letters to where they came
    from."""
    if lang == "fa":
        return " ← ".join(f'<span dir="auto">`{_cell(one)}`</span>' for one in (raw, value))
    return f"`{_cell(raw)}` → `{_cell(value)}`"


def _issues(lang: Language) -> list[str]:
    translate, known = translator(lang), {rule.code: rule for rule in rules()}
    rows = [HEADS[lang][1], "|---|---|---|---|"]
    for code, rule in sorted(known.items()):
        severity, fault = (PERSIAN[one] if lang == "fa" else one for one in (rule.severity, rule.fault))
        rows.append(f"| `{code}` | {severity} | {fault} | {translate(rule.message)} |")
    return rows


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", "⏎")


if __name__ == "__main__":
    for lang, guide in GUIDES.items():
        guide.write_text(filled(guide.read_text("utf-8"), lang), "utf-8")
