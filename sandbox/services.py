"""The services that the sandbox answers itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import contacts, incidents

if TYPE_CHECKING:
    from sandbox.context import Handler

OPERATIONS: dict[str, dict[str, Handler]] = {
    "ssm-contacts": contacts.OPERATIONS,
    "ssm-incidents": incidents.OPERATIONS,
    "chatbot": {},
}
"""Implemented operations by signing name. The other operations of these services answer 501."""
