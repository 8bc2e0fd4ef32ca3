"""待办：什么在等我、通知与催办。 Inbox: what waits for me, notices, reminders."""
