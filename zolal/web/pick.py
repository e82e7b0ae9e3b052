"""A record that is looked up by name: what is typed finds, what is chosen counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_record


class PickInput(forms.TextInput):
    """A hidden identity and the name beside it; js/pick.js fills both."""

    def __init__(self, record_type: str) -> None:
        super().__init__()
        self.record_type = record_type

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:  # noqa: ANN401, ARG002 - Django's
        return str(data.get(name, "")), str(data.get(f"{name}-text", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ANN401, ARG002
        return name not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ANN401, ARG002
        uid, text = self._shown(value)
        own = (attrs or {}).get("id", f"id_{name}")
        return format_html(
            '<span class="picker" data-pick="{}"><input type="hidden" name="{}" value="{}">'
            '<input type="text" id="{}" name="{}-text" value="{}" role="combobox" aria-expanded="false"'
            ' aria-controls="{}-list" aria-autocomplete="list" autocomplete="off" dir="auto" placeholder="{}">'
            '<ul id="{}-list" role="listbox" hidden></ul></span>',
            self.record_type, name, uid, own, name, text, own, _("Type a part of the name"), own,
        )  # fmt: skip

    def _shown(self, value: Any) -> tuple[str, str]:  # noqa: ANN401 - a record, or what was sent
        if isinstance(value, Person | Company):
            return str(value.uid), value.name
        return value if isinstance(value, tuple) else ("", "")


class PickField(forms.Field):
    """A person or company whom the user sees."""

    def __init__(self, record_type: str, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(widget=PickInput(record_type), required=False, **options)
        self.record_type = record_type
        self.by: User | None = None

    def clean(self, value: Any) -> Person | Company | None:  # noqa: ANN401 - as sent
        uid, text = value if isinstance(value, tuple) else ("", "")
        if not text.strip() and not uid.strip():
            return None
        if not uid:
            raise ValidationError(_("Choose one of those that are found while you type."))
        if not text.strip():
            return None
        try:
            return visible_record(self.by, self.record_type, UUID(uid))  # type: ignore[arg-type]  # the form gives it
        except (ValueError, ObjectDoesNotExist) as missing:
            raise ValidationError(_("It does not exist, or you may not see it.")) from missing
