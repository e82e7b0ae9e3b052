"""A small random world of people and companies in which everything points at everything, and what it looks like."""

from __future__ import annotations

import random
from typing import Any

from django.db import transaction

from zolal.accounts.models import User
from zolal.core.ledger import act, create
from zolal.people.models import Person, Relation, Tag
from zolal.people.points import numbered

CITIES = ["یزد", "تهران", "شیراز"]
NAMES = ["علی", "مریم", "رضا"]
MOBILES = ["09121234567", "09351234567", "09191234567", "09901234567"]


class World:
    """Records by kind, with their ids."""

    def __init__(self, dice: random.Random, by: User, *, people: int = 5, companies: int = 3) -> None:
        self.dice, self.by = dice, by
        self.tags = [Tag.objects.get_or_create(name=f"tag {n}")[0].pk for n in range(3)]
        self.companies = self._created("company", [self._company() for _ in range(companies)])
        self.people = self._created("person", [self._person() for _ in range(people)])
        for _ in range(people):
            self.relate()

    def relate(self) -> None:
        active = Person.objects.exclude(state="absorbed").order_by("pk").values_list("pk", flat=True)
        if len(active) < 2:
            return
        first, second = self.dice.sample(list(active), 2)
        kind = self.dice.choice(["household", "colleague", "referrer"])
        Relation.objects.get_or_create(person_id=first, other_id=second, kind_id=kind)

    def points(self) -> list[dict[str, Any]]:
        chosen = self.dice.sample(MOBILES, self.dice.randint(0, 3))
        found = [{"kind": "mobile", "value": one, "key": f"+98{one[1:]}"} for one in chosen]
        return [*found, {"kind": "email", "value": "nonsense"}] if self.dice.random() < 0.3 else found

    def fact(self, record_type: str) -> tuple[str, Any]:
        choices = {
            "city": [*CITIES, None],
            "note": ["a", "longer", None],
            "more:code": ["12", "13", None],
            f"tag:{self.dice.choice(self.tags)}": [True, None],
            "fault:city": [[{"code": "unknown", "raw": "Yzd", "proposal": ""}], None],
            "fault:mobile": [[{"code": "invalid", "raw": self.dice.choice("123"), "proposal": ""}], None],
            "last_activity_on": ["2026-01-02", "2026-05-06", None],
        }
        if record_type == "person":
            choices |= {
                "given_name": [*NAMES, None],
                "family_name": ["محمدی", "رضایی", None],
                "company": [*self.companies, None],
            }
        else:
            choices |= {"name": ["پارس", "پارس گستر"], "industry": ["نفت", None]}
        name = self.dice.choice(list(choices))
        return name, self.dice.choice(choices[name])

    def _person(self) -> dict[str, Any]:
        return self._facts("person")

    def _company(self) -> dict[str, Any]:
        return {"name": "پارس", **self._facts("company")}

    def _facts(self, record_type: str) -> dict[str, Any]:
        facts = dict(self.fact(record_type) for _ in range(self.dice.randint(1, 6)))
        return {name: value for name, value in facts.items() if value is not None} | {"points": self.points()}

    def _created(self, record_type: str, rows: list[dict[str, Any]]) -> list[int]:
        with transaction.atomic():
            return [
                pk
                for row in numbered(rows)
                for pk in create(act(kind=f"{record_type}.create", by=self.by), record_type, [row])
            ]
