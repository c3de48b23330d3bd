"""What was typed into a patient's form and not saved yet, kept while other files are looked at."""

from dataclasses import dataclass, field

from ivig_scheduler.domain.records import Patient
from ivig_scheduler.ui.patients.patient_draft import PatientDraft, draft_of, rebase

_IDENTIFYING = ("number", "family_name", "given_name", "birth_date")


@dataclass
class Editing:
    """One form: the record it started from (None: a new patient), its draft then and now, and
    a weight typed beside it.
    """

    base: Patient | None = None
    clean: PatientDraft = field(default_factory=PatientDraft)
    draft: PatientDraft = field(default_factory=PatientDraft)
    weight: str = ""

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.draft != self.clean

    @property
    def names_another(self) -> bool:
        """Whether what was typed may make this the file of somebody who has one already."""
        return any(getattr(self.draft, name) != getattr(self.clean, name) for name in _IDENTIFYING)

    def take(self, patient: Patient) -> None:
        """Start from a newer state of the record; what was typed stays typed."""
        newest = draft_of(patient)
        self.draft = rebase(self.draft, self.clean, newest)
        self.clean, self.base = newest, patient

    def note_saved(self, draft: PatientDraft) -> None:
        """Know that `draft` is in the database now; what was typed since is not."""
        self.clean = draft

    def discard(self) -> None:
        """Forget what was typed."""
        self.draft = self.clean
