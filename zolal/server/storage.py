"""What browsers are sent: every file under a name with its hash, so that it is cached for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Our scripts too: what a module imports is named in it by its hash. Others' scripts are whole as they are."""

    # Django offers it for all scripts or for none.
    _imports = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]  # noqa: SLF001
    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("web/js/*.js", _imports))
