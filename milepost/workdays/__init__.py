"""工作日：含调休的年度日历，可编辑。 Working days: a yearly calendar with make-up days, editable."""
