"""Milepost (里程碑): project-based selling, run by verified milestones."""

__version__ = "0.1.0"
