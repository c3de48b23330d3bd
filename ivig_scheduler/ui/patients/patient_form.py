"""The form of a patient: it shows a draft, gives back what was typed, and the problems with it."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.terms import RiskFlag, Sex
from ivig_scheduler.domain.wording import WEEKDAYS
from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.patients.form_choices import FormChoices
from ivig_scheduler.ui.patients.patient_draft import PatientDraft
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.checks import Checks
from ivig_scheduler.ui.widgets.dates import DateField, TimeField
from ivig_scheduler.ui.widgets.field import Field
from ivig_scheduler.ui.widgets.pick import Pick
from ivig_scheduler.ui.words import sentence, show_age

SEXES = ((Sex.FEMALE, "Female"), (Sex.MALE, "Male"))
RISKS = (
    (RiskFlag.RENAL, "Kidney"),
    (RiskFlag.THROMBOTIC, "Thrombosis"),
    (RiskFlag.PREGNANCY, "Pregnancy"),
)
_NOTES_PX = 76


class PatientForm(QWidget):
    """Three cards of fields. `edited` is emitted when the user changes anything."""

    edited = Signal()

    def __init__(self, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.max
        self._make_editors(icons)
        self._fields = self._make_fields()
        self._lay_out()
        self._watch()

    def set_choices(self, choices: FormChoices) -> None:
        """Offer other chairs, features and contraindications; what is chosen stays."""
        self.chair.set_options([(None, "Any"), *((each.id, each.name) for each in choices.chairs)])
        self.features.set_options([(each, sentence(each)) for each in choices.features])
        barred = [(each, sentence(each)) for each in choices.contraindications]
        self.contraindications.set_options(barred)

    def show_draft(self, draft: PatientDraft, today: date, *, is_new: bool) -> None:
        """Show `draft` without a problem; a new patient is asked for the weight too."""
        self._today = today
        self.blockSignals(True)
        self.birth_date.set_latest(today)
        for name, edit in self._texts().items():
            if edit.text() != getattr(draft, name):
                edit.setText(getattr(draft, name))
                edit.setCursorPosition(0)
        if self.notes.toPlainText() != draft.notes:
            self.notes.setPlainText(draft.notes)
        self.sex.show_key(draft.sex)
        self.weekday.show_key(draft.preferred_weekday)
        self.chair.show_key(draft.preferred_chair_id)
        self.features.show_keys(draft.features_needed)
        self.risks.show_keys(draft.risk_flags)
        self.contraindications.show_keys(draft.contraindications)
        self._fields["weight"].setVisible(is_new)
        self.blockSignals(False)
        self._show_age()

    def draft(self) -> PatientDraft:
        """Return what stands in the form."""
        answers: dict[str, Any] = {name: edit.text() for name, edit in self._texts().items()}
        return PatientDraft(
            **answers,
            sex=self._chosen(self.sex),
            preferred_weekday=self._chosen(self.weekday),
            preferred_chair_id=self._chosen(self.chair),
            features_needed=tuple(sorted(self.features.ticked())),
            risk_flags=tuple(sorted(RiskFlag(key) for key in self.risks.ticked())),
            contraindications=tuple(sorted(self.contraindications.ticked())),
            notes=self.notes.toPlainText(),
        )

    def _chosen(self, pick: Pick) -> Any:  # noqa: ANN401 - each pick has keys of its own kind
        return pick.key()

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Say each problem beside its field and go to the first; return those without a field."""
        found = {problem.field: problem for problem in problems}
        for name, field in self._fields.items():
            problem = found.pop(name, None)
            field.set_error(sentence(problem.message) if problem else None)
        wrong = next((field for field in self._fields.values() if field.error()), None)
        if wrong is not None:
            wrong.editor.setFocus()
        return tuple(found.values())

    def error_of(self, name: str) -> str:
        """Return the problem that is shown beside a field, or ""."""
        return self._fields[name].error()

    def set_icons(self, icons: IconSet) -> None:
        """Draw the icons of another theme."""
        self.birth_date.set_icons(icons)

    def _make_editors(self, icons: IconSet) -> None:
        self.number, self.family_name, self.given_name = QLineEdit(), QLineEdit(), QLineEdit()
        self.birth_date = DateField(icons)
        self.sex = Pick(SEXES, self.tr("Choose"))
        self.height_cm, self.weight = QLineEdit(), QLineEdit()
        self.height_cm.setPlaceholderText(self.tr("cm"))
        self.weight.setPlaceholderText(self.tr("kg"))
        days = [(None, self.tr("Any")), *enumerate(WEEKDAYS)]
        self.weekday = Pick(days)
        self.time = TimeField()
        self.chair = Pick([(None, self.tr("Any"))])
        self.features = Checks((), self.tr("No chair has a feature yet: add them in Setup."))
        self.risks = Checks(RISKS)
        self.highest_tolerated = QLineEdit()
        self.highest_tolerated.setPlaceholderText(self.tr("mg/kg/min, empty for no limit"))
        nothing = self.tr("No product has a contraindication listed.")
        self.contraindications = Checks((), nothing, columns=1)
        self.notes = QPlainTextEdit()
        set_px(self.notes, height=_NOTES_PX)
        self.notes.setTabChangesFocus(True)

    def _make_fields(self) -> dict[str, Field]:
        return {
            "number": Field(self.tr("Number (MRN)"), self.number),
            "birth_date": Field(self.tr("Birth date"), self.birth_date),
            "family_name": Field(self.tr("Family name"), self.family_name),
            "given_name": Field(self.tr("Given name"), self.given_name),
            "sex": Field(self.tr("Sex"), self.sex),
            "height_cm": Field(self.tr("Height"), self.height_cm),
            "weight": Field(self.tr("Weight today"), self.weight),
            "preferred_weekday": Field(self.tr("Weekday"), self.weekday),
            "preferred_time": Field(self.tr("Time"), self.time),
            "preferred_chair_id": Field(self.tr("Chair"), self.chair),
            "features_needed": Field(self.tr("Needs a chair with"), self.features),
            "risk_flags": Field(self.tr("At risk"), self.risks),
            "highest_tolerated_mg_kg_min": Field(
                self.tr("Highest rate tolerated so far"), self.highest_tolerated
            ),
            "contraindications": Field(self.tr("Contraindications"), self.contraindications),
            "notes": Field(self.tr("Notes"), self.notes),
        }

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        # Room for the scroll bar, so that it covers nothing.
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        who = (
            ("number", "birth_date"),
            ("family_name", "given_name"),
            ("sex", "height_cm", "weight"),
        )
        wishes = (
            ("preferred_weekday", "preferred_time", "preferred_chair_id"),
            ("features_needed",),
        )
        safety = (
            ("risk_flags",),
            ("highest_tolerated_mg_kg_min",),
            ("contraindications",),
            ("notes",),
        )
        column.addWidget(self._card(self.tr("Person"), who))
        column.addWidget(self._card(self.tr("Wishes and needs"), wishes))
        column.addWidget(self._card(self.tr("Safety"), safety))
        column.addStretch(1)

    def _card(self, title: str, rows: Sequence[Sequence[str]]) -> Card:
        card = Card(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for place, names in enumerate(rows):
            span = 6 // len(names)
            for number, name in enumerate(names):
                grid.addWidget(self._fields[name], place, number * span, 1, span)
        for place in range(6):
            grid.setColumnStretch(place, 1)
        card.body.addLayout(grid)
        return card

    def _watch(self) -> None:
        for field in self._fields.values():
            self._signal_of(field.editor).connect(partial(self._note_edit, field))
        self.birth_date.textChanged.connect(self._show_age)

    def _signal_of(self, editor: QWidget) -> SignalInstance:
        if isinstance(editor, QLineEdit | QPlainTextEdit):
            return editor.textChanged
        return editor.picked if isinstance(editor, Pick) else cast(Checks, editor).changed

    def _note_edit(self, field: Field, *_: object) -> None:
        if not self.signalsBlocked():
            field.set_error(None)
            self.edited.emit()

    def _show_age(self) -> None:
        born = self.birth_date.day()
        known = born is not None and born <= self._today
        self._fields["birth_date"].set_hint(
            show_age(cast(date, born), self._today) if known else ""
        )

    def _texts(self) -> dict[str, QLineEdit]:
        return {
            "number": self.number,
            "family_name": self.family_name,
            "given_name": self.given_name,
            "birth_date": self.birth_date,
            "height": self.height_cm,
            "weight": self.weight,
            "preferred_time": self.time,
            "highest_tolerated": self.highest_tolerated,
        }
