"""Files that somebody handed in, given out again."""

from __future__ import annotations

from django.http import FileResponse, Http404

from zolal.core.files import opened


def as_file(sha256: str, name: str) -> FileResponse:
    """Always as a file to keep, never as a page: nothing of it runs in the reader's name."""
    try:
        file = opened(sha256)
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
