"""One sentence in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Chinese and in English; neither may be empty."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The half for ``language`` (any tag starting with ``zh`` is Chinese)."""
        return self.zh if language.startswith("zh") else self.en
