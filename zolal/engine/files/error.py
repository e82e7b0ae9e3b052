"""The one way in which reading a file fails."""

from __future__ import annotations

from zolal.engine.records import N_, Translate

SENTENCE = N_("{file}: {problem}; {remedy}.")
SENTENCE_WITH_PLACE = N_("{file}, {place}: {problem}; {remedy}.")


class FileError(Exception):
    """A file that cannot be read: which, where in it, what is wrong, what to do.

    `place`, `problem` and `remedy` are English clauses marked with `N_`, without a full stop; `params` fill their
    {named} gaps. `str(error)` is one English sentence, `text(translate)` the same in another language.
    """

    def __init__(self, *, problem: str, remedy: str, file: str = "", place: str = "", **params: str | int) -> None:
        super().__init__(problem)
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy
        self.params = params

    def text(self, translate: Translate) -> str:
        """The sentence, each part passed through `translate` before its gaps are filled."""
        parts = {
            name: translate(part).format(**self.params)
            for name, part in (("place", self.place), ("problem", self.problem), ("remedy", self.remedy))
            if part
        }
        sentence = SENTENCE_WITH_PLACE if self.place else SENTENCE
        return translate(sentence).format(file=self.file, **parts)

    def __str__(self) -> str:
        return self.text(str)


def too_heavy() -> FileError:
    """Reading took more memory or time than the limits allow."""
    return FileError(
        problem=N_("reading this file takes more memory or time than is allowed"),
        remedy=N_("export the table as .csv, or split the file, and give that"),
    )


def unreadable() -> FileError:
    """The parser gave up for a reason it cannot name."""
    return FileError(
        problem=N_("this file is damaged and cannot be read"),
        remedy=N_("open it in the program it comes from, save it anew and give that file"),
    )
