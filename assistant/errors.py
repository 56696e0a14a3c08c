"""The errors that people meet. Each says what happened, to what, and what to do.

    AssistantError
    ├── SettingsError        a setting is unknown or wrong
    ├── UsageError           a command was called wrongly
    ├── InputError           a request is wrong (4xx)
    │   ├── MalformedError
    │   ├── UnauthorizedError
    │   ├── ForbiddenError
    │   ├── NotFoundError
    │   ├── ConflictError    what is there already does not allow it
    │   ├── SlowError
    │   ├── TooLargeError
    │   ├── AddressError
    │   ├── MediaTypeError
    │   ├── RateLimitError
    │   └── HeadersError
    ├── ReadingError         a file cannot become a document
    ├── ModelError           the embedding model cannot be used (503)
    ├── StorageError         the data folder cannot be read or written (503)
    │   └── VectorServerError    the server of the vectors does not do what it should
    ├── ServingError         the server cannot listen
    └── UnavailableError     the assistant cannot answer now (503)
        └── ModelMismatchError   the index was made with another model

The words stand in `assistant.messages`, one table a language: `code` names the entry of its ERRORS and `values`
fill it. Misuse by a programmer stays `ValueError`. WrongValueError becomes a SettingsError. Nobody is
told of a GoneError: whoever asked has left.
"""

from __future__ import annotations

from assistant.messages import Explanation, explain, text
from assistant.notices import Notice
from assistant.records import Language


class AssistantError(Exception):
    """An error for people; `code` is a key of the ERRORS table of every language."""

    status = 500
    exit_code = 1

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)

    def explain(self, language: Language = "de") -> Explanation:
        """What happened and what to do, in the reader's language."""
        return explain(self.code, language, **self.values)

    @property
    def notice(self) -> Notice:
        """The error as it is kept, to be told later."""
        return Notice.of(self.code, **self.values)

    @property
    def remedy(self) -> str:
        """What to do, in German."""
        return self.explain().remedy

    def __str__(self) -> str:
        explanation = self.explain()
        return f"{explanation.message} {explanation.remedy}"


class SettingsError(AssistantError):
    exit_code = 2


class UsageError(AssistantError):
    exit_code = 2


class InputError(AssistantError):
    status = 422


class MalformedError(InputError):
    status = 400


class UnauthorizedError(InputError):
    status = 401


class ForbiddenError(InputError):
    status = 403


class NotFoundError(InputError):
    status = 404


class ConflictError(InputError):
    status = 409


class SlowError(InputError):
    status = 408


class TooLargeError(InputError):
    status = 413


class AddressError(InputError):
    status = 414


class MediaTypeError(InputError):
    status = 415


class RateLimitError(InputError):
    status = 429


class HeadersError(InputError):
    status = 431


class ReadingError(AssistantError):
    pass


class ModelError(AssistantError):
    status = 503


class StorageError(AssistantError):
    status = 503


class VectorServerError(StorageError):
    pass


class ServingError(AssistantError):
    pass


class UnavailableError(AssistantError):
    status = 503


class ModelMismatchError(UnavailableError):
    pass


class WrongValueError(ValueError):
    """A value that a setting does not take; `key` is that of a text of every language, which `values` fill."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(text(key, "en", **values))


class GoneError(Exception):
    """Whoever asked has left, so the work ends."""
