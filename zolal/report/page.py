"""Puts the page together: the figures of a run, the template and the style in one file."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from zolal.engine.pipeline import Cleaned
from zolal.i18n import Language
from zolal.report import samples, words
from zolal.report.columns import Columns
from zolal.report.show import Show

STEPS = 5
"""First steps shown: few enough to begin with."""


def build(
    cleaned: Cleaned, *, lang: Language, translate: Callable[[str], str], title: str = "", font: Path | None = None
) -> str:
    """The report as one HTML page in `lang` that asks the network for nothing and needs no script.

    `cleaned` is the result of a run with its profile and summary; `translate` turns an English sentence into `lang`.
    `title` stands at the top ("" for our own). `font` is a WOFF2 file of Vazirmatn to put into the page; without it
    the reader's own fonts are used. The same input gives the same text.
    """
    show = Show(lang, translate)
    page = _environment(show).get_template("page.html")
    columns = Columns(cleaned.profile)
    tone, verdict = _verdict(cleaned.summary)
    return page.render(
        lang=lang,
        direction="rtl" if lang == "fa" else "ltr",
        title=title or show.say(words.TITLE),
        style=Markup(_style(font)),  # noqa: S704 - our own file, no value of the user's is in it
        summary=cleaned.summary,
        tone=tone,
        verdict=verdict,
        columns=columns,
        steps=_steps(cleaned.summary["drivers"], columns),
        **_samples(cleaned, columns),
    )


def _verdict(summary: Mapping[str, Any]) -> tuple[str, str]:
    """The tone and the sentence of the score; what needs cleaning in a tenth of its rows is not called excellent."""
    quality = summary["score"]["quality"]
    if any(found and found["share"] >= words.MANY for found in summary["classes"].values()):
        quality = min(quality, words.VERDICTS[0][0] - 1)
    return next((tone, sentence) for lowest, tone, sentence in words.VERDICTS if quality >= lowest)


def _steps(drivers: Sequence[Mapping[str, Any]], columns: Columns) -> list[Mapping[str, Any]]:
    """What to do first. Nobody owes a remark on every customer: free text is no gap to fill."""
    gaps = [driver for driver in drivers if driver["action"] != "fill" or columns.kind(driver["column"]) != "text"]
    return gaps[:STEPS]


def _samples(cleaned: Cleaned, columns: Columns) -> dict[str, Any]:
    return {
        "faults": {severity: samples.faults(cleaned.issues, severity) for severity in words.SEVERITIES},
        "samples": {name: samples.class_rows(cleaned, name, columns) for name in ("old", "incomplete")},
        "merged": samples.merged(cleaned, columns),
        "to_ask": samples.to_ask(cleaned, columns),
    }


def _environment(show: Show) -> Environment:
    env = Environment(
        loader=PackageLoader("zolal.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(_=show.say, show=show, words=words)
    return env


def _style(font: Path | None) -> str:
    style = (files("zolal.report") / "style.css").read_text("utf-8")
    if font is None:
        return style
    data = base64.b64encode(font.read_bytes()).decode("ascii")
    face = '@font-face { font-family: "Vazirmatn"; font-weight: 100 900; src: url(data:font/woff2;base64,%s); }\n'
    return face % data + style
