"""Server time of lists filtered and sorted by fields in `own`, at a million people, on both databases.

    python -m bench.own_fields --data /var/tmp/zolal-bench-own --rows 1000000

Everybody has six values; they are written beside the ledger, which `bench.ledger` measures.
"""

from __future__ import annotations

from bench.database import on_each
from bench.pages import told


def main() -> None:
    on_each("bench.own_fields", __doc__, inside, times=30, data="/var/tmp/zolal-bench-own")


def inside(rows: int, times: int) -> None:
    """In the child process that has the database: fill it, then measure."""
    import django  # noqa: PLC0415 - not in the parent, which has no database

    django.setup()
    from bench.own_values import cases, give  # noqa: PLC0415 - models need Django
    from bench.population import fill  # noqa: PLC0415

    fill(rows)
    give()
    told(cases(), times)


if __name__ == "__main__":
    main()
