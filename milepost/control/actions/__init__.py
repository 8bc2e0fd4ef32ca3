"""Writing standings and the sums kept beside them."""

from milepost.control.actions.standings import forget, move_unit, recompute, recompute_all, recompute_due
from milepost.control.actions.totals import let_planner_know, rebuild

__all__ = ["forget", "let_planner_know", "move_unit", "rebuild", "recompute", "recompute_all", "recompute_due"]
