"""The question before something that blocks a visit is let pass: why, and who answers for it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.foot import sheet_foot
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.domain.clearance import Conflict

_WIDTH_PX = 520


class OverrideQuestion(QDialog):
    """`answered` carries the Override. Esc, and Enter with nothing typed, leave the visit."""

    answered = Signal(object)
    #: Who answered last: the same person often answers again.
    last_name = ""

    def __init__(
        self, place: str, conflicts: "Iterable[Conflict]", parent: QWidget | None = None
    ) -> None:
        """`place` names where the visit would stand."""
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Blocked by the site's policy"))
        self.reason, self.by = QLineEdit(), QLineEdit(self.last_name)
        self.form = Form()
        self.form.add("reason", self.tr("Why may the visit stand there all the same?"), self.reason)
        self.form.add("by", self.tr("Who answers for it?"), self.by)
        self.move_button = button(self.tr("Move it all the same"), "danger")
        self.keep_button = button(self.tr("Leave it where it is"))
        self.keep_button.setDefault(True)
        self._lay_out(place, conflicts)
        set_px(self, width=_WIDTH_PX)
        self.move_button.setAutoDefault(False)
        self.move_button.clicked.connect(self._answer)
        self.keep_button.clicked.connect(self.reject)
        self.form.edited.connect(self._show)
        self._show()
        self.reason.setFocus()

    def _show(self) -> None:
        is_said = bool(self.reason.text().strip() and self.by.text().strip())
        self.move_button.setEnabled(is_said)
        (self.move_button if is_said else self.keep_button).setDefault(True)

    def _answer(self) -> None:
        from ivig_scheduler.domain.clearance.overriding import (  # noqa: PLC0415 - not for the start
            Override,
        )

        try:
            override = Override(self.reason.text(), self.by.text())
        except RuleBrokenError as error:
            self.form.show_problems(error.problems)
            return
        OverrideQuestion.last_name = override.by.strip()
        self.accept()
        self.answered.emit(override)

    def _lay_out(self, place: str, conflicts: "Iterable[Conflict]") -> None:
        from ivig_scheduler.domain.terms import Severity  # noqa: PLC0415 - not for the start

        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(label(place, "heading", wrap=True))
        for each in conflicts:
            is_blocking = each.severity is Severity.BLOCK
            kind, sign = ("danger", "!") if is_blocking else ("warning", "△")
            column.addWidget(label(f"{sign} {sentence(each.message)}", kind, wrap=True))
        column.addSpacing(4)
        column.addWidget(self.form)
        column.addWidget(
            label(
                self.tr("The reason and the name are kept with the visit and in the audit trail."),
                "muted",
                wrap=True,
            )
        )
        column.addSpacing(4)
        column.addLayout(sheet_foot(self.keep_button, self.move_button))
