"""Money: an integer number of fen (1/100 of the unit) and a currency."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$", "JPY": "JP¥"}
CURRENCIES = tuple(SYMBOLS)
_WAN, _YI = 10_000_00, 100_000_000_00


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount. ``fen`` may be negative; ``currency`` is an ISO 4217 code."""

    fen: int
    currency: str = "CNY"

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.fen + other.fen, self.currency)

    def percent(self, weight: int) -> "Money":
        """``weight`` percent of the amount, rounded half up to whole fen."""
        return Money(share(self.fen, weight), self.currency)


def share(fen: int, percent: int) -> int:
    """``percent`` percent of ``fen``, rounded half away from zero; exact for any size."""
    product = fen * percent
    sign = -1 if product < 0 else 1
    return sign * ((abs(product) * 2 + 100) // 200)


def parse_yuan(text: str) -> int:
    """Fen from a plainly written number of yuan such as ``1,234.50`` or ``12.5万``.

    Raises ValueError when the text is no amount or carries more than two decimals.
    """
    cleaned = text.strip().replace(",", "").replace("，", "").replace("¥", "").replace("￥", "").replace("元", "")
    factor = 1
    for suffix, size in (("万", 10_000), ("亿", 100_000_000)):
        if cleaned.endswith(suffix):
            cleaned, factor = cleaned[: -len(suffix)], size
    try:
        fen = Decimal(cleaned) * factor * 100
    except InvalidOperation as error:
        raise ValueError(f"not an amount: {text!r}") from error
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise ValueError(f"not a whole number of fen: {text!r}")
    return int(fen)


def plain(fen: int) -> str:
    """Yuan with separators; fen only when there are any: ``1,234.50`` or ``1,234``."""
    whole, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole:,}.{rest:02d}" if rest else f"{sign}{whole:,}"


def short_zh(fen: int) -> str:
    """As Chinese offices write it: ``¥236万``, ``¥1.2亿``, ``¥8,500``."""
    return _short(fen, ((_YI, "亿", 2), (_WAN, "万", 1)))


def short_en(fen: int) -> str:
    """Short Latin form: ``¥2.36M``, ``¥120M``, ``¥850K``."""
    return _short(fen, ((1_000_000_000_00, "B", 2), (1_000_000_00, "M", 2), (1_000_00, "K", 1)))


def short(fen: int, currency: str, language: str) -> str:
    """Short form with the currency's own sign, in the reader's language."""
    text = short_zh(fen) if language.startswith("zh") else short_en(fen)
    return text.replace("¥", SYMBOLS.get(currency, currency + " "), 1)


def _short(fen: int, units: tuple[tuple[int, str, int], ...]) -> str:
    sign = "-" if fen < 0 else ""
    for size, name, digits in units:
        if abs(fen) >= size:
            value = (Decimal(abs(fen)) / size).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
            return (
                f"{sign}¥{value:,f}".rstrip("0").rstrip(".") + name if "." in f"{value:f}" else f"{sign}¥{value}{name}"
            )
    return f"{sign}¥{plain(abs(fen))}"
