"""What every record has."""

from typing import ClassVar
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig


class Record(SQLModel):
    """What every stored fact has: an id, equality by value, and no way to be altered."""

    # Validators are built when first used: reading builds none, so the program starts sooner.
    model_config = SQLModelConfig(frozen=True, extra="forbid", defer_build=True)
    #: What a person calls such a record.
    kind: ClassVar[str] = "record"
    id: UUID = Field(default_factory=uuid4)
