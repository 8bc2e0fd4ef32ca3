"""后台任务：带租约、重试与进度的工作。 Background work with leases, retries and progress."""
