"""The columns of the page: found by output name or by header, with where their raw cells stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.engine.fields import KINDS
from zolal.engine.score.presence import kind_of


class Columns:
    """The columns of a profile, to look up what they are called and how their cells are shown."""

    def __init__(self, profile: Mapping[str, Any]) -> None:
        self.entries: list[dict[str, Any]] = list(profile["columns"])
        self._by_name = {entry["name"]: entry for entry in self.entries}
        self._by_header = {origin["header"]: entry for entry in self.entries for origin in entry["origins"]}

    def find(self, name: str) -> dict[str, Any] | None:
        """The column with this output name or, failing that, with this header."""
        return self._by_name.get(name) or self._by_header.get(name)

    @property
    def names(self) -> list[str]:
        """The output names of the columns, in their order."""
        return list(self._by_name)

    def headers(self, name: str) -> set[str]:
        """Everything the user's own files call the column."""
        entry = self.find(name)
        return {str(origin["header"]) for origin in entry["origins"]} if entry else set()

    def header(self, name: str) -> str:
        """What the user's own file calls the column; "" for a field the file lacks."""
        entry = self.find(name)
        return str(entry["origins"][0]["header"]) if entry and entry["origins"] else ""

    def label(self, name: str) -> str:
        """The English name of the column's kind, to be translated; the name itself where there is none."""
        entry = self.find(name)
        if entry:
            return str(entry["label"])
        kind = KINDS.get(kind_of(name))
        return kind.label if kind else name

    def kind(self, name: str) -> str:
        """The kind the column was taken for; the name itself where there is no such column."""
        entry = self.find(name)
        return str(entry["kind"]) if entry else name

    def measure(self, name: str) -> str:
        """How the column's cells are read: "text", "category", "date", "number", or "money" for a number of rials."""
        entry = self.find(name)
        if not entry:
            return "text"
        return "money" if entry["kind"] == "money" else str(entry["measure"])

    def raw(self, name: str, row: Mapping[str, Any]) -> str:
        """The cell of a record as it was written, under the header its own file has for the column."""
        entry = self.find(name)
        for origin in entry["origins"] if entry else ():
            if origin["file"] == row["file"] and origin["sheet"] == row["sheet"]:
                return str(row.get(f"raw:{origin['header']}") or "")
        return ""
