"""What twenty rules of an administrator cost an import, and how many records a live count looks at in its time.

python -m bench.rules [--rows 20000] [--times 2]

The same messy file goes in without and with the rules, in turns, each in a process and a database of its own. Four of
the rules refuse, so that they are also asked of every row while it is checked. Processor seconds are those of all
processes: they can be compared while a machine has other work.
"""
# ruff: noqa: PLC0415 - Django is told where its data is before any of it is imported

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.imports import _processor
from zolal import demo

_CITIES = ["تهران", "کرج", "مشهد", "اصفهان", "شیراز", "تبریز", "قم", "یزد"]
RULES: list[tuple[str, str, dict[str, Any]]] = [
    ("values", "queue", {"field": "city", "allowed": _CITIES}),
    ("values", "block", {"field": "city", "forbidden": ["نامشخص", "-", "؟"]}),
    ("values", "queue", {"field": "gender", "allowed": ["female", "male"]}),
    ("pattern", "queue", {"field": "email", "pattern": ".*[.](com|ir|org|net)"}),
    ("pattern", "block", {"field": "email", "pattern": ".*@(mailinator|trash-mail)[.]com", "forbidden": True}),
    ("pattern", "queue", {"field": "family_name", "pattern": r"[\p{Arabic}\x{200c} ]+"}),
    ("pattern", "queue", {"field": "mobile", "pattern": "09[0-9]{9}"}),
    ("pattern", "queue", {"field": "postal_code", "pattern": "[13-9][0-9]{9}"}),
    ("length", "queue", {"field": "address", "min": 10, "max": 300}),
    ("length", "queue", {"field": "family_name", "min": 2}),
    ("range", "block", {"field": "birth_date", "max": "today"}),
    ("range", "queue", {"field": "birth_date", "min": "1921-03-21", "max": "today-5840"}),
    ("range", "queue", {"field": "last_purchase_on", "max": "today"}),
    ("relation", "queue", {"field": "last_purchase_on", "how": "after", "other": "birth_date"}),
    ("relation", "queue", {"field": "given_name", "how": "differs", "other": "family_name"}),
    ("condition", "queue", {"field": "address", "values": [], "other": "city", "allowed": []}),
    ("condition", "block", {"field": "province", "values": ["قم"], "other": "city", "allowed": ["قم"]}),
    ("essential", "queue", {"function": "sales", "fields": ["name", "mobile", "owner"]}),
    ("essential", "queue", {"function": "marketing", "fields": ["name", "email", "city"]}),
    ("freshness", "queue", {"fields": ["last_purchase_on"], "days": 365}),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--inside", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside is not None:
        inside(arguments.rows, arguments.inside)
        return
    found: dict[int, list[float]] = {0: [], len(RULES): []}
    for _ in range(arguments.times):
        for rules, seconds in found.items():
            seconds.append(_measured(arguments.rows, rules))
    without, with_rules = (median(seconds) for seconds in found.values())
    share = 100 * (with_rules / without - 1)
    print(f"{len(RULES)} rules: {with_rules:.1f} s of the processor instead of {without:.1f} s, {share:+.1f} %")


def _measured(rows: int, rules: int) -> float:
    command = [sys.executable, "-m", "bench.rules", "--rows", str(rows), "--inside", str(rules)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(f"  {rules:2} rules: {told.strip()}", flush=True)
    return float(told.split()[0])


def inside(rows: int, rules: int) -> None:
    """One import in an empty database, and with rules the live count after it."""
    with tempfile.TemporaryDirectory(prefix="zolal-bench-") as folder:
        os.environ["ZOLAL_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "zolal.server.settings"
        path = demo.write(Path(folder) / "customers.csv", rows=rows, seed=7).path
        import django

        django.setup()
        from django.core.files import File
        from django.core.management import call_command

        from zolal.accounts.models import Role, User
        from zolal.capture.actions.imports import commit_import, confirm_mapping, upload_import
        from zolal.core.jobs import run_all, run_now
        from zolal.quality.actions.rules import create_rule

        call_command("migrate", verbosity=0, skip_checks=True)
        by = User.objects.create_user(email="bench@example.com", name="bench", role=Role.ADMINISTRATOR)
        for kind, severity, parameters in RULES[:rules]:
            create_rule(record_type="person", kind=kind, severity=severity, parameters=parameters, by=by)
        run_all()
        with path.open("rb") as content:
            import_ = upload_import(file=File(content), filename=path.name, record_type="person", by=by)
        run_all()
        before = _processor()
        run_now(confirm_mapping(import_=import_, by=by).job)
        run_now(commit_import(import_=import_, by=by).job)
        print(f"{_processor() - before:.2f} s of the processor", end="")
        if rules:
            _count(by)


def _count(by: Any) -> None:  # noqa: ANN401 - models are not there yet
    """Records a second that each kind of rule looks at, by processor time."""
    from zolal.quality.demands import demand_for
    from zolal.quality.models import Rule
    from zolal.quality.queries.catches import catches

    told: dict[str, float] = {}
    for kind, _severity, parameters in RULES:
        demand = demand_for(Rule(record_type="person", kind=kind, parameters=parameters))
        start = time.process_time()
        found = catches(user=by, record_type="person", demand=demand, seconds=60)
        told.setdefault(kind, round(found.looked_at / max(time.process_time() - start, 1e-9), -3))
    print("; looked at a second: " + ", ".join(f"{kind} {many:,.0f}" for kind, many in told.items()), end="")


if __name__ == "__main__":
    main()
