"""Writing standings and the sums kept beside them."""

from milepost.control.actions.standings import recompute, recompute_all, recompute_due
from milepost.control.actions.totals import rebuild

__all__ = ["rebuild", "recompute", "recompute_all", "recompute_due"]
