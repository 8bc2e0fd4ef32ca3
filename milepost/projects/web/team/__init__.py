"""The deal team and handing a project over."""
