# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The days of the week, as AWS writes them, in order."""

from __future__ import annotations

DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
