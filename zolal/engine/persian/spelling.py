"""How a name in Persian letters is usually written in Latin ones: the chance of a spelling, and the likeliest ones.

A small net looks at a letter with the five on either side, at the last three Latin letters written and at how common
the name is, and says what the letter becomes: nothing up to four Latin letters. What it became between the very same
two or three neighbours on either side counts besides: the net knows what is like, these counts know what was. Both
were learnt from pairs of spellings (`bench/spelling.py`) and ship without a name in them. `transliteration` judges
whether two spellings can be one name, and matching goes by that; this one knows which of them is the usual one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from zolal.engine.persian.transliteration import LETTERS, LONGEST_PIECE

Weights = Mapping[str, npt.NDArray[np.float32]]
Numbers = npt.NDArray[np.intp]
Memory = Mapping[tuple[int, ...], Mapping[int, float]]
"""How often a letter, with its neighbours by number, became which piece, by number."""

WINDOW = 5
"""Persian letters looked at on either side."""
HISTORY = 3
"""Latin letters looked at before."""
COMMON = (0.03,)
"""From these shares of the people (in percent) on a name is more common; the list learnt from writes such names in
another fashion (zohre, sediqe) than the many (zohreh, sedigheh)."""
HIDDEN_LETTER = 27
WRITTEN = 28
"""Nothing, a to z, and one that is not told; the kinds of common names follow."""
SLIP = 1e-6
"""The chance that a letter becomes something that no letter ever became."""
REACHES = (2, 3)
"""So many neighbours on either side are the same in what is remembered; the wider one has the last word."""
TRUST = 1.0
"""So often must be seen whatever a letter became there, each thing of it, to count as much as all before."""
_ASTRAY = 0.45
"""So much further, in parts of the name, one spelling can be than the other."""
_BEAM = 5
_A = ord("a") - 1


def common(share: float) -> int:
    """How common a name is that so many percent of the people bear; 0 are the many."""
    return sum(share >= bound for bound in COMMON)


def windows(persian: str) -> Numbers:
    """For each letter itself and its neighbours by number, (letters, 2 * WINDOW + 1); 0 is outside the name."""
    letters = [LETTERS.index(letter) + 1 for letter in persian]
    around = np.array([*[0] * WINDOW, *letters, *[0] * WINDOW], dtype=np.intp)
    return np.lib.stride_tricks.sliding_window_view(around, 2 * WINDOW + 1)


def before(latin: str, kind: int) -> tuple[int, ...]:
    """The last letters written by number, 0 for none, and how common the name is."""
    last = [ord(letter) - _A if "a" <= letter <= "z" else HIDDEN_LETTER for letter in latin[-HISTORY:]]
    return (*[0] * (HISTORY - len(last)), *last, WRITTEN + kind)


class Spelling:
    """What letters become, by the weights of one net or the mean of several."""

    def __init__(self, pieces: Sequence[str], nets: Sequence[Weights], seen: Memory = MappingProxyType({})) -> None:
        self.pieces = tuple(pieces)
        self.number = {piece: place for place, piece in enumerate(self.pieces)}
        self._opens = np.array([piece[:1] in {"a", "o"} for piece in self.pieces])
        self._seen = {window: _known(counts) for window, counts in seen.items()}
        self._nets = [(*_tables(net), net["bias"], net["out"], net["out_bias"]) for net in nets]

    def chances(self, seen: Numbers, written: Numbers) -> npt.NDArray[np.float32]:
        """The chance of every piece, (cases, pieces), where these letters are seen and those were written."""
        total = np.zeros((len(seen), len(self.pieces)), dtype=np.float32)
        for of_letters, of_written, bias, out, out_bias in self._nets:
            found = np.repeat(bias[None], len(seen), axis=0)
            for place, table in enumerate(of_letters):
                found += table[seen[:, place]]
            for place, table in enumerate(of_written):
                found += table[written[:, place]]
            scores = np.maximum(found, 0) @ out + out_bias
            scores = np.exp(scores - scores.max(axis=1, keepdims=True))
            total += scores / scores.sum(axis=1, keepdims=True)
        total /= np.float32(len(self._nets))
        for reach in REACHES:
            self._remember(seen[:, WINDOW - reach : WINDOW + reach + 1], total)
        return total

    def _remember(self, seen: Numbers, chance: npt.NDArray[np.float32]) -> None:
        """Mix in what the letters became between these neighbours, as far as it was seen (Witten & Bell 1991)."""
        for case, window in enumerate(map(tuple, seen.tolist())):
            if (known := self._seen.get(window)) is not None:
                places, counts, before = known
                chance[case] *= before
                chance[case, places] += counts

    def log_likelihood(self, persian: str, latin: Sequence[str], kind: int = 0) -> npt.NDArray[np.float64]:
        """The natural logarithm of the chance that a name is spelled latin[i]; both as `joined_key` gives them, of
        letters alone. What stands for no sound is passed over."""
        persian = "".join(letter for letter in persian if letter in LETTERS)
        around, cases = windows(persian), dict[tuple[int, tuple[int, ...]], int]()
        plans = [_plan(len(persian), name, kind, cases) for name in latin]
        if not cases:
            return np.full(len(latin), np.log(1e-300))
        places, written = zip(*cases, strict=True)
        chance = self.chances(around[list(places)], np.array(written, dtype=np.intp)).tolist()
        return np.array([self._walk(name, plan, chance) for name, plan in zip(latin, plans, strict=True)])

    def _walk(self, latin: str, plan: list[list[tuple[int, int]]], chance: list[list[float]]) -> float:
        reached = {0: 1.0}
        for step in plan:
            further: defaultdict[int, float] = defaultdict(float)
            for at, case in step:
                if not (so_far := reached.get(at, 0.0)):
                    continue
                for length in range(min(LONGEST_PIECE, len(latin) - at) + 1):
                    piece = self.number.get(latin[at : at + length])
                    known = chance[case][piece] if piece is not None else 0.0
                    further[at + length] += so_far * (known + SLIP * 26.0**-length)
            reached = further
        return float(np.log(max(reached.get(len(latin), 0.0), 1e-300)))

    def best(
        self, persian: str, *, most: int = 3, kind: int = 0, opened: Collection[int] = ()
    ) -> list[tuple[str, float]]:
        """The likeliest spellings with the logarithms of their chances; `opened` are the places of an آ."""
        around, written = windows(persian), {"": 0.0}
        for place in range(len(persian)):
            names = list(written)
            history = np.array([before(name, kind) for name in names], dtype=np.intp)
            chance = np.log(self.chances(np.repeat(around[place : place + 1], len(names), axis=0), history) + SLIP)
            if place in opened:
                chance[:, ~self._opens] = -np.inf
            further: defaultdict[str, float] = defaultdict(lambda: -np.inf)
            for name, row in zip(names, chance, strict=True):
                for piece in np.argsort(-row, kind="stable")[:_BEAM].tolist():
                    spelled = name + self.pieces[piece]
                    further[spelled] = float(np.logaddexp(further[spelled], written[name] + float(row[piece])))
            written = dict(sorted(further.items(), key=lambda one: (-one[1], one[0]))[:_BEAM])
        return list(written.items())[:most]


def _known(counts: Mapping[int, float]) -> tuple[list[int], npt.NDArray[np.float32], float]:
    """The pieces, what each adds to the chance, and what is left to all before."""
    whole = sum(counts.values()) + TRUST * len(counts)
    return list(counts), np.array(list(counts.values()), dtype=np.float32) / whole, TRUST * len(counts) / whole


def _plan(
    letters: int, latin: str, kind: int, cases: dict[tuple[int, tuple[int, ...]], int]
) -> list[list[tuple[int, int]]]:
    """For each letter the places of the spelling it may begin at, with the number of the case to be asked for."""
    size = len(latin)
    return [
        [
            (at, cases.setdefault((place, before(latin[:at], kind)), len(cases)))
            for at in range(min(LONGEST_PIECE * place, size) + 1)
            if size - at <= LONGEST_PIECE * (letters - place) and abs(at / max(size, 1) - place / letters) < _ASTRAY
        ]
        for place in range(letters)
    ]


def _tables(net: Weights) -> tuple[list[npt.NDArray[np.float32]], list[npt.NDArray[np.float32]]]:
    """What each letter at each place adds to the hidden layer: looked up instead of multiplied."""
    letters, written, hidden = net["letters"], net["written"], net["hidden"]
    width = letters.shape[1]
    rows = hidden.reshape(-1, width, hidden.shape[1])
    seen = 2 * WINDOW + 1
    return [letters @ part for part in rows[:seen]], [written @ part for part in rows[seen:]]


@cache
def learnt() -> Spelling:
    """What ships with the package."""
    folder = files("zolal.engine.persian") / "data"
    with (folder / "spelling.npz").open("rb") as file:
        kept = np.load(file, allow_pickle=False)
        arrays = {name: kept[name] for name in kept.files}
    nets: defaultdict[str, dict[str, npt.NDArray[np.float32]]] = defaultdict(dict)
    for name, array in arrays.items():
        if name != "pieces":
            which, _, part = name.partition("_")
            nets[which][part] = array.astype(np.float32)
    pieces: list[str] = arrays["pieces"].tolist()
    rows = (line.split(",") for line in (folder / "spelling_seen.csv").read_text("utf-8").splitlines()[1:])
    return Spelling(pieces, list(nets.values()), remembered(pieces, rows))


def remembered(pieces: Sequence[str], rows: Iterable[Sequence[str]]) -> Memory:
    """From rows of (a letter with its neighbours, "." outside the name; what it became; how often)."""
    number, of_letter = {piece: at for at, piece in enumerate(pieces)}, {".": 0}
    of_letter |= {letter: at for at, letter in enumerate(LETTERS, 1)}
    found: defaultdict[tuple[int, ...], dict[int, float]] = defaultdict(dict)
    for window, piece, count in rows:
        found[tuple(of_letter[letter] for letter in window)][number[piece]] = float(count)
    return found
