"""Print the dump of this release for later upgrade tests: `make dump` stores it.

A small company that has gone through everything: imported, so that there are raw rows, faults, issues and pairs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

_FILL = "import django; django.setup(); from zolal.capture import demo; demo.load(password=None, rows=40)"


def main() -> None:
    with tempfile.TemporaryDirectory() as data:
        environment = {
            **os.environ,
            "ZOLAL_DATA": data,
            "DATABASE_URL": "",
            "ZOLAL_SECRET_KEY": "only for this dump",
            "DJANGO_SETTINGS_MODULE": "zolal.server.settings",
        }
        for words in (["-m", "zolal.cli", "migrate"], ["-c", _FILL]):
            subprocess.run([sys.executable, *words], env=environment, check=True, stdout=sys.stderr)
        command = [sys.executable, "-m", "tests.server.canonical"]
        told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    json.dump(json.loads(told.stdout), sys.stdout, ensure_ascii=False, sort_keys=True)
    print()


if __name__ == "__main__":
    main()
