"""Why two records are held to be one, as a sentence: «Same mobile; same-sounding family name. But: different city.»"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zolal.engine.records import N_, Translate

Said = tuple[str, str, float]
"""What is said of a field: its label in the reader's language, its level as the engine calls it, and its weight."""

PHRASES = {
    "equal": N_("same {fields}"),
    "same sound": N_("same-sounding {fields}"),
    "close": N_("nearly the same {fields}"),
    "alike": N_("similar {fields}"),
    "differs": N_("different {fields}"),
    "one digit apart": N_("{fields} one digit apart"),
    "a year apart at most": N_("{fields} a year apart at most"),
    "same day of another year": N_("{fields} on the same day of another year"),
    "same district": N_("{fields} of the same district"),
    "same name at another provider": N_("{fields} of the same name at another provider"),
    "some words shared": N_("{fields} with some words in common"),
    "most words shared": N_("{fields} with most words in common"),
    "one says more": N_("{fields} written more fully in one of the two"),
}
"""How each level of `comparisons` is said of one field or several."""
HOUSED = N_("Two people of one household would look like this too.")
LEAST = 0.3
"""A field that adds less to the log odds is not worth a word."""
MOST_FOR, MOST_AGAINST = 5, 4


def sentence(said: Iterable[Said], translate: Translate, *, housed: bool = False) -> str:
    """What speaks for the two being one and what against it, the weightiest first.

    `housed` tells that two people of one household are a fair explanation too, see `waterfall.is_housed`.
    """
    weighty = sorted((one for one in said if abs(one[2]) >= LEAST), key=lambda one: -abs(one[2]))
    speaks_for = _clauses([one for one in weighty if one[2] > 0][:MOST_FOR], translate)
    against = _clauses([one for one in weighty if one[2] < 0][:MOST_AGAINST], translate)
    if speaks_for and against:
        found = translate(N_("{reasons}. But: {doubts}.")).format(reasons=_upper(speaks_for), doubts=against)
    elif speaks_for or against:
        found = translate(N_("{reasons}.")).format(reasons=_upper(speaks_for or against))
    else:
        found = translate(N_("Nothing that tells much stands in both."))
    return f"{found} {translate(HOUSED)}" if housed else found


def _clauses(said: Sequence[Said], translate: Translate) -> str:
    """Fields of the same level in one clause, each clause at the place of its weightiest field."""
    fields: dict[str, list[str]] = {}
    for label, level, _weight in said:
        fields.setdefault(level, []).append(_lower(label))
    return translate(N_("; ")).join(_phrase(level, labels, translate) for level, labels in fields.items())


def _phrase(level: str, labels: Sequence[str], translate: Translate) -> str:
    listed = labels[-1]
    if len(labels) > 1:
        before = translate(N_(", ")).join(labels[:-1])
        listed = translate(N_("{some} and {last}")).format(some=before, last=listed)
    pattern = PHRASES.get(level)
    return translate(pattern).format(fields=listed) if pattern else f"{listed}: {translate(level)}"


def _lower(label: str) -> str:
    """A label in the midst of a sentence; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
