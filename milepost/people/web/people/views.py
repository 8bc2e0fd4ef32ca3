"""Looking after people: the list, invitations, one person."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import actions, permissions, queries
from milepost.people.models import User
from milepost.people.web.me.views import me_of
from milepost.people.web.people import forms, lines
from milepost.people.web.people.shown import role_names, unit_name
from milepost.people.web.sign_in.links import welcome_link
from milepost.ui import pages
from milepost.ui.text import say, t

PER_PAGE = 100


def keeper(request: HttpRequest) -> User:
    """The administrator who asks. Raises Http404 for anybody else, as for a page that does not exist."""
    user = me_of(request)
    if not permissions.may_manage_people(user):
        raise Http404
    return user


@require_GET
def users(request: HttpRequest) -> HttpResponse:
    """Everybody, with unit and roles; ``q`` finds by name or sign-in name."""
    keeper(request)
    found = queries.find_members(request.GET.get("q", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = [
        (person, unit_name(person.unit) if person.unit else "", role_names(person.roles_held.all())) for person in page
    ]
    return pages.render(request, "people/web/people/page.html", {"page": page, "people": shown})


@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """Invite people by pasting lines: all of them or, when one line is wrong, none."""
    actor = keeper(request)
    form = forms.Invitations(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invited = _invite_all(actor, form)
        if not form.errors:
            links = [(user, welcome_link(user)) for user in invited]
            return pages.render(request, "people/web/people/invited.html", {"links": links})
    return pages.render(request, "people/web/people/invite.html", {"form": form}, 422 if form.errors else 200)


def _invite_all(actor: User, form: forms.Invitations) -> list[User]:
    invited: list[User] = []
    with transaction.atomic():
        for line in lines.read(form.cleaned_data["lines"]):
            try:
                invited.append(_invite_one(actor, line, form))
            except Refused as error:
                form.add_error("lines", t(f"第 {line.number} 行：", f"Line {line.number}: ") + say(error.text))
        if form.errors:
            transaction.set_rollback(True)
    return invited


def _invite_one(actor: User, line: lines.Line, form: forms.Invitations) -> User:
    if line.wrong:
        raise Refused(line.wrong)
    unit = form.cleaned_data["unit"]
    return actions.invite(
        actor,
        now=timezone.now(),
        username=line.username,
        name=line.name,
        roles=[(role, unit if queries.is_line_role(role) else None) for role in line.roles],
        unit=unit,
        email=line.email,
    )


@never_cache
def person(request: HttpRequest, user_pk: int) -> HttpResponse:
    """One person: details on POST; roles, leaving, links by their own buttons."""
    actor = keeper(request)
    user = permissions.user_for(actor, user_pk)
    form = forms.Details(request.POST or None, initial=_details(user))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(actor, now=timezone.now(), user=user, **form.cleaned_data)
        except Refused as error:
            pages.refuse_in_form(form, error)
        else:
            return _back(request, user, t("已保存。", "Saved."))
    return _person(request, user, details=form)


def _details(user: User) -> dict[str, object]:
    return {"name": user.name, "email": user.email, "phone": user.phone, "unit": user.unit}


def _person(request: HttpRequest, user: User, **changed: object) -> HttpResponse:
    shown = {
        "person": user,
        "details": forms.Details(initial=_details(user)),
        "roles": forms.Roles(user=user),
        "why": forms.Why(),
        "absences": queries.coming_absences(user, timezone.localdate()),
        "link": "",
    } | changed
    bad = any(getattr(form, "errors", None) for form in changed.values())
    return pages.render(request, "people/web/people/person.html", shown, 422 if bad else 200)


def _back(request: HttpRequest, user: User, done: str) -> HttpResponse:
    return pages.go(request, reverse("person", kwargs={"user_pk": user.pk}), done)


@require_POST
def roles(request: HttpRequest, user_pk: int) -> HttpResponse:
    """Replace somebody's roles."""
    actor = keeper(request)
    user = permissions.user_for(actor, user_pk)
    form = forms.Roles(request.POST, user=user)
    if form.is_valid():
        try:
            actions.set_roles(actor, now=timezone.now(), user=user, roles=form.chosen())
        except Refused as error:
            pages.refuse_in_form(form, error)
        else:
            return _back(request, user, t("角色已更新。", "Roles updated."))
    return _person(request, user, roles=form)


@require_POST
def leave(request: HttpRequest, user_pk: int) -> HttpResponse:
    """Let somebody go, or back in when he had left."""
    actor = keeper(request)
    user = permissions.user_for(actor, user_pk)
    act = actions.deactivate if user.is_active else actions.reactivate
    try:
        act(actor, now=timezone.now(), user=user, why=request.POST.get("why", "")[:200])
    except Refused as error:
        return pages.refused(request, error)
    return _back(request, user, t("已停用。", "Deactivated.") if user.is_active else t("已恢复。", "Back again."))


@require_POST
def erase(request: HttpRequest, user_pk: int) -> HttpResponse:
    """Erase the personal data of somebody who left."""
    actor = keeper(request)
    user = permissions.user_for(actor, user_pk)
    try:
        actions.erase(actor, now=timezone.now(), user=user, why=request.POST.get("why", "")[:200])
    except Refused as error:
        return pages.refused(request, error)
    return _back(request, user, t("个人信息已清除。", "The personal data is erased."))


@require_POST
@never_cache
def new_link(request: HttpRequest, user_pk: int) -> HttpResponse:
    """A fresh link with which the person chooses a password; earlier passwords stay until he does."""
    user = permissions.user_for(keeper(request), user_pk)
    if not user.is_active:
        return pages.refused(request, Refused(Text("账号已停用。", "The account is deactivated.")))
    return _person(request, user, link=welcome_link(user))
