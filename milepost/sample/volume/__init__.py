"""A company of the size that performance is measured at: generated, bulk-written, marked as sample."""
