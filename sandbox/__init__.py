"""A local AWS Systems Manager Incident Manager: ``python -m sandbox``."""

__version__ = "0.1.0"
