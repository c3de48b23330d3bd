"""The order form: answers exactly as typed, and problems beside them."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ivig_scheduler.ui.courses.dose_box import FIELD as ACCEPTED
from ivig_scheduler.ui.courses.dose_box import DoseBox
from ivig_scheduler.ui.courses.dose_words import weight_words
from ivig_scheduler.ui.courses.field_row import FieldRow
from ivig_scheduler.ui.courses.form_options import (
    chair_options,
    feature_options,
    indication_options,
    product_options,
)
from ivig_scheduler.ui.courses.order_fields import OrderFields
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look

if TYPE_CHECKING:
    from ivig_scheduler.services.orders.form import DraftCheck, OrderDraft
    from ivig_scheduler.services.orders.sheets import OrderSheet


class OrderForm(QWidget):
    """`edited` follows every key stroke; `setup_requested` asks for the products in Setup."""

    edited = Signal()
    setup_requested = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: OrderSheet | None = None
        self._touched: set[str] = set()
        self._products_for: str | None = None
        self.dose_box = DoseBox(desk.local_now)
        self.dose_box.edited.connect(lambda: self._note_edit(ACCEPTED))
        self.fields = OrderFields(look, self.dose_box, self._note_edit)
        self.fields.setup_link.clicked.connect(self.setup_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fields)

    def set_look(self, look: Look) -> None:
        """Draw the icons of another theme."""
        self.fields.set_look(look)

    def set_sheet(self, sheet: "OrderSheet") -> None:
        """Offer what a patient's order can be made of; what was typed stays."""
        self._sheet = sheet
        self._products_for = None
        self.fields.indication.set_options(indication_options(sheet))
        self.fields.chair.set_options(chair_options(sheet))
        self.fields.features.set_options(feature_options(sheet))
        self.fields.put_features_in_tab_order()
        self._offer_products()

    def load(self, draft: "OrderDraft") -> None:
        """Show a draft as if nothing of it had been touched yet."""
        fields = self.fields
        for name, line in fields.lines.items():
            line.setText(getattr(draft, name))
        fields.indication.show_key(draft.indication_code or None)
        fields.show_starts()
        self._offer_products()
        fields.product.show_key(draft.product_id)
        fields.unit.show_key(draft.dose_unit)
        fields.weight_choice.show_key(draft.weight_choice)
        fields.weekday.show_key(draft.preferred_weekday)
        fields.chair.show_key(draft.preferred_chair_id)
        fields.features.show_keys(draft.features)
        fields.confirm_weight.setChecked(draft.is_weight_confirmed)
        self.dose_box.load(draft.accepted_dose_g)
        self._touched = set()

    def draft(self, sheet: "OrderSheet") -> "OrderDraft":
        """Return what is typed, exactly."""
        from ivig_scheduler.services.orders.form import OrderDraft  # noqa: PLC0415 - slow at start

        fields = self.fields
        answers: dict[str, Any] = {
            "patient_id": sheet.patient.id,
            "indication_code": fields.indication.key() or "",
            "product_id": fields.product.key(),
            "dose_unit": fields.unit.key(),
            "is_weight_confirmed": fields.confirm_weight.isChecked(),
            "weight_choice": fields.weight_choice.key(),
            "accepted_dose_g": self.dose_box.text(),
            "preferred_weekday": fields.weekday.key(),
            "preferred_chair_id": fields.chair.key(),
            "features": fields.features.ticked(),
        }
        answers.update({name: line.text() for name, line in fields.lines.items()})
        return OrderDraft(**answers)

    def show_check(self, check: "DraftCheck", *, says_missing: bool) -> None:
        """Show each problem beside its field; of fields not touched yet once `says_missing`."""
        fields = self.fields
        for row in fields.rows:
            for name in row.names():
                shows = says_missing or name in self._touched
                row.set_error(name, check.problem_of(name) if shows else "")
        self.dose_box.show_check(check, says_missing=says_missing)
        product = fields.row_of("product_id")
        product.set_hint(check.table_notes)
        fields.setup_link.setVisible(bool(product.error_of("product_id")))
        fields.row_of("weight").set_hint(weight_words(check.dosing_weight))
        can_confirm = any(each.field == "weight" and each.can_confirm for each in check.problems)
        fields.confirm_weight.setVisible(can_confirm or fields.confirm_weight.isChecked())
        trial = check.problem_of("trial_identifier") or fields.lines["trial_identifier"].text()
        fields.trial_row.setVisible(bool(trial))

    def focus_problem(self, check: "DraftCheck") -> None:
        """Take the focus to the first field with a problem."""
        wrong = {problem.field for problem in check.problems}
        for row in self.fields.rows:
            for name in row.names():
                if name in wrong:
                    row.editor(name).setFocus()
                    return

    def row_of(self, name: str) -> FieldRow:
        """Return the row that asks for a field of the draft."""
        return self.fields.row_of(name)

    def line(self, name: str) -> QLineEdit:
        """Return the line of text that asks for a field of the draft."""
        return self.fields.lines[name]

    def _offer_products(self) -> None:
        code = self.fields.indication.key() or ""
        if self._sheet is not None and code != self._products_for:
            self._products_for = code
            self.fields.product.set_options(product_options(self._sheet, code))

    def _note_edit(self, name: str) -> None:
        self._touched.add(name)
        if name == "indication_code":
            self._offer_products()
        self.edited.emit()
