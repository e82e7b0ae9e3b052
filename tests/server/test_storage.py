"""What browsers are sent is cached for ever, modules too."""

from __future__ import annotations

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import File

from zolal.server.storage import HashedStaticFilesStorage


def test_a_module_names_what_it_imports_by_its_hash(tmp_path: Path) -> None:
    storage = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")
    names = [f"web/js/{path.name}" for path in Path(str(finders.find("web/js"))).glob("*.js")]
    for name in names:
        with Path(str(finders.find(name))).open("rb") as content:
            storage.save(name, File(content))
    made = storage.post_process({name: (storage, name) for name in names})
    done = {name: str(hashed) for name, hashed, _ in made if not str(hashed).endswith(".gz")}
    main = (tmp_path / done["web/js/main.js"]).read_text()
    imported = re.findall(r"""["'](\./[^"']+)["']""", main)
    assert imported
    for name in imported:
        assert re.fullmatch(r"\./\w+\.[0-9a-f]{12}\.js", name)
        assert (tmp_path / "web/js" / name).is_file()
