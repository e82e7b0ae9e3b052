"""An amount as somebody types it, in the unit that is shown beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Context
from zolal.i18n import format_amount, money_word
from zolal.web.templatetags.money import unit
from zolal.web.templatetags.reading import language


def read_amount(text: str) -> int | None:
    """Rials, None for nothing; a typed unit goes before the one shown. Raises `ValidationError` for no amount."""
    if not text.strip():
        return None
    parsed = parse_cell(KINDS["money"], text, Context(money=unit()))
    if not parsed.value:
        sentence = _("“%(text)s” is no amount of money; write digits, such as 1,250,000.")
        raise ValidationError(sentence % {"text": text[:60]})
    return int(parsed.value)


def typed_amount(rials: int | None) -> str:
    """An amount for an input: in Latin digits, in the unit of the reader."""
    return "" if rials is None else format_amount(rials, "en", unit())


class MoneyInput(forms.TextInput):
    """The unit stands beside it."""

    def __init__(self) -> None:
        super().__init__(attrs={"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"})

    def format_value(self, value: Any) -> str:  # noqa: ANN401 - rials, or what was typed
        return typed_amount(value) if isinstance(value, int) else str(value or "")

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ANN401
        word = money_word(unit(), language())
        return format_html(
            '<span class="with-unit">{}<span>{}</span></span>', super().render(name, value, attrs, renderer), word
        )


class MoneyField(forms.CharField):
    """An amount of money in rials."""

    widget = MoneyInput

    def clean(self, value: Any) -> int | None:  # noqa: ANN401 - as typed
        return read_amount(str(super().clean(value) or ""))
