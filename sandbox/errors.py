"""The one way an operation of the sandbox says no."""

from __future__ import annotations

from typing import Any


class ServiceError(Exception):
    """An error of the AWS service model.

    ``code`` is the name of the exception shape (``ConflictException``), ``message`` its text, ``members`` the further
    members of the shape under their wire names (``ResourceId``). The HTTP status comes from the service model.
    """

    def __init__(self, code: str, message: str, **members: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.members = members
