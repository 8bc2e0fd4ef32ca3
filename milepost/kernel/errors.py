"""A refusal: something a person asked for that the rules do not allow."""

from milepost.kernel.text import Text


class Refused(Exception):
    """Raised by actions; shown where it happened (page 422, API 422, command exit 1).

    ``text`` says what was refused and what to do; ``field`` names the input it belongs to;
    ``details`` lists further sentences, one per obstacle.
    """

    def __init__(self, text: Text, field: str | None = None, details: tuple[Text, ...] = ()) -> None:
        super().__init__(text.en)
        self.text = text
        self.field = field
        self.details = details


class Stale(Refused):
    """Somebody else changed the same thing in the meantime; nothing was written."""
