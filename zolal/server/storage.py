"""What browsers are sent: every file under a name with its hash, so that it is cached for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Scripts too: what a module imports is named by its hash in the module."""

    support_js_module_import_aggregation = True
