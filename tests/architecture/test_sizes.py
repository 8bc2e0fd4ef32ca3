"""Functions are short and files hold one idea; the figures are printed by ``sizes``."""

import statistics

from tests.architecture import sizes


def test_functions_are_short() -> None:
    lengths = [length for length, _ in sizes.measure().functions]
    assert statistics.median(lengths) <= sizes.MEDIAN_FUNCTION, sizes.report()
    assert sizes.percentile(lengths, 90) <= sizes.NINETY_FUNCTION, sizes.report()


def test_files_hold_one_idea() -> None:
    long = [f"{place}: {length} lines" for length, place in sizes.measure().files if length > sizes.LONGEST_FILE]
    assert not long, "\n".join(long)
