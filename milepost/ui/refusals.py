"""Views that let actions refuse: the sentence of the refusal is the answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from milepost.kernel.errors import Refused
from milepost.ui import pages


def refusable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer what an action refuses with 422 and its sentence."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as error:
            return pages.refused(request, error)

    return answer
