"""The description of the API as a page of our own: no script, nothing from elsewhere."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from milepost.api.v1 import api
from milepost.ui import pages

PREFIX = "/api/v1/"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page shows it."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[dict[str, Any], ...]
    body: str
    answers: tuple[tuple[str, str], ...]


@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters, body and answers, drawn from the OpenAPI description."""
    schema = api.get_openapi_schema(path_prefix=PREFIX)
    shown = {"api": api, "operations": list(_operations(schema)), "shapes": _shapes(schema)}
    return pages.render(request, "api/web/docs.html", shown)


def _operations(schema: dict[str, Any]) -> list[Operation]:
    return [
        _operation(method, path, one) for path, methods in schema["paths"].items() for method, one in methods.items()
    ]


def _operation(method: str, path: str, one: dict[str, Any]) -> Operation:
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        method=method.upper(),
        path=path,
        summary=one.get("summary", ""),
        description=one.get("description", ""),
        parameters=tuple(_parameter(given) for given in one.get("parameters", [])),
        body=_name(body),
        answers=tuple((str(code), _answer(said)) for code, said in one["responses"].items()),
    )


def _parameter(given: dict[str, Any]) -> dict[str, Any]:
    shape = given["schema"]
    values = shape.get("enum") or []
    kind = "|".join(str(value) for value in values if value != "") or shape.get("type", "")
    return {"name": given["name"], "place": given["in"], "kind": kind, "required": given.get("required", False)}


def _answer(said: dict[str, Any]) -> str:
    return _name(said.get("content", {}).get("application/json", {}).get("schema", {}))


def _name(shape: dict[str, Any]) -> str:
    return str(shape.get("$ref", "")).rsplit("/", 1)[-1]


def _shapes(schema: dict[str, Any]) -> list[tuple[str, str]]:
    shapes = schema["components"]["schemas"]
    return [(name, json.dumps(shapes[name], ensure_ascii=False, indent=2)) for name in sorted(shapes)]
