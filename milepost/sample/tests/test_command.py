"""``milepost sample`` tells, generates, removes and refuses with the right exit code."""

import json

import pytest
from django.utils import timezone

from milepost.config.main import main
from milepost.people import actions as people
from milepost.projects.models import Project

pytestmark = pytest.mark.django_db


def test_status_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"projects": 0, "customers": 0, "contacts": 0, "people": 0}


def test_generated_data_are_told_with_their_password_and_removed_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", "--projects", "20", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["projects"], told["customers"], told["activities"]) == (20, 4, 60)
    assert len(told["password"]) > 10
    assert main(["sample", "remove", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"kept": []}
    assert not Project.objects.exists()


def test_building_beside_real_people_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    people.invite(None, now=timezone.now(), username="boss", name="老板", roles=[("admin", None)], unit=None)
    assert main(["sample", "build"]) == 1
    assert "空数据库" in capsys.readouterr().err
