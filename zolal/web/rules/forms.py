"""A rule as a form: one for each kind, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zolal.accounts.overtaken import Overtaken
from zolal.engine.persian.letters import digits, store
from zolal.people.queries import typed
from zolal.people.queries.wish import BadWish
from zolal.quality.demands import FILLED_BY, shapes
from zolal.quality.models import Rule
from zolal.quality.sentences import FUNCTIONS, label
from zolal.web.answered import Answered
from zolal.web.templatetags.reading import day

_LINES = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
_TODAY = {"امروز": "today"}
SEVERITIES = (
    (Rule.Severity.BLOCK, gettext_lazy("block: whatever breaks it is refused, in every form, file and program")),
    (Rule.Severity.WARN, gettext_lazy("warn: the form says so, and the record waits in the queue")),
    (Rule.Severity.QUEUE, gettext_lazy("queue: nobody is interrupted, the record waits in the queue")),
)


class RuleForm(Answered):
    """What every kind has; `parameters` is the rule's, `shown` turns them back into what was typed."""

    among: ClassVar[tuple[str, ...]] = ("text", "date", "number", "choice", "reference")

    severity = forms.ChoiceField(
        label=gettext_lazy("What happens"), choices=SEVERITIES, widget=forms.RadioSelect, initial="queue"
    )
    message = forms.CharField(
        label=gettext_lazy("What the user reads"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Say what was expected and what to do. Empty: the sentence of the rule."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the rule"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Empty: the sentence of the rule."),
    )

    def __init__(
        self, record_type: str, data: QueryDict | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.record_type = record_type
        for name in ("field", "other", "fields"):
            if name in self.fields:
                among = self.among if name == "field" else getattr(self, "other_among", self.among)
                self.fields[name].choices = _choices(record_type, among, more=name == "fields" and "text" in among)
        self.order_fields([name for name in self.fields if name not in ("severity", "message", "name")])

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        said = {name: self.cleaned_data[name] for name in ("name", "severity", "message")}
        return {**said, "parameters": self.parameters()}

    def parameters(self) -> dict[str, Any]:
        """The rule's parameters, of a form that is valid. Raises `ValidationError` by field."""
        common = ("severity", "message", "name")
        return {name: value for name, value in self.cleaned_data.items() if name not in common}

    @classmethod
    def shown(cls, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Parameters as somebody would type them."""
        return dict(parameters)

    def refuse(self, error: ValidationError) -> None:
        """Put each sentence beside its field, what concerns the rule as a whole on top."""
        if isinstance(error, Overtaken):
            super().refuse(Overtaken({self._typed(name): now for name, now in error.now.items()}, error.who))
        else:
            super().refuse(ValidationError({self._typed(name): said for name, said in error.message_dict.items()}))

    def _typed(self, name: str) -> str:
        mine = name.removeprefix("parameters.")
        return "values" if mine in {"allowed", "forbidden"} and "sort" in self.fields else mine


_FIELD = gettext_lazy("Field")


def _choices(record_type: str, among: Iterable[str], *, more: bool) -> list[tuple[str, str]]:
    known = shapes(record_type)
    whole = [name for name in FILLED_BY[record_type] if name not in known] if more else []
    return [(name, label(record_type, name)) for name in [*whole, *(name for name in known if known[name] in among)]]


def _field(text: str | Promise = _FIELD) -> forms.ChoiceField:
    return forms.ChoiceField(label=text)


class PatternForm(RuleForm):
    among = ("text", "choice")
    field = _field()
    pattern = forms.CharField(
        label=gettext_lazy("Pattern"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "class": "code"}),
        help_text=gettext_lazy(
            "An RE2 expression for the whole value: [0-9]{10} is ten digits, .*@example[.]com an address there."
        ),
    )
    forbidden = forms.BooleanField(label=gettext_lazy("No value may have this form"), required=False)


class RangeForm(RuleForm):
    among = ("date", "number")
    field = _field()
    min = forms.CharField(
        label=gettext_lazy("From"),
        required=False,
        help_text=gettext_lazy("A number, a day (1380/01/01), or days counted from today: today, today-365, today+30."),
    )
    max = forms.CharField(label=gettext_lazy("Up to"), required=False)

    @classmethod
    def shown(cls, parameters: Mapping[str, Any]) -> dict[str, Any]:
        ends = {name: _as_typed(str(parameters.get(name) or "")) for name in ("min", "max")}
        return {**parameters, **ends}

    def clean(self) -> dict[str, Any]:
        shape = shapes(self.record_type).get(self.cleaned_data.get("field", ""))
        for name in ("min", "max"):
            try:
                self.cleaned_data[name] = _end(self.cleaned_data.get(name, ""), shape)
            except BadWish as error:
                self.add_error(name, str(error))
        return self.cleaned_data


def _as_typed(end: str) -> str:
    try:
        return day(date.fromisoformat(end))
    except ValueError:
        return end


def _end(text: str, shape: str | None) -> str:
    """The end of a range as it is kept: a number, a day in ISO, or days from today."""
    plain = digits(store(text)).replace(" ", "").lower()
    for word, meaning in _TODAY.items():
        plain = plain.replace(word, meaning)
    if not plain or plain.startswith("today") or shape != "date":
        return plain
    return typed.day("", plain).isoformat()


class ValuesForm(RuleForm):
    among = ("text", "number", "choice")
    field = _field()
    sort = forms.ChoiceField(
        label=gettext_lazy("These values are"),
        choices=(("allowed", gettext_lazy("the only ones allowed")), ("forbidden", gettext_lazy("not allowed"))),
    )
    values = forms.CharField(
        label=gettext_lazy("Values"),
        widget=_LINES,
        help_text=gettext_lazy(
            "One a line. Spelling does not matter: Arabic letters, half-spaces and digits are the same."
        ),
    )

    def parameters(self) -> dict[str, Any]:
        given = super().parameters()
        return {"field": given["field"], given["sort"]: _lines(given["values"])}

    @classmethod
    def shown(cls, parameters: Mapping[str, Any]) -> dict[str, Any]:
        sort = "forbidden" if parameters.get("forbidden") else "allowed"
        return {"field": parameters["field"], "sort": sort, "values": "\n".join(parameters.get(sort) or ())}


class LengthForm(RuleForm):
    among = ("text",)
    field = _field()
    min = forms.CharField(label=gettext_lazy("At least so many characters"), required=False)
    max = forms.CharField(label=gettext_lazy("At most so many characters"), required=False)

    def clean(self) -> dict[str, Any]:
        for name in ("min", "max"):
            self.cleaned_data[name] = _whole(self, name)
        return self.cleaned_data


def _whole(form: RuleForm, name: str) -> int | None:
    text = digits(str(form.cleaned_data.get(name) or "")).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        form.add_error(name, _("“%(text)s” is no whole number.") % {"text": text})
        return None
    return int(text)


_HOW = (
    ("equal", gettext_lazy("is the same as")),
    ("differs", gettext_lazy("is not the same as")),
    ("before", gettext_lazy("is before, or less than")),
    ("after", gettext_lazy("is after, or more than")),
    ("not_before", gettext_lazy("is not before, not less than")),
    ("not_after", gettext_lazy("is not after, not more than")),
)


class RelationForm(RuleForm):
    among = ("text", "date", "number", "choice")
    field = _field()
    how = forms.ChoiceField(label=gettext_lazy("How it stands to the other"), choices=_HOW)
    other = _field(gettext_lazy("Other field"))


class ConditionForm(RuleForm):
    field = _field(gettext_lazy("Where this field is filled"))
    values = forms.CharField(
        label=gettext_lazy("and is one of"),
        widget=_LINES,
        required=False,
        help_text=gettext_lazy("One a line. Empty: whatever it is."),
    )
    other = _field(gettext_lazy("this field must be filled"))
    allowed = forms.CharField(
        label=gettext_lazy("with one of"),
        widget=_LINES,
        required=False,
        help_text=gettext_lazy("One a line. Empty: with whatever."),
    )

    def parameters(self) -> dict[str, Any]:
        given = super().parameters()
        return {**given, "values": _lines(given["values"]), "allowed": _lines(given["allowed"])}

    @classmethod
    def shown(cls, parameters: Mapping[str, Any]) -> dict[str, Any]:
        lists = {name: "\n".join(parameters.get(name) or ()) for name in ("values", "allowed")}
        return {**parameters, **lists}


class FreshnessForm(RuleForm):
    among = ("date",)
    fields = forms.MultipleChoiceField(
        label=gettext_lazy("The newest of these days"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.CharField(label=gettext_lazy("is at most so many days ago"))
    or_changed = forms.BooleanField(
        label=gettext_lazy("Where none of them is filled, the last change of the record counts"), required=False
    )

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["days"] = _whole(self, "days")
        return self.cleaned_data


class EssentialForm(RuleForm):
    function = forms.ChoiceField(label=gettext_lazy("Needed for"), choices=FUNCTIONS.items())
    fields = forms.MultipleChoiceField(label=gettext_lazy("These fields"), widget=forms.CheckboxSelectMultiple)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


FORMS: Mapping[str, type[RuleForm]] = {
    "essential": EssentialForm,
    "values": ValuesForm,
    "range": RangeForm,
    "pattern": PatternForm,
    "length": LengthForm,
    "relation": RelationForm,
    "condition": ConditionForm,
    "freshness": FreshnessForm,
}
