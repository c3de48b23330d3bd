"""How values that SQL has no type for are kept: exact numbers, enumerations, nested tuples."""

import types
import typing
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from pydantic import AwareDatetime, TypeAdapter
from sqlalchemy.engine import Dialect
from sqlmodel import SQLModel


class ExactText(sa.types.TypeDecorator[Decimal | Fraction]):
    """An exact number as text: what was written is what is read, to the last digit."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, number: type[Decimal] | type[Fraction]) -> None:
        super().__init__()
        self.number = number

    def process_bind_param(self, value: Decimal | Fraction | None, dialect: Dialect) -> str | None:
        """Return the text of a number."""
        return None if value is None else str(value)

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> Decimal | Fraction | None:
        """Return the number of a text."""
        return None if value is None else self.number(value)


class EnumText(sa.types.TypeDecorator[Enum]):
    """A member of an enumeration as its value."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, members: type[Enum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: Enum | str | None, dialect: Dialect) -> str | None:
        """Return the value of a member."""
        return None if value is None else self.members(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Enum | None:
        """Return the member of a value."""
        return None if value is None else self.members(value)


class UtcText(sa.types.TypeDecorator[datetime]):
    """A moment as ISO text in UTC; a moment without a zone is refused."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return the text of a moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs its zone")
        return value.astimezone(UTC).isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Return the moment of a text."""
        return None if value is None else datetime.fromisoformat(value)


class StructuredText(sa.types.TypeDecorator[tuple[Any, ...]]):
    """A tuple of values or small records as JSON text, validated when it is read."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, annotation: Any) -> None:  # noqa: ANN401
        super().__init__()
        self.annotation = annotation

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        # Built when first used: most tables are not read before the first picture is drawn.
        return TypeAdapter(self.annotation)

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> str | None:
        """Return the JSON text of a tuple."""
        return None if value is None else self._adapter.dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:
        """Return the tuple of a JSON text."""
        return None if value is None else typing.cast(tuple[Any, ...], _read(self._adapter, value))


def _read(adapter: TypeAdapter[Any], text: str) -> Any:  # noqa: ANN401
    return adapter.validate_json(text)


def settle_types(row: type[SQLModel]) -> None:
    """Give each column of a table model the type its field's annotation asks for."""
    table: sa.Table = row.__table__  # type: ignore[attr-defined]
    for name, field in row.model_fields.items():
        kept = _column_type(_without_none(field.annotation))
        if kept is not None:
            table.c[name].type = kept


def _without_none(annotation: Any) -> Any:  # noqa: ANN401
    if isinstance(annotation, types.UnionType):
        return next(each for each in typing.get_args(annotation) if each is not type(None))
    return annotation


def _column_type(annotation: Any) -> sa.types.TypeEngine[Any] | None:  # noqa: ANN401
    if typing.get_origin(annotation) is tuple:
        return StructuredText(annotation)
    if annotation is AwareDatetime:
        return UtcText()
    if annotation is Decimal or annotation is Fraction:
        return ExactText(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return EnumText(annotation)
    return None
