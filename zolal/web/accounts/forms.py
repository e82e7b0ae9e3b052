"""What is typed to log in and to choose a password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """Says the same for an unknown address and a wrong password."""

    error_messages = {  # noqa: RUF012 - Django's way
        "invalid_login": _("E-mail address and password do not fit together. Letters may be capital in the password."),
        "inactive": _("E-mail address and password do not fit together. Letters may be capital in the password."),
    }


class NewPasswordForm(forms.Form):
    """A password typed twice; how good it is the action says."""

    password = forms.CharField(label=_("New password"), strip=False, max_length=1000)
    again = forms.CharField(label=_("The same again"), strip=False, max_length=1000)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if "password" in typed and "again" in typed and typed["password"] != typed["again"]:
            self.add_error("again", _("The two are not the same; type the password again."))
        return typed


class ChangePasswordForm(NewPasswordForm):
    current = forms.CharField(label=_("Present password"), strip=False, max_length=1000)


class SetupForm(NewPasswordForm):
    """The first administrator."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    email = forms.CharField(label=_("E-mail"), max_length=254)
