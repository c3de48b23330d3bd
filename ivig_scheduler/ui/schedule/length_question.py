"""The question when a visit is given more time by hand: until it is computed anew, or for good."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.field import Field
from ivig_scheduler.ui.widgets.foot import sheet_foot
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.spin import minutes_box
from ivig_scheduler.ui.words import sentence

_WIDTH_PX = 500
_LONGEST = 24 * 60


class LengthQuestion(QDialog):
    """`answered` carries the minutes and whether they are locked. Esc leaves the length."""

    answered = Signal(int, bool)

    def __init__(
        self,
        least: int,
        minutes: int,
        grid: int,
        parent: QWidget | None = None,
        *,
        is_locked: bool = False,
    ) -> None:
        """`least` is what the phases take, `minutes` what is asked for, both on the grid."""
        super().__init__(parent)
        self._least = least
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Length of the visit"))
        self.minutes = minutes_box(self.tr(" min"))
        self.minutes.setRange(least, _LONGEST)
        self.minutes.setSingleStep(grid)
        self.minutes.setValue(minutes)
        self.until_anew = QRadioButton(
            self.tr("Keep it until the visit is computed anew (another dose or weight)")
        )
        self.locked = QRadioButton(
            self.tr("Lock it: it stays so, unless what is computed takes longer")
        )
        (self.locked if is_locked else self.until_anew).setChecked(True)
        self.field = Field(self.tr("Minutes in the chair"), self.minutes)
        self.set_button = button("", "primary")
        self.set_button.setDefault(True)
        self.keep_button = button(self.tr("Leave it"))
        self._lay_out()
        set_px(self, width=_WIDTH_PX)
        self.minutes.valueChanged.connect(lambda _value: self._show())
        self.set_button.clicked.connect(self._answer)
        self.keep_button.clicked.connect(self.reject)
        self._show()
        self.minutes.setFocus()
        self.minutes.selectAll()

    def show_refusal(self, error: RuleBrokenError) -> None:
        """Say why the visit cannot have that length."""
        self.field.set_error("\n".join(sentence(each.message) for each in error.problems))
        self.adjustSize()

    def _show(self) -> None:
        minutes = self.minutes.value()
        self.set_button.setText(self.tr("Set to {0}").format(show_minutes(minutes)))
        added = minutes - self._least
        told = self.tr("The rate table and the phases take {0}.").format(show_minutes(self._least))
        if added > 0:
            told += self.tr(" {0} are added by hand.").format(show_minutes(added))
        self.field.set_hint(told)
        self.field.set_error(None)

    def _answer(self) -> None:
        self.answered.emit(self.minutes.value(), self.locked.isChecked())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Length of the visit"), "heading"))
        column.addWidget(self.field)
        column.addWidget(self.until_anew)
        column.addWidget(self.locked)
        column.addSpacing(8)
        column.addLayout(sheet_foot(self.keep_button, self.set_button))
