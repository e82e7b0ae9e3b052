"""What the parts of a report are called and what to do about them; translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zolal.engine.records import N_

TITLE = N_("How good is your customer data?")
PLACE = N_("{file}, row {row}")
MONEY = N_("{amount} rials")


@dataclass(frozen=True, slots=True)
class Advice:
    """A thing with a name, what it means and what to do about it."""

    title: str
    meaning: str
    advice: str = ""


VERDICTS = (
    (90, "good", N_("Excellent: you can rely on this data.")),
    (75, "good", N_("Good: a few steps make it excellent.")),
    (50, "fair", N_("Usable, but much can be gained: begin with the first steps below.")),
    (0, "weak", N_("Weak: it is not safe to work with before it is mended.")),
)
"""The tone and the sentence of a score, from its lowest score on."""

MANY = 0.1
"""Share of the rows in a class from which data is not excellent, whatever its score."""

PARTS: Mapping[str, Advice] = {
    "completeness": Advice(N_("Completeness"), N_("Are the fields filled? The essential ones weigh most.")),
    "validity": Advice(N_("Validity"), N_("Is what is written right?")),
    "uniqueness": Advice(N_("Uniqueness"), N_("Does each customer stand in the list only once?")),
    "freshness": Advice(N_("Freshness"), N_("Has the record been touched lately? It fades from one year to five.")),
}

CLASSES: Mapping[str, Advice] = {
    "duplicate": Advice(
        N_("Duplicate"),
        N_("The same customer stands in an earlier row."),
        N_("Work with customers.csv, where they are one. Decide the uncertain pairs in duplicates.csv."),
    ),
    "invalid": Advice(
        N_("Invalid"),
        N_("At least one value cannot be right."),
        N_("Go through the errors in issues.csv; look the value up or ask the customer."),
    ),
    "old": Advice(
        N_("Old"),
        N_("Untouched for more than two years."),
        N_("Call or write once; archive those who do not answer."),
    ),
    "incomplete": Advice(
        N_("Incomplete"),
        N_("An essential field is missing."),
        N_("Ask for it at the next contact, and make it required where customers are entered."),
    ),
}

ACTIONS: Mapping[str, str] = {
    "fill": N_("Fill in “{column}”"),
    "mend": N_("Mend the wrong values of “{column}”"),
    "merge": N_("Work with the merged list, customers.csv, from now on"),
    "refresh": N_("Get in touch with the customers nobody has heard of for a year"),
}

MEASURES: Mapping[str, str] = {
    "accuracy": N_("Accuracy"),
    "completeness": N_("Completeness"),
    "validity": N_("Validity"),
}
SCOPES: Mapping[str, str] = {"all": N_("All columns"), "essential": N_("Essential columns")}

METHODS: Mapping[str, str] = {
    "majority": N_("what most of the others have"),
    "median": N_("the middle value"),
    "city": N_("drawn from the city"),
    "given_name": N_("drawn from the given name"),
}

FIGURES: Mapping[str, str] = {
    "average": N_("AVERAGE"),
    "median": N_("MEDIAN"),
    "stdev": N_("STDEV"),
    "min": N_("MIN"),
    "max": N_("MAX"),
}
SEVERITIES: Mapping[str, str] = {
    "error": N_("Errors"),
    "warning": N_("Warnings"),
    "info": N_("Notes"),
}
