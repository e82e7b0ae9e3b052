"""Forms whose actions may refuse what was typed, also because somebody else has written there meanwhile."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, Self

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from zolal.accounts.overtaken import Overtaken
from zolal.core.listed import listed

_SALT = "zolal.seen"
Sent = dict[str, list[str]]
"""What a browser would send of a form: {name: texts}."""


class Answered(forms.Form):
    """A form that can show why an action refused.

    One that is `changing` what is there carries in a hidden field what it showed at first: the action gets it as
    `seen`, refuses with `Overtaken` what somebody else has changed, and what that is now stands beside the field.
    """

    is_changing = False
    _overtaken: frozenset[str] = frozenset()

    def changing(self) -> Self:
        """It changes what it begins with."""
        self.is_changing = True
        return self

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)

    def refuse(self, error: ValidationError) -> None:
        """Put each sentence beside its field, the others on top."""
        if isinstance(error, Overtaken):
            self._overtake(error)
            return
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in found.items():
            self.add_error(name if name in self.fields else None, sentences)

    @property
    def seen(self) -> dict[str, Any] | None:
        """What was before the eyes of who sent this, as `told` says it; None where they do not say."""
        sent = self._remembered()
        if not sent:
            return None
        twin = copy.copy(self)
        twin.data, twin.is_bound = MultiValueDict(sent), True
        vars(twin)["_bound_fields_cache"] = {}
        twin.full_clean()
        for name, field in self.fields.items():
            # What could be chosen then and is no more.
            nothing = [] if getattr(field.widget, "allow_multiple_selected", False) else None
            twin.cleaned_data.setdefault(name, nothing)
        return twin.told()

    @property
    def seen_name(self) -> str:
        """Of the hidden field; "" where there is none."""
        return self.add_prefix("seen") if self.is_changing else ""

    @property
    def written(self) -> str:
        """What the hidden field holds: what was shown at first, and what somebody else has made of it since."""
        sent = self._remembered() if self.is_bound else self._begun(self.fields)
        return signing.dumps(sent | self._begun(self._overtaken), salt=_SALT, compress=True)

    def _overtake(self, error: Overtaken) -> None:
        for name, value in error.now.items():
            now = self._shown(name) if name in self.fields else str(value)
            self.add_error(name if name in self.fields else None, meanwhile(now, error.who))
        self._overtaken = frozenset(error.now.keys() & self.fields.keys())

    def _remembered(self) -> Sent:
        try:
            return dict(signing.loads(self.data.get(self.add_prefix("seen"), ""), salt=_SALT))
        except (signing.BadSignature, ValueError):
            return {}

    def _begun(self, names: Iterable[str]) -> Sent:
        return {self.add_prefix(name): self._texts(name) for name in names}

    def _texts(self, name: str) -> list[str]:
        """The value that a field begins with, as it would be sent."""
        field = self.fields[name]
        value = field.prepare_value(self.get_initial_for_field(field, name))
        if isinstance(field.widget, forms.CheckboxInput):
            return ["on"] if value else []
        if isinstance(value, list | tuple):
            return [str(one) for one in value]
        found = field.widget.format_value(value)
        return [str(one) for one in found] if isinstance(found, list) else [] if found is None else [str(found)]

    def _shown(self, name: str) -> str:
        """The value that a field begins with, as it is read."""
        texts, labels = self._texts(name), _labels(getattr(self.fields[name], "choices", ()))
        if isinstance(self.fields[name].widget, forms.CheckboxInput):
            return _("yes") if texts else _("no")
        return listed(labels.get(text, text) for text in texts)


def meanwhile(now: str, who: str = "") -> str:
    """What stands beside something that somebody else, `who` where it is known, has changed; "" for nothing `now`."""
    sentence = _("Somebody has changed this meanwhile: it is “%(now)s” now. Save again to replace it.")
    if who:
        sentence = _("%(who)s has changed this meanwhile: it is “%(now)s” now. Save again to replace it.")
    return sentence % {"now": now or "—", "who": who}


def _labels(choices: Iterable[Any]) -> Mapping[str, str]:
    """By value, also inside groups."""
    found: dict[str, str] = {}
    for value, label in choices:
        found |= _labels(label) if isinstance(label, list | tuple) else {str(value): str(label)}
    return found
