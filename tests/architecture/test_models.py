"""Tables: foreign keys point down, leave no door in the room below, and never delete along."""

import configparser
import re

from django.apps import apps
from django.db import models

from tests.architecture.source import ROOT, listed

# Rows that are a part of one other row of the same room and mean nothing without it.
PARTS_THAT_GO_WITH_THE_WHOLE = {models.CASCADE}
# Rows that serve one person's convenience and prove nothing: they go when he or the sample goes.
MERE_CONVENIENCE = {
    "files.Opened.user",
    "inbox.Notice.user",
    "inbox.Notice.project",
    "shell.SavedView.user",
    "api.KeptAnswer.user",
}
# Lists sort and filter by the standing in one join; a door is cheaper than a second query per page.
NEEDED_DOORS = {"control.Standing.project"}


def room_order() -> list[list[str]]:
    """Rooms from top to bottom, as the import contract has them."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    lines = contract["importlinter:contract:rooms"]["layers"].split("\n")
    return [re.split(r"\s*\|\s*", line.strip()) for line in lines if line.strip()]


def height() -> dict[str, int]:
    """How high each room stands; greater is higher."""
    order = room_order()
    return {room: len(order) - at for at, rooms in enumerate(order) for room in rooms}


def own_keys() -> list[tuple[type[models.Model], models.ForeignKey]]:  # type: ignore[type-arg]
    """Every foreign key of our own models."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("milepost.")]
    return [(m, f) for m in ours for f in m._meta.local_fields if isinstance(f, models.ForeignKey)]


def room_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1] if model.__module__.startswith("milepost.") else ""


def named(model: type[models.Model], field: models.Field) -> str:  # type: ignore[type-arg]
    return f"{model._meta.label}.{field.name}"


def test_foreign_keys_point_down_or_stay_in_their_room() -> None:
    heights = height()
    wrong = []
    for model, field in own_keys():
        here, there = room_of(model), room_of(field.related_model)
        if there and here != there and heights[here] <= heights[there]:
            wrong.append(f"{named(model, field)} points up to {there}")
    assert not wrong, listed(wrong)


def test_a_foreign_key_to_another_room_leaves_no_door_there() -> None:
    wrong = [
        f"{named(model, field)} has related_name={field.remote_field.related_name!r}, not '+'"
        for model, field in own_keys()
        if room_of(model) != room_of(field.related_model)
        and field.remote_field.related_name != "+"
        and named(model, field) not in NEEDED_DOORS
    ]
    assert not wrong, listed(wrong)


def test_nothing_is_deleted_because_something_of_another_room_is() -> None:
    wrong = []
    for model, field in own_keys():
        same_room = room_of(model) == room_of(field.related_model)
        allowed = {models.PROTECT} | (PARTS_THAT_GO_WITH_THE_WHOLE if same_room else set())
        if field.remote_field.on_delete not in allowed and named(model, field) not in MERE_CONVENIENCE:
            wrong.append(
                f"{named(model, field)} has on_delete={getattr(field.remote_field.on_delete, '__name__', None)}"
            )
    assert not wrong, listed(wrong)
