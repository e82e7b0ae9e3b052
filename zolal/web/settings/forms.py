"""The administrator's choices as a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zolal.core.settings import setting
from zolal.web.answered import meanwhile
from zolal.web.templatetags.months import NAMES as MONTHS

_SALT = "zolal.settings"
SCOPES = (("all", _("all customers")), ("team", _("those of their team and their own")), ("own", _("their own only")))
SECOND_FACTOR = (
    ("free", _("everybody as they like")),
    ("administrators", _("administrators must")),
    ("all", _("everybody must")),
)
ROLES = (("manager", _("Managers see")), ("member", _("Members see")), ("reader", _("Readers see")))


class GeneralForm(forms.Form):
    """Names with a dot stand as they are in `zolal.core.settings`; a share is typed in per cent."""

    company_name = forms.CharField(label=_("Name of the company"), max_length=200, required=False)
    money_unit = forms.ChoiceField(
        label=_("Amounts of money are shown and typed in"),
        choices=[("toman", _("tomans")), ("rial", _("rials"))],
        help_text=_("The unit always stands beside the amount. Kept they are in rials, as invoices show them."),
    )
    year_first_month = forms.TypedChoiceField(
        label=_("The fiscal year begins with"),
        choices=list(enumerate(MONTHS, 1)),
        coerce=int,
        help_text=_(
            "Years, halves and quarters of goals and numbers are counted from here, and invoices are numbered by this "
            "year. Numbers that were given stay."
        ),
    )
    entry_wrong = forms.ChoiceField(
        label=_("When a value cannot be right"),
        choices=[("warn", _("warn, and let it be saved")), ("block", _("do not let it be saved"))],
        help_text=_("What an entry needs, and what else is refused, is said by the rules of the quality centre."),
    )
    match_same = forms.IntegerField(
        label=_("Two records are one from (per cent)"),
        min_value=50,
        max_value=100,
        help_text=_("An import takes such a row for the known customer without asking."),
    )
    match_ask = forms.IntegerField(
        label=_("Somebody should look from (per cent)"),
        min_value=1,
        max_value=100,
        help_text=_("Pairs from here on come into the queue of duplicates."),
    )
    questions_most = forms.IntegerField(
        label=_("Questions a customer may be asked"),
        min_value=0,
        max_value=20,
        help_text=_("Whoever feels interrogated gives wrong answers."),
    )
    questions_days = forms.IntegerField(label=_("Within how many days"), min_value=1, max_value=365)
    login_second_factor = forms.ChoiceField(
        label=_("A second factor at log-in"),
        choices=SECOND_FACTOR,
        help_text=_("Who must have one sets it up at the next log-in, before anything else."),
    )
    visibility_manager = forms.ChoiceField(label=_("Managers see"), choices=SCOPES)
    visibility_member = forms.ChoiceField(label=_("Members see"), choices=SCOPES)
    visibility_reader = forms.ChoiceField(label=_("Readers see"), choices=SCOPES)

    def __init__(self, data: QueryDict | None = None) -> None:
        now = {name: setting(name) for name in NAMES}
        super().__init__(data, initial={_field(name): _shown(name, value) for name, value in now.items()})
        self.seen = _read(data.get("seen", "")) if data is not None else now

    def values(self) -> dict[str, Any]:
        """What was chosen, by the names of `zolal.core.settings`."""
        return {name: self._value(name, self.cleaned_data[_field(name)]) for name in NAMES}

    @property
    def written(self) -> str:
        """What is before the reader's eyes, for a hidden field: `seen` when it comes back."""
        return signing.dumps(self.seen, salt=_SALT)

    def overtake(self, now: Mapping[str, Any], who: str) -> None:
        """Say what somebody else has made of these meanwhile; whoever saves again has seen it."""
        for name, value in now.items():
            self.add_error(_field(name), meanwhile(self._told(name, _shown(name, value)), who))
        self.seen = {**self.seen, **now}

    def _value(self, name: str, typed: Any) -> Any:  # noqa: ANN401 - JSON
        """Untouched values as they were: a share is typed in whole per cents only."""
        untouched = name in self.seen and typed == _shown(name, self.seen[name])
        return self.seen[name] if untouched else _kept(name, typed)

    def _told(self, name: str, value: Any) -> str:  # noqa: ANN401 - JSON
        labels = dict(getattr(self.fields[_field(name)], "choices", ()))
        values = value if isinstance(value, list) else [value]
        return " · ".join(str(labels.get(one, one)) for one in values)


NAMES = (
    "company_name",
    "money.unit",
    "year.first_month",
    "entry.wrong",
    "match.same",
    "match.ask",
    "questions.most",
    "questions.days",
    "login.second_factor",
    "visibility.manager",
    "visibility.member",
    "visibility.reader",
)


def _field(name: str) -> str:
    return name.replace(".", "_")


def _read(text: str) -> dict[str, Any]:
    """What the form showed; nothing where it does not say."""
    try:
        return dict(signing.loads(text, salt=_SALT))
    except (signing.BadSignature, ValueError):
        return {}


def _shown(name: str, value: Any) -> Any:  # noqa: ANN401 - JSON
    return round(100 * value) if name.startswith("match.") else value


def _kept(name: str, value: Any) -> Any:  # noqa: ANN401 - JSON
    return value / 100 if name.startswith("match.") else value
