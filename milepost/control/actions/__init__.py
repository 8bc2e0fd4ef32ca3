"""Writing standings and the sums kept beside them."""

from milepost.control.actions.standings import move_unit, recompute, recompute_all, recompute_due
from milepost.control.actions.totals import rebuild

__all__ = ["move_unit", "rebuild", "recompute", "recompute_all", "recompute_due"]
