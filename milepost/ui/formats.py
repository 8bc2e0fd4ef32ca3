"""Money, dates and numbers as the reader writes them. Templates use these as filters."""

import datetime as dt
from typing import Any

from django.utils import timezone

from milepost.kernel import money as kernel_money
from milepost.ui.text import language, t

WEEKDAYS_ZH = "一二三四五六日"


def money(fen: int | None, currency: str = "CNY") -> str:
    """The exact amount with its sign: ``¥1,234.50``; a dash where there is none."""
    if fen is None:
        return "—"
    sign = kernel_money.SYMBOLS.get(currency, currency + " ")
    return f"-{sign}{kernel_money.plain(-fen)}" if fen < 0 else sign + kernel_money.plain(fen)


def money_short(fen: int | None, currency: str = "CNY") -> str:
    """The rounded amount for cards and sums: ``¥236万`` or ``¥2.36M``."""
    return "—" if fen is None else kernel_money.short(fen, currency, language())


def number(value: int | float | None) -> str:
    """A count with separators."""
    return "—" if value is None else f"{value:,}"


def percent(value: int | float | None, digits: int = 0) -> str:
    """``37%`` from 37."""
    return "—" if value is None else f"{value:.{digits}f}%"


def _day_of(value: dt.date | dt.datetime) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value


def date(value: dt.date | dt.datetime | None) -> str:
    """A full day: ``2026年3月27日`` or ``27 Mar 2026``."""
    if value is None:
        return "—"
    day = _day_of(value)
    return t(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%b} {day.year}")


def day(value: dt.date | dt.datetime | None) -> str:
    """A day without its year where the year is this one: ``3月27日`` or ``27 Mar``."""
    if value is None:
        return "—"
    local = _day_of(value)
    if local.year != timezone.localdate().year:
        return date(local)
    return t(f"{local.month}月{local.day}日", f"{local.day} {local:%b}")


def weekday(value: dt.date | dt.datetime) -> str:
    """``周五`` or ``Fri``."""
    local = _day_of(value)
    return t(f"周{WEEKDAYS_ZH[local.weekday()]}", f"{local:%a}")


def moment(value: dt.datetime | None) -> str:
    """A day and a time in the reader's zone: ``3月27日 14:05``."""
    return "—" if value is None else f"{day(value)} {timezone.localtime(value):%H:%M}"


def ago(value: dt.date | dt.datetime | None) -> str:
    """How far a day is from today: ``今天``, ``3 天前``, ``还有 5 天``."""
    if value is None:
        return "—"
    days = (_day_of(value) - timezone.localdate()).days
    named = {0: t("今天", "today"), -1: t("昨天", "yesterday"), 1: t("明天", "tomorrow")}
    if days in named:
        return named[days]
    if days < 0:
        return t(f"{-days} 天前", f"{-days} days ago")
    return t(f"还有 {days} 天", f"in {days} days")


def days(count: int | None) -> str:
    """A length in days: ``12 天`` or ``12 days``."""
    if count is None:
        return "—"
    return t(f"{count} 天", f"{count} day" if count == 1 else f"{count} days")


def size(count: int) -> str:
    """A file's size: ``1.4 MB``."""
    value = float(count)
    for unit in ("B", "KB", "MB"):
        if value < 1024:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1024
    return f"{value:.1f} GB"


FILTERS: dict[str, Any] = {
    "money": money,
    "money_short": money_short,
    "number": number,
    "percent": percent,
    "date": date,
    "day": day,
    "weekday": weekday,
    "moment": moment,
    "ago": ago,
    "days": days,
    "size": size,
}
