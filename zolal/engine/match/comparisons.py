"""The fields that are compared, what their levels are called, and what we expect of them before seeing any data.

Three tuples tell how pairs spread over the levels, from "differs" up: `same` those of one person, `household` those of
two people who share a home or an office, `strangers` any two people. They are the prior of the training: the counts of
a real file soon outweigh them, and a small file is matched by them alone. Measured on the sets for building; where
these differ, half-way between them.
"""

from __future__ import annotations

from dataclasses import dataclass

from zolal.engine.match import compare
from zolal.engine.match.compare import Step
from zolal.engine.match.feature import Features
from zolal.engine.records import N_

DIFFERS, CLOSE, EQUAL = N_("differs"), N_("close"), N_("equal")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one field takes part in matching."""

    field: str  # the feature
    label: str
    rule: Step
    levels: tuple[str, ...]  # names of level 1, 2, …
    same: tuple[float, ...]
    household: tuple[float, ...] | None  # None: two people of one house are as unlike here as any two
    strangers: tuple[float, ...]


TEXT = (DIFFERS, N_("alike"), CLOSE, EQUAL)
NEAR = N_("one digit apart")
NUMBER = (DIFFERS, NEAR, EQUAL)
NAME = (DIFFERS, N_("alike"), CLOSE, N_("same sound"), EQUAL)
WORDS = (DIFFERS, N_("some words shared"), N_("most words shared"), N_("one says more"), EQUAL)

COMPANY = (*WORDS[:-1], N_("same sound"), EQUAL)

PROVIDER = (DIFFERS, CLOSE, N_("same name at another provider"), EQUAL)
DAY = (DIFFERS, N_("a year apart at most"), N_("same day of another year"), CLOSE, EQUAL)
PLACE = (DIFFERS, N_("same district"), N_("one digit apart"), EQUAL)

# fmt: off
_DECLARED = {
    "given": (
        N_("given name"), compare.person_name, NAME,
        (0.02, 0.03, 0.07, 0.22, 0.66), None, (0.979, 0.006, 0.003, 0.004, 0.008),
    ),
    "family": (
        N_("family name"), compare.person_name, NAME,
        (0.02, 0.05, 0.09, 0.24, 0.60), (0.10, 0.05, 0.08, 0.22, 0.55), (0.9847, 0.008, 0.004, 0.001, 0.0023),
    ),
    "mobile": (N_("mobile"), compare.number, NUMBER, (0.24, 0.05, 0.71), (0.85, 0.01, 0.14), (1, 1e-5, 1e-6)),
    "landline": (N_("landline"), compare.number, NUMBER, (0.08, 0.02, 0.90), (0.10, 0.02, 0.88), (1, 1e-5, 1e-5)),
    "email": (N_("e-mail"), compare.email, PROVIDER, (0.12, 0.16, 0.12, 0.60), None, (1, 3e-5, 2e-5, 2e-6)),
    "national_id": (N_("national ID"), compare.number, NUMBER, (0.02, 0.12, 0.86), None, (1, 1e-6, 1e-6)),
    "id_number": (N_("identity number"), compare.number, NUMBER, (0.06, 0.12, 0.82), None, (1, 4e-6, 3e-6)),
    "sheba": (N_("Sheba"), compare.equality, (DIFFERS, EQUAL), (0.20, 0.80), None, (1, 1e-6)),
    "birth_date": (
        N_("birth date"), compare.day, DAY,
        (0.03, 0.02, 0.02, 0.08, 0.85), None, (0.954, 0.04, 0.003, 0.003, 6e-5),
    ),
    "city": (
        N_("city"), compare.text, TEXT,
        (0.12, 0.02, 0.04, 0.82), (0.10, 0.02, 0.03, 0.85), (0.955, 0.004, 0.001, 0.04),
    ),
    "province": (
        N_("province"), compare.text, TEXT,
        (0.08, 0.01, 0.02, 0.89), (0.08, 0.01, 0.02, 0.89), (0.91, 0.005, 0.005, 0.08),
    ),
    "address": (
        N_("address"), compare.words, WORDS,
        (0.08, 0.04, 0.10, 0.30, 0.48), (0.10, 0.04, 0.06, 0.30, 0.50), (0.98, 0.019, 0.001, 1e-5, 2e-5),
    ),
    "company": (
        N_("company"), compare.words, WORDS,
        (0.08, 0.03, 0.05, 0.04, 0.80), (0.40, 0.05, 0.05, 0.05, 0.45), (0.96, 0.036, 0.002, 0.001, 0.001),
    ),
    "company_id": (N_("legal ID"), compare.number, NUMBER, (0.02, 0.08, 0.90), None, (1, 1e-6, 1e-6)),
    "company_name": (
        N_("company"), compare.company_name, COMPANY,
        (0.04, 0.04, 0.08, 0.12, 0.14, 0.58), None, (0.96, 0.038, 0.0015, 2e-4, 2e-4, 2e-4),
    ),
    "domain": (
        N_("web domain"), compare.equality, (DIFFERS, EQUAL), (0.20, 0.80), (0.95, 0.05), (1, 1e-5)
    ),
    "postal_code": (
        N_("postal code"), compare.place_code, PLACE,
        (0.08, 0.03, 0.05, 0.84), (0.08, 0.03, 0.05, 0.84), (1, 1e-3, 1e-5, 2e-5),
    ),
    "zip": (
        N_("postal code"), compare.place_code, PLACE,
        (0.06, 0.02, 0.05, 0.87), (0.08, 0.03, 0.05, 0.84), (0.97, 0.016, 0.013, 0.001),
    ),
    "gender": (N_("gender"), compare.equality, (DIFFERS, EQUAL), (0.02, 0.98), (0.55, 0.45), (0.5, 0.5)),
    "job_title": (
        N_("job title"), compare.text, TEXT,
        (0.14, 0.03, 0.03, 0.80), (0.86, 0.02, 0.02, 0.10), (0.955, 0.01, 0.005, 0.03),
    ),
    "house_number": (
        N_("house number"), compare.number, NUMBER, (0.12, 0.08, 0.80), (0.15, 0.05, 0.80), (0.77, 0.22, 0.01)
    ),
}
# fmt: on


def chosen(features: Features) -> list[Comparison]:
    """The comparisons for the features at hand, in a fixed order; a second column of a kind is compared on its own."""
    found = (declared(name) for name in features.by_name)
    return [comparison for comparison in found if comparison is not None]


def declared(name: str) -> Comparison | None:
    """The comparison of a feature; None where it is none that is compared."""
    base = name if name in _DECLARED else name.rstrip("0123456789").rstrip("_")
    return Comparison(name, *_DECLARED[base]) if base in _DECLARED else None
