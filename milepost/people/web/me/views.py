"""One's own settings: language, zone, password, second step, deputy, tokens. One form, one action each."""

from collections.abc import Callable

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from milepost.kernel.errors import Refused
from milepost.people import actions, permissions, queries
from milepost.people.models import User
from milepost.people.web.me import forms
from milepost.people.web.people.shown import role_names
from milepost.ui import pages
from milepost.ui.text import t


def me_of(request: HttpRequest) -> User:
    """The signed-in person; the middleware lets nobody else come this far."""
    assert isinstance(request.user, User)
    return request.user


def _page(request: HttpRequest, status: int = 200, **changed: object) -> HttpResponse:
    user = me_of(request)
    today = timezone.localdate()
    shown = {
        "person": user,
        "roles": role_names(queries.held_roles(user)),
        "preferences": forms.Preferences(initial={"language": user.language, "time_zone": user.time_zone}),
        "password": forms.NewPassword(user=user),
        "away": forms.Away(user=user, today=today),
        "new_token": forms.NewToken(),
        "absences": queries.coming_absences(user, today),
        "standing_in": queries.stood_in_for(user, today),
        "tokens": queries.live_tokens(user),
        "two_steps": queries.has_second_step(user),
        "secret": "",
    }
    return pages.render(request, "people/web/me/page.html", shown | changed, status)


@require_GET
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """Everything one may set for oneself."""
    return _page(request)


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Save language and time zone."""
    form = forms.Preferences(request.POST)

    def save() -> None:
        actions.set_preferences(me_of(request), now=timezone.now(), **form.cleaned_data)

    return _save(request, "preferences", form, save)


@require_POST
@sensitive_post_parameters("old", "password", "again")
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; every other session ends, this one goes on."""
    user = me_of(request)
    form = forms.NewPassword(request.POST, user=user)

    def save() -> None:
        changed = actions.set_password(user, now=timezone.now(), user=user, password=form.cleaned_data["password"])
        request.session.create()
        update_session_auth_hash(request, changed)

    return _save(request, "password", form, save)


@require_POST
def deputy(request: HttpRequest) -> HttpResponse:
    """Say who decides while one is away."""
    user = me_of(request)
    form = forms.Away(request.POST, user=user, today=timezone.localdate())

    def save() -> None:
        actions.set_deputy(user, now=timezone.now(), user=user, **form.cleaned_data)

    return _save(request, "away", form, save)


@require_POST
def end_deputy(request: HttpRequest, absence_pk: int) -> HttpResponse:
    """One is back earlier."""
    absence = permissions.absence_for(me_of(request), absence_pk)
    actions.end_deputy(me_of(request), now=timezone.now(), absence=absence)
    return pages.go(request, reverse("me"), t("已结束。", "Ended."))


@require_POST
def make_token(request: HttpRequest) -> HttpResponse:
    """Make an API token; its secret is on this answer and nowhere else."""
    form = forms.NewToken(request.POST)
    if not form.is_valid():
        return _page(request, 422, new_token=form)
    try:
        _, secret = actions.make_token(me_of(request), now=timezone.now(), **form.cleaned_data)
    except Refused as error:
        pages.refuse_in_form(form, error)
        return _page(request, 422, new_token=form)
    answer = _page(request, secret=secret)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def revoke_token(request: HttpRequest, token_pk: int) -> HttpResponse:
    """End a token of one's own."""
    token = permissions.token_for(me_of(request), token_pk)
    actions.revoke_token(me_of(request), now=timezone.now(), token=token)
    return pages.go(request, reverse("me"), t("令牌已撤销。", "The token is revoked."))


def _save(request: HttpRequest, name: str, form: "forms.forms.Form", save: Callable[[], None]) -> HttpResponse:  # type: ignore[name-defined]
    if form.is_valid():
        try:
            save()
        except Refused as error:
            pages.refuse_in_form(form, error)
        else:
            return pages.go(request, reverse("me"), t("已保存。", "Saved."))
    return _page(request, 422, **{name: form})
