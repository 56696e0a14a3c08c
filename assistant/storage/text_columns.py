"""Column types for text that every database takes."""

from __future__ import annotations

from sqlalchemy import Dialect, String, Text, TypeDecorator

from assistant.storable import storable


class StorableText(TypeDecorator[str]):
    """What people or documents say, `storable`.

    Readers of files leave none in a text (`reading/decode.py`); ready documents and questions may have some.
    """

    impl: type[String] = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class StorableString(StorableText):
    """The same of a limited length."""

    impl = String
    cache_ok = True
