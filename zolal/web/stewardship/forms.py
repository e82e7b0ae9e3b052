"""What forms of this room have in common: refusals of an action stand at their fields."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError


def refuse(form: forms.Form, refused: ValidationError) -> None:
    """Show what an action refused at the fields it names, and above the form where it names none of its own."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused.messages)
        return
    for name, sentences in refused.message_dict.items():
        form.add_error(name if name in form.fields else None, sentences)
