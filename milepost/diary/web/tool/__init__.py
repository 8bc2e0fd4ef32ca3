"""The form of a task's tool, filled in beside the task and kept in the diary."""
