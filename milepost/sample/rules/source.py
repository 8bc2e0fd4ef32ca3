"""The sample's data files, read once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "data"


@cache
def read(name: str) -> Any:
    """The content of one data file (``org``, ``customers``, ``projects``, ``diary``, ``proofs``, ``stories``)."""
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - safe loaders only


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def stories() -> Mapping[str, Mapping[str, Any]]:
    """The stories by key, in their order."""
    return {one["key"]: one for one in read("stories")}


def kind_of(customer: str) -> str:
    """What kind of organisation a customer is."""
    return next(str(kind) for kind, names in read("customers")["customers"].items() if customer in names)
