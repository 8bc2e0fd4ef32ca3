"""Views that may meet a refusal before they have a form to show it in."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from milepost.kernel.errors import Refused
from milepost.ui import pages

View = Callable[..., HttpResponse]


def refusals_shown(view: View) -> View:
    """Answer a refusal the view did not catch with 422 beside what was pressed."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as error:
            return pages.refused(request, error)

    return answer
