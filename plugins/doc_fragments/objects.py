# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the modules of one object share in their documentation."""

from __future__ import annotations


class ModuleDocFragment:
    """``state`` and tags; CONTACT_TAGS and INCIDENT_TAGS differ in what AWS takes; FORCE is for what others refer to."""

    DOCUMENTATION = r"""
options:
  state:
    description: Whether the object shall exist.
    type: str
    choices: [present, absent]
    default: present
"""

    CONTACT_TAGS = r"""
options:
  tags:
    description:
      - "The tags, at most 50. Keys are 1 to 128 letters without accents, digits and C(/ _ + = -); values are 1 to 256 letters,
        digits, spaces and C(. : / = + - @), never empty."
      - Left out, tags are not touched.
    type: dict
    aliases: [resource_tags]
  purge_tags:
    description:
      - Whether to remove tags that are not in O(tags). Tags that begin with C(aws:) always stay, and so do C(managed-by) and
        C(team), by which the bulk module knows what it manages.
    type: bool
    default: true
"""

    INCIDENT_TAGS = r"""
options:
  tags:
    description:
      - "The tags, at most 50. Keys are 1 to 128 letters without accents, digits, spaces and C(_ = @ : . + , / -); values are 0 to 256 of these."
      - Left out, tags are not touched.
    type: dict
    aliases: [resource_tags]
  purge_tags:
    description:
      - Whether to remove tags that are not in O(tags). Tags that begin with C(aws:) always stay, and so do C(managed-by) and
        C(team), by which the bulk module knows what it manages.
    type: bool
    default: true
"""

    FORCE = r"""
options:
  force:
    description:
      - With O(state=absent), take the object out of everything that refers to it first. Without it, the module fails and names
        what refers to it.
    type: bool
    default: false
  allow_empty:
    description:
      - With O(force=true), whether a rotation may lose its last member (AWS takes no empty rotation, so it is deleted), a stage
        its last target, and a response plan all that it engages. Without it, the module fails and names them.
    type: bool
    default: false
"""

    REDACTION = r"""
options:
  redaction_key:
    description:
      - The key of the digests that stand for phone numbers and addresses in all output. With the same key, the same address has
        the same digest in every run. Without it, each run has a key of its own.
    type: str
"""
