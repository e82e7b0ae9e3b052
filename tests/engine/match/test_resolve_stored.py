from __future__ import annotations

import numpy as np

from tests.engine.match.people import features_of, town
from zolal.engine.match.resolve import Judgements, resolve
from zolal.engine.match.stored import Stored, model_of, score, stored

PEOPLE = town(600)
AGAIN = [{**record, "mobile": "", "last_name": record["last_name"] + "ی"} for record in PEOPLE[:200]]
FEATURES = features_of([*PEOPLE, *AGAIN], jalali=True)


def kept() -> Stored:
    """What is stored of a model learnt from these people."""
    return Stored.from_bytes(stored(resolve(FEATURES, same=0.9, ask=0.5).model, FEATURES).to_bytes())


def test_a_stored_model_finds_the_customers_of_the_one_it_was_made_of() -> None:
    learnt = resolve(FEATURES, same=0.9, ask=0.5)
    again = resolve(FEATURES, same=0.9, ask=0.5, model=model_of(kept(), FEATURES))
    assert (learnt.owner == again.owner).mean() > 0.99
    assert (again.owner[600:] == np.arange(200)).mean() > 0.9


def test_all_at_once_gives_each_pair_the_probability_it_has_alone() -> None:
    model = kept()
    together = resolve(FEATURES, same=0.9, ask=0.5, model=model_of(model, FEATURES))
    alone = score(model, FEATURES, together.pairs.left, together.pairs.right)
    assert np.allclose(together.probability, alone.probability)


def test_what_a_person_decided_stands_above_a_stored_model() -> None:
    apart = Judgements(not_same=np.array([[0, 600]]), same=np.array([[3, 5]]))
    found = resolve(FEATURES, same=0.9, ask=0.5, judgements=apart, model=model_of(kept(), FEATURES))
    assert found.owner[0] != found.owner[600]
    assert found.owner[3] == found.owner[5]
