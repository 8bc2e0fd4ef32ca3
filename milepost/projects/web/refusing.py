"""Views that may meet a refusal before they have a form to show it in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from milepost.kernel.errors import Refused
from milepost.ui import pages

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def refusals_shown(view: View[Rest]) -> View[Rest]:
    """Answer a refusal the view did not catch with 422 beside what was pressed."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as error:
            return pages.refused(request, error)

    return answer
