"""Server time of a working day's pages: a million people, five million activities, 5,000 open deals; on both databases.

    python -m bench.workday --data /var/tmp/zolal-bench --rows 1000000

The databases are those of `bench.pages`, with what happened besides. Every page is asked `--times` times after one
warm-up, from the request to the last byte, by an administrator and by a member; columns are those of `bench.pages`.
"""

from __future__ import annotations

from bench.database import on_each
from bench.pages import told


def main() -> None:
    on_each("bench.workday", __doc__, inside, times=60)


def inside(rows: int, times: int) -> None:
    """In the child process that has the database: fill it, then measure."""
    import django  # noqa: PLC0415 - not in the parent, which has no database

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)
    from bench import asked_of_a_day, happened  # noqa: PLC0415 - models need Django

    happened.fill(rows)
    told(asked_of_a_day.cases(), times)


if __name__ == "__main__":
    main()
