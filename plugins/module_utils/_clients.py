# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The AWS clients of a run and the threads that share them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Clients:
    """One client per service, made when it is first needed, and how many calls go at once.

    botocore's clients may be shared by threads, but must not be made by two at a time.
    """

    def __init__(self, make: Callable[[str], Any], workers: int) -> None:
        self.workers = workers
        self._make = make
        self._made: dict[str, Any] = {}
        self._making = Lock()

    @property
    def contacts(self) -> Any:
        """The client of ssm-contacts."""
        return self._client("ssm-contacts")

    @property
    def incidents(self) -> Any:
        """The client of ssm-incidents."""
        return self._client("ssm-incidents")

    def _client(self, service: str) -> Any:
        with self._making:
            if service not in self._made:
                self._made[service] = self._make(service)
            return self._made[service]

    def each(self, work: Callable[[T], R], over: Iterable[T]) -> list[R]:
        """Do ``work`` for each element, ``workers`` at a time; the results are in the order of the elements.

        The first exception is raised when it is reached; work that has not begun by then is not begun.
        """
        elements = list(over)
        if len(elements) < 2:
            return [work(element) for element in elements]
        if not self._made:
            # What is wrong with the connection is told by the thread that may end the module.
            self._client("ssm-contacts")
        with ThreadPoolExecutor(min(self.workers, len(elements))) as pool:
            try:
                return list(pool.map(work, elements))
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
