"""That patients' data left the program on paper or in a file, for the audit trail."""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.services.dispatcher import Work


class PaperAct(StrEnum):
    """How a sheet left the program."""

    PRINT = "Print"
    EXPORT = "Export"


def note_print(work: Work, act: PaperAct, sheet: str, patients: Iterable[UUID]) -> ChangeSet:
    """Put on the audit trail, under each patient, that a sheet such as "letter" was printed.

    Nothing else changes, so there is nothing to undo.
    """
    return ChangeSet(f"{act.value} a {sheet}", subjects=tuple(dict.fromkeys(patients)))
