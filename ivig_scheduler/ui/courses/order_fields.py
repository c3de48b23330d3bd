"""The questions of the order form, laid out; what they mean is up to OrderForm."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ivig_scheduler.domain.terms import DoseUnit, WeightKind
from ivig_scheduler.ui.courses.dose_box import DoseBox
from ivig_scheduler.ui.courses.field_row import FieldRow
from ivig_scheduler.ui.courses.form_options import weekday_options
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.checks import Checks
from ivig_scheduler.ui.widgets.choices import SearchCombo
from ivig_scheduler.ui.widgets.dates import DateField
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.pick import Pick

_DAYS = frozenset({"first_day", "last_day", "valid_from", "valid_to"})
_PRODUCT_LIST_PX = 560


@dataclass(frozen=True, slots=True)
class Question:
    """A question: the draft's field, its label, its editor (none: a line of text)."""

    name: str
    title: str
    editor: QWidget | None = None
    example: str = ""
    stretch: int = 1


class OrderFields(QWidget):
    """The editors in their rows. Each key stroke calls `note` with the field's name."""

    def __init__(
        self,
        look: Look,
        dose_box: DoseBox,
        note: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._note = note
        self.lines: dict[str, QLineEdit] = {}
        self.rows: list[FieldRow] = []
        self.dose_box = dose_box
        self._make_choices()
        self.setup_link = button(self.tr("Rate tables in Setup"), "link")
        self.confirm_weight = QCheckBox(self.tr("The weight is right as typed, in kg"))
        self.confirm_weight.clicked.connect(lambda: note("weight"))
        for each in (self.setup_link, self.confirm_weight):
            each.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._lay_out_order()
        self._lay_out_course()
        self._lay_out_visit()
        self._column.addStretch(1)

    def set_look(self, look: Look) -> None:
        """Draw the icons of another theme."""
        for line in self.lines.values():
            if isinstance(line, DateField):
                line.set_icons(look.icons)

    def put_features_in_tab_order(self) -> None:
        """Let Tab reach the features between chair and notes; they are made when they are known."""
        before: QWidget = self.chair
        for after in (*self.features.findChildren(QCheckBox), self.lines["notes"]):
            QWidget.setTabOrder(before, after)
            before = after

    def leave_out_course(self) -> None:
        """Ask only for what an order says: not for the course's span, nor what is preferred."""
        for name in ("first_day", "preferred_weekday", "features"):
            self.row_of(name).hide()
        self._preferences.hide()
        self.lines["height"].setEnabled(False)

    def show_starts(self) -> None:
        """Show every line from its start, as long ones are read."""
        indication = self.indication.lineEdit()
        for line in (*self.lines.values(), *([indication] if indication else [])):
            line.setCursorPosition(0)

    def row_of(self, name: str) -> FieldRow:
        """Return the row that asks for a field of the draft."""
        return next(row for row in self.rows if name in row.names())

    def _make_choices(self) -> None:
        self.indication, self.product = SearchCombo(), Pick((), self.tr("Choose the product"))
        self.indication.setAccessibleDescription(self.tr("Type a code, a name or ICD-10"))
        set_px(self.product.view(), least_width=_PRODUCT_LIST_PX)
        self.unit = Pick([(each, str(each)) for each in DoseUnit])
        self.unit.show_key(DoseUnit.G_PER_KG)
        kinds = [(each, self.tr("{} weight").format(str(each).capitalize())) for each in WeightKind]
        self.weight_choice = Pick([(None, self.tr("As the site's rule says")), *kinds])
        self.weekday, self.chair = Pick(weekday_options()), Pick()
        self.features = Checks((), self.tr("No chair has a special feature."))
        line = self.indication.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Code, name or ICD-10"))
        self.indication.currentTextChanged.connect(lambda: self._note("indication_code"))
        self.features.changed.connect(lambda: self._note("features"))
        for name, pick in (
            ("product_id", self.product),
            ("dose", self.unit),
            ("weight_choice", self.weight_choice),
            ("preferred_weekday", self.weekday),
            ("preferred_chair_id", self.chair),
        ):
            pick.picked.connect(lambda _key, name=name: self._note(name))

    def _lay_out_order(self) -> None:
        self._ask(Question("indication_code", self.tr("Indication"), self.indication))
        self.trial_row = self._ask(Question("trial_identifier", self.tr("Trial identifier")))
        self._ask(Question("product_id", self.tr("Product"), self.product))
        self._column.addWidget(self.setup_link, 0, Qt.AlignmentFlag.AlignLeft)
        self._ask(
            Question("dose", self.tr("Dose of a cycle"), stretch=2),
            Question("dose_unit", self.tr("Unit"), self.unit),
            Question("days_per_cycle", self.tr("Over days")),
        )
        self._ask(
            Question("weight", self.tr("Weight today, kg")),
            Question("height", self.tr("Height, cm")),
        )
        self._column.addWidget(self.confirm_weight)
        self._ask(Question("weight_choice", self.tr("Dosing weight"), self.weight_choice))
        self.rows.append(self.dose_box.row)
        self._column.addWidget(self.dose_box)

    def _lay_out_course(self) -> None:
        self._section(self.tr("When"))
        self._ask(
            Question("interval_days", self.tr("Every, days"), example=self.tr("such as 21")),
            Question("window_days", self.tr("Window ±, days")),
        )
        self._ask(
            Question("first_day", self.tr("First day"), stretch=3),
            Question("last_day", self.tr("Until"), stretch=3),
            Question("number_of_cycles", self.tr("or cycles"), stretch=2),
        )
        self._ask(
            Question("valid_from", self.tr("Order valid from")),
            Question("valid_to", self.tr("Order valid to")),
        )
        self.lines["valid_from"].setPlaceholderText(self.tr("today"))
        self.lines["valid_to"].setPlaceholderText(self.tr("no end"))

    def _lay_out_visit(self) -> None:
        self._section(self.tr("Visit"))
        example = self.tr("acetaminophen 30 min, cetirizine 60 min")
        self._ask(Question("premedications", self.tr("Before the infusion"), example=example))
        self._ask(
            Question("hydration", self.tr("Hydration, min")),
            Question("max_ml_per_h", self.tr("Highest rate, mL/h")),
        )
        self._preferences = self._section(self.tr("Prefers and needs"))
        self._ask(
            Question("preferred_weekday", self.tr("Weekday"), self.weekday, stretch=3),
            Question("preferred_time", self.tr("Time"), example="08:30", stretch=2),
            Question("preferred_chair_id", self.tr("Chair"), self.chair, stretch=3),
        )
        self._ask(Question("features", self.tr("The chair needs"), self.features))
        self._ask(Question("notes", self.tr("Notes")))

    def _section(self, title: str) -> QWidget:
        heading = label(title, "section")
        self._column.addSpacing(6)
        self._column.addWidget(heading)
        return heading

    def _ask(self, *questions: Question) -> FieldRow:
        row = FieldRow()
        for each in questions:
            row.add(each.name, each.title, each.editor or self._make_line(each), each.stretch)
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _make_line(self, question: Question) -> QLineEdit:
        name = question.name
        line = DateField(self._look.icons) if name in _DAYS else QLineEdit()
        if question.example:
            line.setPlaceholderText(question.example)
        line.textChanged.connect(lambda _text, name=name: self._note(name))
        self.lines[name] = line
        return line
