"""Learns which Latin spelling of a Persian name is usual, and writes what the engine ships of it.

python -m bench.spelling [--data ../shared/data] [--folds]

The names that are held out for `bench.names` are left out, however their parts are spaced. With `--folds` nothing is
written: the four fifths are cut into five, and each is asked of what was learnt from the other four.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench import names as across
from bench import transliteration
from bench.data import SHARED
from zolal.engine.persian import spelling
from zolal.engine.persian import transliteration as model
from zolal.engine.persian.names import given_names
from zolal.engine.persian.spelling import HIDDEN_LETTER, HISTORY, WINDOW, WRITTEN, Numbers, Spelling, before, windows
from zolal.engine.persian.transliteration import LETTERS, LONGEST_PIECE

Array = npt.NDArray[np.float32]
Row = tuple[str, str, str]

DATA = Path(spelling.__file__).parent / "data"
NETS = 3
WIDTH, HIDDEN = 24, 160
SEEN = 3
"""Pieces seen less often are noise."""
OFTEN = 2
"""Letters met less often between the same neighbours are not remembered so."""
EPOCHS, BATCH, RATE = 10, 256, 3e-3
UNSEEN, FORGOTTEN, DECAY = 0.4, 0.1, 1e-3
"""Parts of the hidden layer and of the letters written that a lesson does without; what weights lose."""
FOLDS, ASKED = 5, 150
ODD = 2.0
"""So much less likely (in logarithms) than another one of its name a spelling in the list is a slip of the pen."""
KINDS = len(spelling.COMMON) + 1
INPUTS = 2 * WINDOW + 1 + HISTORY + 1


@dataclass(frozen=True, slots=True)
class Lessons:
    """Letters seen, letters written, the piece that followed and how much it counts."""

    seen: Numbers
    written: Numbers
    pieces: Numbers
    weights: Array


@dataclass(frozen=True, slots=True)
class Taught:
    """What is learnt: pieces, the weights of the nets, and the rows of what is remembered."""

    pieces: tuple[str, ...]
    weights: list[dict[str, Array]]
    rows: list[Row]

    def spelling(self) -> Spelling:
        """As it will be read again: in half precision."""
        short = [
            {name: array.astype(np.float16).astype(np.float32) for name, array in one.items()} for one in self.weights
        ]
        return Spelling(self.pieces, short, spelling.remembered(self.pieces, self.rows))

    def write(self) -> None:
        """Into the package."""
        nets = enumerate(self.weights)
        arrays = {f"{which}_{name}": array.astype(np.float16) for which, net in nets for name, array in net.items()}
        np.savez_compressed(DATA / "spelling.npz", pieces=np.array(self.pieces), **arrays)  # type: ignore[arg-type]
        _table("spelling_seen.csv", "neighbours,latin,count", map(",".join, self.rows))


def share(persian: str) -> float:
    """How many percent of the people bear a name."""
    found = given_names().get(persian)
    return found.share if found else 0.0


def aligned(persian: Sequence[str], latin: Sequence[str]) -> list[list[str]]:
    """What each letter of each name became, in the likeliest division of the spelling, by counts learnt from all."""
    pieces, counts = transliteration.learn(list(persian), list(latin))
    learning = model.Transliteration(pieces, counts)
    return [_divided(learning, name, spelled) for name, spelled in zip(persian, latin, strict=True)]


def _divided(learning: model.Transliteration, persian: str, latin: str) -> list[str]:
    numbers = learning.divided([latin])[:, :, 0]
    reached: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for context in learning.contexts([persian])[:, 0]:
        chance = np.log(np.maximum(learning.chances[context, numbers], 1e-300)).tolist()
        further: dict[int, tuple[float, list[str]]] = {}
        for at, (so_far, pieces) in reached.items():
            for length in range(min(LONGEST_PIECE, len(latin) - at) + 1):
                found = so_far + chance[length][at]
                if found > further.get(at + length, (-np.inf,))[0]:
                    further[at + length] = (found, [*pieces, latin[at : at + length]])
        reached = further
    return reached[len(latin)][1] if len(latin) in reached else []


def lessons(persian: Sequence[str], divisions: Sequence[list[str]]) -> tuple[tuple[str, ...], Lessons]:
    """The pieces that are known, and what is to be learnt; common names count for more, one of many forms less."""
    met = Counter(piece for division in divisions for piece in division)
    known = tuple(sorted(piece for piece, count in met.items() if count >= SEEN))
    number, forms = {piece: place for place, piece in enumerate(known)}, Counter(persian)
    seen, written, pieces, weights = [], [], [], []
    for name, division in zip(persian, divisions, strict=True):
        if not division:
            continue
        borne, latin = share(name), ""
        for around, piece in zip(windows(name), division, strict=True):
            if piece in number:
                seen.append(around)
                written.append(before(latin, spelling.common(borne)))
                pieces.append(number[piece])
                weights.append(((borne + 0.02) / forms[name]) ** 0.5)
            latin += piece
    counted = np.array(weights, dtype=np.float32)
    return known, Lessons(np.array(seen), np.array(written), np.array(pieces), counted / counted.mean())


def learn(known: int, given: Lessons, seed: int) -> dict[str, Array]:
    """The weights of one net: by stochastic descent (Adam), each lesson `EPOCHS` times, ever more slowly."""
    rng = np.random.default_rng(seed)
    net = _start(known, rng)
    moved = {name: (np.zeros_like(array), np.zeros_like(array)) for name, array in net.items()}
    size = len(given.pieces)
    turns, turn = EPOCHS * -(-size // BATCH), 0
    for _epoch in range(EPOCHS):
        order = rng.permutation(size)
        for start in range(0, size, BATCH):
            turn += 1
            rate = RATE * min(1, turn / 200) * (1 + np.cos(np.pi * turn / turns)) / 2
            for name, slope in _slopes(net, given, order[start : start + BATCH], rng).items():
                first, second = moved[name]
                first += 0.1 * (slope - first)
                second += 0.01 * (slope**2 - second)
                step = first / (1 - 0.9**turn) / (np.sqrt(second / (1 - 0.99**turn)) + 1e-8)
                decay = DECAY if name in {"hidden", "out"} else 0.0
                net[name] -= (rate * (step + decay * net[name])).astype(np.float32)
    return net


def _start(known: int, rng: np.random.Generator) -> dict[str, Array]:
    inputs = INPUTS * WIDTH
    sizes = {
        "letters": (0.3, (len(LETTERS) + 1, WIDTH)), "written": (0.3, (WRITTEN + KINDS, WIDTH)),
        "hidden": ((2 / inputs) ** 0.5, (inputs, HIDDEN)), "out": (HIDDEN**-0.5, (HIDDEN, known)),
    }  # fmt: skip
    net = {name: rng.normal(0, scale, shape).astype(np.float32) for name, (scale, shape) in sizes.items()}
    return net | {"bias": np.zeros(HIDDEN, np.float32), "out_bias": np.zeros(known, np.float32)}


def _slopes(net: dict[str, Array], given: Lessons, rows: Numbers, rng: np.random.Generator) -> dict[str, Array]:
    """In which direction each weight makes these lessons less likely, by back-propagation."""
    seen, written = given.seen[rows], given.written[rows]
    written = np.where((rng.random(written.shape) < FORGOTTEN) & (written < WRITTEN), HIDDEN_LETTER, written)
    inputs = np.concatenate([net["letters"][seen], net["written"][written]], axis=1).reshape(len(rows), -1)
    summed = inputs @ net["hidden"] + net["bias"]
    on = ((rng.random(summed.shape) > UNSEEN) / (1 - UNSEEN) * (summed > 0)).astype(np.float32)
    hidden = summed * on
    scores = hidden @ net["out"] + net["out_bias"]
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    wrong = scores / scores.sum(axis=1, keepdims=True)
    wrong[np.arange(len(rows)), given.pieces[rows]] -= 1
    wrong *= (given.weights[rows] / len(rows))[:, None]
    back = (wrong @ net["out"].T) * on
    first = (back @ net["hidden"].T).reshape(len(rows), INPUTS, WIDTH)
    cut = seen.shape[1]
    return {
        "out": hidden.T @ wrong, "out_bias": wrong.sum(0), "hidden": inputs.T @ back, "bias": back.sum(0),
        "letters": _gathered(seen, first[:, :cut], len(net["letters"])),
        "written": _gathered(written, first[:, cut:], len(net["written"])),
    }  # fmt: skip


def _gathered(numbers: Numbers, slopes: Array, size: int) -> Array:
    which = np.eye(size, dtype=np.float32)[numbers.ravel()]
    gathered: Array = which.T @ slopes.reshape(-1, WIDTH)
    return gathered


def seen_often(known: Sequence[str], persian: Sequence[str], divisions: Sequence[list[str]]) -> Iterator[Row]:
    """What `spelling.remembered` reads: of the neighbours met `OFTEN` what the letter between them became."""
    met: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, division in zip(persian, divisions, strict=True):
        for reach in spelling.REACHES:
            around = f"{'.' * reach}{name}{'.' * reach}"
            for at, piece in enumerate(division):
                met[around[at : at + 2 * reach + 1]][piece] += 1
    pieces = set(known)
    for window, counts in sorted(met.items()):
        if counts.total() >= OFTEN:
            yield from ((window, piece, str(counts[piece])) for piece in sorted(counts) if piece in pieces)


def teach(persian: Sequence[str], divisions: Sequence[list[str]], nets: int = NETS) -> Taught:
    """What is learnt from names and what their letters became."""
    known, given = lessons(persian, divisions)
    weights = [learn(len(known), given, seed) for seed in range(nets)]
    return Taught(known, weights, list(seen_often(known, persian, divisions)))


def to_learn_from(data: Path) -> tuple[list[str], list[str]]:
    """Persian names and their spellings, without those held out."""
    pairs = list(transliteration.to_learn_from(transliteration.pairs(data)))
    return [persian for persian, _ in pairs], [latin for _, latin in pairs]


def fold(name: str) -> int:
    """Which of five a name belongs to, by another hash than the one that holds out."""
    return int(hashlib.sha256(f"fold {name}".encode()).hexdigest(), 16) % FOLDS


def across_folds(persian: list[str], latin: list[str], divisions: list[list[str]]) -> Iterator[list[float]]:
    """Own first, listed first, listed among ten, and of what is spelled without candidates a listed one first and among
    three: by frequency, over the `ASKED` most common names of each fold."""
    for kept in range(FOLDS):
        others = [place for place, name in enumerate(persian) if fold(name) != kept]
        taught = teach([persian[place] for place in others], [divisions[place] for place in others]).spelling()
        names = sorted({name for name in persian if fold(name) == kept}, key=lambda name: (-share(name), name))[:ASKED]
        asked = [pair for pair in zip(persian, latin, strict=True) if pair[0] in set(names)]
        question = across.question(
            f"fold {kept}", asked, set(zip(persian, latin, strict=True)), np.array([share(name) for name, _ in asked])
        )
        scored = list(across.usual(taught)(question.queries, question.candidates))
        own, listed = across.ranks(scored, question.own), across.ranks(scored, question.listed)
        made = across.made(taught, question)
        hits = (own <= 1, listed <= 1, listed <= 10, made <= 1, made <= 3)
        yield [float(np.average(hit, weights=question.weights)) for hit in hits]


def listed(taught: Spelling, persian: Sequence[str], latin: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The spellings of each name, the usual one first, without those that are slips of the pen beside it."""
    forms = defaultdict(list)
    for name, spelled in zip(persian, latin, strict=True):
        forms[name].append(spelled)
    for name, those in sorted(forms.items()):
        chances = taught.log_likelihood(name, those) if len(those) > 1 else np.zeros(1)
        scores = dict(zip(those, chances.tolist(), strict=True))
        good = [one for one in scores if scores[one] > max(scores.values()) - ODD]
        yield name, sorted(good, key=lambda one: (-scores[one], one))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with persian/first_names_gender_latin.csv")
    parser.add_argument("--folds", action="store_true", help="cross validation instead of what ships")
    arguments = parser.parse_args()
    persian, latin = to_learn_from(arguments.data)
    divisions = aligned(persian, latin)
    if arguments.folds:
        print("own first, listed first, listed among ten; made: a listed one first, among three")
        found = []
        for kept, line in enumerate(across_folds(persian, latin, divisions)):
            found.append(line)
            print(kept, *(f"{share:.4f}" for share in line), flush=True)
        print("mean", *(f"{share:.4f}" for share in np.mean(found, axis=0)))
        return
    taught = teach(persian, divisions)
    taught.write()
    names = [f"{name},{' '.join(forms)}" for name, forms in listed(taught.spelling(), persian, latin)]
    _table("latin_names.csv", "name,spellings", names)


def _table(name: str, heading: str, lines: Iterable[str]) -> None:
    rows = [heading, *lines]
    (DATA / name).write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(rows) - 1:,} rows in {name}")


if __name__ == "__main__":
    main()
