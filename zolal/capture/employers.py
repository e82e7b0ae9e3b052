"""How the companies that the rows of an import name are called on file, or will be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from zolal.people.actions.companies import company_names
from zolal.people.derived import company_name_key


@dataclass(slots=True)
class Employers:
    """Companies met so far, {key: name}: as on file, else as the first row that names them calls them."""

    known: dict[str, str] = field(default_factory=dict)

    def meet(self, names: Iterable[str]) -> list[str]:
        """Those of the names by which companies come in that are not on file."""
        keys = {name: key for name in dict.fromkeys(names) if (key := company_name_key(name))}
        self.known.update(company_names({*keys.values()} - self.known.keys()))
        fresh = []
        for name, key in keys.items():
            if key not in self.known:
                self.known[key] = name
                fresh.append(name)
        return fresh

    def called(self, name: str) -> str:
        """The name of a company that was met; "" where it names none."""
        return self.known.get(company_name_key(name), "") if name else ""
