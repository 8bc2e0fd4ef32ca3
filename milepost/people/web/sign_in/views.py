"""Signing in beyond allauth: the welcome link, one-click viewing of the sample, the roles it offers."""

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from milepost.kernel.errors import Refused
from milepost.people import actions
from milepost.people.models import User
from milepost.people.rules.roles import ROLES
from milepost.people.web.sign_in import trying
from milepost.people.web.sign_in.forms import FirstPassword
from milepost.ui import pages
from milepost.ui.text import say, t

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SignInView(LoginView):
    """allauth's sign-in, with the roles of the sample company where they may be tried."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(**kwargs)
        keys = trying.roles_with_people() if trying.is_offered(self.request) else []
        return context | {"try_roles": [(key, say(ROLES[key])) for key in keys]}


@require_POST
def try_role(request: HttpRequest, role: str) -> HttpResponse:
    """View the sample company as one of its people: on this machine only, without a password."""
    person = trying.person(role) if trying.is_offered(request) else None
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    # Who chose a language before entering goes on reading in it.
    chosen = request.COOKIES.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        actions.set_preferences(person, now=timezone.now(), language=chosen)
    return pages.go(request, "/")


@never_cache
@sensitive_post_parameters("password", "again")
def welcome(request: HttpRequest, person: str, key: str) -> HttpResponse:
    """An invited person chooses his password. The link works once, and for three days."""
    user = _invited(person, key)
    form = FirstPassword(request.POST or None, user=user)
    if form.is_valid():
        try:
            actions.set_password(user, now=timezone.now(), user=user, password=form.cleaned_data["password"])
        except Refused as error:
            pages.refuse_in_form(form, error)
        else:
            return pages.go(
                request, "/sign-in/login/", t("密码已设好，请登录。", "Your password is set; please sign in.")
            )
    status = 422 if form.is_bound else 200
    return pages.render(request, "people/web/sign_in/welcome.html", {"form": form, "person": user}, status)


def _invited(person: str, key: str) -> User:
    try:
        pk = int(urlsafe_base64_decode(person).decode("ascii"))
    except ValueError as error:
        raise Http404 from error
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or not default_token_generator.check_token(user, key):
        raise Http404
    return user
