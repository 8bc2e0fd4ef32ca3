"""Answers of a command: sentences for a person, or with ``--json`` one document and nothing else."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping

from milepost.kernel.text import Text

DONE, REFUSED, WRONG_USE = 0, 1, 2
"""Exit codes: done; refused or with findings; called wrongly."""


def common(parser: argparse.ArgumentParser) -> None:
    """The options every command has."""
    parser.add_argument("--json", action="store_true", help="一份 JSON，别无其他 / one JSON document and nothing else")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="输出语言 / language of the output")


def answer(
    options: argparse.Namespace, document: Mapping[str, object], sentences: Iterable[Text], code: int = DONE
) -> int:
    """Print the document (``--json``) or the sentences in the chosen language; returns ``code``."""
    if options.json:
        print(json.dumps(document, ensure_ascii=False, indent=1, default=str))
    else:
        for sentence in sentences:
            print(sentence.in_(options.lang))
    return code


def refuse(options: argparse.Namespace, sentence: Text, *details: Text, code: int = REFUSED) -> int:
    """Say why nothing was done: on stderr for a person, as a document with ``--json``."""
    if options.json:
        document = {"error": sentence.in_(options.lang), "details": [detail.in_(options.lang) for detail in details]}
        print(json.dumps(document, ensure_ascii=False))
    else:
        for line in (sentence, *details):
            print(line.in_(options.lang), file=sys.stderr)
    return code
