"""Every issue code a run or an entry can give."""

from __future__ import annotations

from zolal.engine.fields import RULES
from zolal.engine.files import RULES as DAMAGE
from zolal.engine.pipeline.checks import CHECKS
from zolal.engine.pipeline.entries import ENTRIES
from zolal.engine.records import Rule

EVERY_RULE: dict[str, Rule] = {**RULES, **{rule.code: rule for rule in (*DAMAGE, *CHECKS, *ENTRIES)}}
