"""The people of a new installation: the sample company, or one administrator."""

import json
import secrets

from django.conf import settings
from django.utils import timezone

from milepost.people import actions as people
from milepost.people.models import User
from milepost.sample import actions as sample
from milepost.sample import queries as samples

PLACE = "first-sign-in.json"


def people_exist() -> bool:
    """True once anybody was invited."""
    return User.objects.exists()


def password() -> str:
    """The random first password of this data folder, made once and kept for its owner's eyes only."""
    place = settings.MILEPOST_DATA / PLACE
    if not place.exists():
        place.touch(mode=0o600)
        place.write_text(json.dumps({"password": "-".join(secrets.token_hex(2) for _ in range(3))}), encoding="ascii")
    return str(json.loads(place.read_text(encoding="ascii"))["password"])


def prepare(*, with_sample: bool) -> list[dict[str, str]]:
    """Make the first people when there are none; tells who may sign in with which first password."""
    if not people_exist():
        now = timezone.now()
        if with_sample:
            sample.build(now=now, password=password())
        else:
            people.invite(
                None, now=now, username="admin", name="管理员", roles=[("admin", None)], unit=None, password=password()
            )
    return _sign_ins()


def _sign_ins() -> list[dict[str, str]]:
    sample_people = samples.sign_ins()
    if sample_people:
        return [one | {"password": password()} for one in sample_people]
    first = User.objects.filter(username="admin", is_active=True).first()
    if first is None or not first.check_password(password()):
        return []
    return [{"username": "admin", "password": password(), "role_zh": "管理员", "role_en": "Administrator"}]
