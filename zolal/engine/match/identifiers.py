"""Identifiers with a right check digit: whoever has two different ones is two."""

from __future__ import annotations

import numpy as np

from zolal.engine.match.feature import Features
from zolal.engine.match.features import VALID_COMPANY_ID, VALID_ID
from zolal.engine.match.pairs import Mask, Rows
from zolal.engine.match.record_types import RECORD_TYPE


def two_people(features: Features, left: Rows, right: Rows) -> Mask:
    """Pairs with valid national IDs (companies: legal IDs) of which none is the same; a person and a company."""
    found: Mask = np.zeros(len(left), dtype=np.bool_)
    for name in (VALID_ID, VALID_COMPANY_ID, RECORD_TYPE):
        if name in features:
            codes = features[name].codes
            both = np.flatnonzero((codes[left, 0] >= 0) & (codes[right, 0] >= 0))
            one, other = codes[left[both]], codes[right[both]]
            found[both] |= ~((one[:, :, None] == other[:, None, :]) & (one >= 0)[:, :, None]).any(axis=(1, 2))
    return found
