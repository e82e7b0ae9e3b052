"""Who writes a row, and how they write a name."""

from __future__ import annotations

from dataclasses import dataclass

from zolal.demo.dice import Dice
from zolal.demo.people import Person
from zolal.demo.spelling import latin_slip, persian_slip, romanised, script_noise, spaced_given, spaced_surname

TITLES = ("آقای ", "خانم ", "مهندس ", "دکتر ", "حاج ")
SEYED_LATIN = ("seyed ", "sayyed ", "seyyed ", "seyed")


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes: the first row of a customer is careful, later ones less so; some went through a spreadsheet."""

    dice: Dice
    again: bool
    spreadsheet: bool

    def slips(self) -> bool:
        return self.dice.chance(0.12 if self.again else 0.02)


def write_names(person: Person, pen: Pen) -> tuple[str, str]:
    """The cells of given name and surname: Persian or Latin, now and then swapped or both in the second."""
    dice = pen.dice
    latin = dice.chance(0.2 if pen.again else 0.05) and person.name.given.latin and person.name.surname.latin
    given, surname = (_latin_names if latin else _persian_names)(person, pen)
    kind = dice.throw()
    if kind < 0.02:
        return surname, given
    if kind < 0.06:
        return "", f"{given} {surname}".strip()
    return given, surname


def _persian_names(person: Person, pen: Pen) -> tuple[str, str]:
    name, dice = person.name, pen.dice
    given = spaced_given(name.given.fa, dice)
    surname = spaced_surname(name.surname.fa, dice)
    if name.origin.fa and dice.chance(0.6):
        surname = f"{surname} {name.origin.fa}"
    if name.seyed and dice.chance(0.6):
        given = ("سید" if name.male else "سیده") + dice.pick((" ", " ", "", "\u200c")) + given
    elif name.seyed and not name.male:
        given = f"{given} سادات"
    given = persian_slip(given, dice) if pen.slips() else given
    surname = persian_slip(surname, dice) if pen.slips() else surname
    title = dice.pick(TITLES) if dice.chance(0.03) else ""
    return title + script_noise(given, dice), script_noise(surname, dice)


def _latin_names(person: Person, pen: Pen) -> tuple[str, str]:
    name, dice = person.name, pen.dice
    given, surname = romanised(name.given.latin, dice), romanised(name.surname.latin, dice)
    if name.seyed and dice.chance(0.5):
        given = dice.pick(SEYED_LATIN) + given
    given = latin_slip(given, dice) if pen.slips() else given
    surname = latin_slip(surname, dice) if pen.slips() else surname
    change = dice.pick((str.title, str.title, str.title, str.upper, str.lower))
    return change(given), change(surname)
