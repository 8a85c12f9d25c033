# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Filters over what the modules return. Each is documented in the YAML file of its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ansible.errors import AnsibleFilterError
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import MAIL_LIKE, PHONE_LIKE

NOT_SHOWN = "<not shown>"

# Long numbers that are nobody's: the account in an ARN, and dates with or without a time.
_HARMLESS = (
    r"\barn:[\w-]+:[\w-]+:[\w-]*:\d{12}(?!\d)"
    r"|(?<![\d+])\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:(?=[^\d\s().+/-])|\s*$|(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)(?!\d))"
)
