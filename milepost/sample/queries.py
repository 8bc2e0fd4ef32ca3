"""What there is of the sample, who may sign in to look at it, and its stories."""

from milepost.accounts.models import Contact, Customer
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.people.rules.roles import ROLES
from milepost.projects import permissions as projects
from milepost.projects.models import Origin
from milepost.sample import reach
from milepost.sample.rules import source
from milepost.shell.stories import Story

COUNTED: dict[str, Text] = {
    "projects": Text("样例项目", "Sample projects"),
    "customers": Text("样例客户", "Sample customers"),
    "contacts": Text("样例联系人", "Sample contacts"),
    "people": Text("样例账号", "Sample accounts"),
}


def counts() -> dict[str, int]:
    """How many sample objects there are, by the keys of ``COUNTED``."""
    return {
        "projects": Origin.objects.filter(is_sample=True).count(),
        "customers": Customer.objects.filter(is_sample=True).count(),
        "contacts": Contact.objects.filter(is_sample=True).count(),
        "people": User.objects.filter(is_sample=True).count(),
    }


def staying(user: User) -> list[Text]:
    """What of the sample would stay because something real rests on it; ``user`` would remove it."""
    customers = Customer.objects.filter(pk__in=reach.kept_customers()).order_by("pk")
    people = User.objects.filter(pk__in=reach.kept_people() - {user.pk}).order_by("pk")
    return [
        *(
            Text(f"客户「{one.name}」：有真实项目或联系人", f"Customer {one.name}: has real projects or contacts")
            for one in customers
        ),
        *(
            Text(f"账号「{one.name}」：有真实数据，将停用", f"Account {one.name}: has real data and is deactivated")
            for one in people
        ),
    ]


def sign_ins() -> list[dict[str, str]]:
    """One sample account per role that is still there, the director first: username and role."""
    wanted = source.read("org")["sign_ins"]
    there = {user.username: user for user in User.objects.filter(username__in=wanted, is_sample=True, is_active=True)}
    roles = {one["login"]: one["roles"][0] for one in source.read("org")["people"]}
    return [
        {
            "username": login,
            "name": there[login].name,
            "role": roles[login],
            "role_zh": ROLES[roles[login]].zh,
            "role_en": ROLES[roles[login]].en,
        }
        for login in wanted
        if login in there
    ]


def stories() -> list[tuple[int, Text, Text]]:
    """The named stories that are there: project, title, and what one learns from it."""
    names = {
        (one["c"], one["n"]): one["story"]
        for part in source.read("projects").values()
        for one in part
        if one.get("story")
    }
    found = Origin.objects.filter(is_sample=True, project__name__in=[name for _, name in names])
    places = found.values_list("project_id", "project__customer__name", "project__name")
    by_story = {names[customer, name]: pk for pk, customer, name in places if (customer, name) in names}
    return [
        (by_story[key], Text(one["zh"], one["en"]), Text(one["why_zh"], one["why_en"]))
        for key, one in source.stories().items()
        if key in by_story
    ]


def told_to(user: User) -> list[Story]:
    """The stories whose projects the person sees, in their order."""
    told = stories()
    seen = set(projects.visible_to(user).filter(pk__in=[pk for pk, _, _ in told]).values_list("pk", flat=True))
    return [Story(title=title, what=why, project=pk) for pk, title, why in told if pk in seen]
