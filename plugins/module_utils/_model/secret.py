# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Values that may be compared and sent to AWS, but never shown."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_DIGEST = re.compile(r"(\+\d)?…\([0-9a-f]{4}\)")


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """A phone number or mail address. Printing it shows nothing; ``digest`` is for people who must tell two apart."""

    value: str

    def digest(self, key: bytes) -> str:
        """Return a short keyed digest such as ``+1…(a41f)`` or ``…(09be)``.

        Phone numbers are few enough to be guessed from a plain hash, hence the key. Only the first two characters of a
        phone number are shown.
        """
        mark = hmac.new(key, self.value.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()[:4]
        return f"{self.value[:2] if self.value.startswith('+') else ''}…({mark})"

    def __repr__(self) -> str:
        return "<address>"

    __str__ = __repr__


NO_ADDRESS = Address("")  # of a device whose address is wrong, or is to stay as it is


def is_digest(text: str) -> bool:
    """Tell whether the text is a digest as ``Address.digest`` makes them."""
    return _DIGEST.fullmatch(text) is not None


def redacted(value: Any, key: bytes) -> Any:
    """Return ``value`` with every address replaced by its digest."""
    if isinstance(value, Address):
        return value.digest(key)
    if isinstance(value, Mapping):
        return {name: redacted(entry, key) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [redacted(entry, key) for entry in value]
    return value
