"""Pages of one project beside the cockpit: its facts, team, tasks, plan, dates, ending."""
