# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What all modules of the collection share in their documentation."""

from __future__ import annotations


class ModuleDocFragment:
    """Attributes and options of every module; INFO is for those that only read."""

    DOCUMENTATION = r"""
options:
  workers:
    description:
      - How many calls to AWS are made at once, 1 to 64.
      - Fewer are kinder to an account whose API rate is needed for incident traffic.
    type: int
    default: 16
attributes:
  check_mode:
    description: Can run in check mode and return what would change, without changing it.
    support: full
  diff_mode:
    description: Returns details on what has changed, or would change, in diff mode.
    support: full
  idempotent:
    description: A second run with the same input changes nothing.
    support: full
  action_group:
    description: One C(module_defaults) entry sets region, endpoint and credentials for every module of the collection.
    support: full
    membership:
      - oncall.incident_manager.aws
"""

    INFO = r"""
options:
  workers:
    description:
      - How many calls to AWS are made at once, 1 to 64.
      - Fewer are kinder to an account whose API rate is needed for incident traffic.
    type: int
    default: 16
attributes:
  check_mode:
    description: Only reads, so check mode makes no difference.
    support: full
  diff_mode:
    description: Only reads, so there is no difference to show.
    support: N/A
  idempotent:
    description: Only reads.
    support: N/A
  action_group:
    description: One C(module_defaults) entry sets region, endpoint and credentials for every module of the collection.
    support: full
    membership:
      - oncall.incident_manager.aws
"""
