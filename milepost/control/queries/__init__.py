"""Reading standings: board, list, funnel, landing, what stands still, what is low-odds."""

from milepost.control.queries.cards import Card, by_ids, in_order
from milepost.control.queries.lanes import CARDS, ENDED, WON, Lane, board, more
from milepost.control.queries.listing import COUNTED_AT_MOST, PAGE, Page, count, every_row, rows
from milepost.control.queries.low_odds import LowOdds, keep_kill
from milepost.control.queries.names import first_missing, live_version, standard
from milepost.control.queries.overview import Deadline, Gap, Landing, deadlines, gaps, landing
from milepost.control.queries.steps import Funnel, Part, Step, funnel, parts
from milepost.control.queries.still import Stalled, explained, stalled
from milepost.control.queries.sums import Line, as_lines, lines

__all__ = [
    "CARDS", "COUNTED_AT_MOST", "ENDED", "PAGE", "WON", "Card", "Deadline", "Funnel", "Gap", "Landing", "Lane", "Line",
    "LowOdds", "Page", "Part", "Stalled", "Step", "as_lines", "board", "by_ids", "count", "deadlines", "every_row", "explained",
    "first_missing", "funnel", "gaps", "in_order", "keep_kill", "landing", "lines", "live_version", "more", "parts",
    "rows", "stalled", "standard",
]  # fmt: skip
