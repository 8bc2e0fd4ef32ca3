"""The one way a stored file leaves the house."""

from django.http import FileResponse

from milepost.files import queries
from milepost.files.models import StoredFile
from milepost.files.rules import content


def answer(stored: StoredFile, inline: bool) -> FileResponse:
    """The file as an attachment, or in place when asked and harmless; never as something that runs."""
    shown = inline and stored.content_type in content.INLINE
    kind = stored.content_type if shown or not stored.content_type.startswith("text/") else "text/plain"
    response = FileResponse(queries.path(stored).open("rb"), as_attachment=not shown, filename=stored.name)
    response["Content-Type"] = "text/plain; charset=utf-8" if kind == "text/plain" else kind
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    response["Cache-Control"] = "private, no-store"
    return response
