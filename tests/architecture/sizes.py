"""How long functions and files are: ``python -m tests.architecture.sizes`` prints the figures."""

import ast
import statistics
from typing import NamedTuple

from tests.architecture.source import product_modules

MEDIAN_FUNCTION, NINETY_FUNCTION, LONGEST_FILE = 8, 25, 320


class Sizes(NamedTuple):
    """Lengths in lines, longest last, each with its place."""

    functions: list[tuple[int, str]]
    files: list[tuple[int, str]]


def measure() -> Sizes:
    """Lengths of all functions (from ``def`` to the last line, docstring included) and files."""
    functions, files = [], []
    for module in product_modules():
        files.append((len(module.text.splitlines()), f"milepost/{module.name}"))
        written = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)]
        functions += [((node.end_lineno or node.lineno) - node.lineno + 1, module.where(node)) for node in written]
    return Sizes(sorted(functions), sorted(files))


def percentile(values: list[int], share: int) -> int:
    """The value that ``share`` percent of the values do not exceed."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)]


def report() -> str:
    """Median, ninetieth percentile and the longest of both."""
    sizes = measure()
    lines = []
    for name, found in (("functions", sizes.functions), ("files", sizes.files)):
        lengths = [length for length, _ in found]
        median, ninety = statistics.median(lengths), percentile(lengths, 90)
        lines.append(f"{name}: {len(found)}, median {median:g}, 90 % within {ninety}, longest {lengths[-1]} lines")
        lines += [f"    {length:4} {place}" for length, place in reversed(found[-5:])]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
