"""The four questions before people are committed."""

from collections.abc import Mapping

ANSWERS = ("yes", "no", "unknown")
VERDICTS = ("go", "wait", "stop")


def suggestion(answers: Mapping[str, str], questions: int = 4) -> str:
    """What the answers suggest: a no stops, anything unknown or unanswered waits, four times yes goes."""
    if "no" in answers.values():
        return "stop"
    if list(answers.values()).count("yes") >= questions:
        return "go"
    return "wait"
