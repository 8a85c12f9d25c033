# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The one family of errors that modules report, each with a way out."""

from __future__ import annotations


class OncallError(Exception):
    """Something that ends a run; its text is fit for the user."""


class AwsCallError(OncallError):
    """AWS refused or could not be reached. ``code`` is AWS's error code, or the name of botocore's exception."""

    def __init__(
        self, what: str, operation: str, code: str, message: str, hint: str = "", request_id: str = ""
    ) -> None:
        self.what = what
        self.operation = operation
        self.code = code
        said = f"Failed to {what}: {operation} gave {code}: {message or '(no message)'}"
        asked = f" (request {request_id})" if request_id else ""
        super().__init__(f"{said}{asked}.{' ' + hint if hint else ''}")


class PartialFailureError(OncallError):
    """Some steps of a plan failed; the ones that do not depend on them were carried out."""

    def __init__(self, failed: list[tuple[str, str]], done: int, left: int) -> None:
        self.failed = failed
        self.done = done
        self.left = left
        lines = "\n".join(f"  {name}: {why}" for name, why in failed)
        super().__init__(
            f"{len(failed)} step{'s' if len(failed) > 1 else ''} failed, {done} done, {left} not tried. Run it again "
            f"when the cause is gone: it goes on where it stopped.\n{lines}"
        )
