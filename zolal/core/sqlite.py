"""Which SQLite library is used."""

from __future__ import annotations

import importlib.util
import sys


def use_fixed_library() -> None:
    """Let Django use the `pysqlite3` wheel where there is one.

    Before 3.51.3 two checkpoints at once can corrupt a WAL database (sqlite.org, "WAL-reset bug"); systems ship older
    ones. To be called before Django's SQLite backend is imported.
    """
    if importlib.util.find_spec("pysqlite3") is None:
        return
    import pysqlite3  # noqa: PLC0415 - only where the wheel exists
    import pysqlite3.dbapi2  # noqa: PLC0415

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
