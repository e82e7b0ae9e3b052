"""Forms whose actions may refuse what was typed."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError


class Answered(forms.Form):
    """A form that can show why an action refused."""

    def refuse(self, error: ValidationError) -> None:
        """Put each sentence beside its field, the others on top."""
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in found.items():
            self.add_error(name if name in self.fields else None, sentences)
