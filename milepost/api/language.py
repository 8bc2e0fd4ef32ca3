"""The language a program asks for."""

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from milepost.ui.text import CHINESE, ENGLISH


def asked(request: HttpRequest) -> str:
    """``zh-hans`` or ``en`` by ``Accept-Language``; empty when it asks for neither."""
    for tag, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if tag.startswith("zh"):
            return CHINESE
        if tag.startswith("en"):
            return ENGLISH
    return ""
