"""An order while it is typed: the sheet it is computed from, its check, and what is unsaved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from ivig_scheduler.ui.courses.order_form import OrderForm
from ivig_scheduler.ui.desk import Desk

if TYPE_CHECKING:
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.domain.records import Order
    from ivig_scheduler.services.orders.form import DraftCheck, OrderDraft
    from ivig_scheduler.services.orders.sheets import OrderSheet
    from ivig_scheduler.storage.reader import Reader

DEBOUNCE_MS = 15
#: What belongs to the order and not to the patient: kept when the patient is changed.
_OF_THE_ORDER = (
    "indication_code",
    "product_id",
    "dose_unit",
    "dose",
    "days_per_cycle",
    "interval_days",
    "window_days",
    "first_day",
    "last_day",
    "number_of_cycles",
    "premedications",
    "hydration",
    "max_ml_per_h",
    "valid_from",
    "valid_to",
    "trial_identifier",
    "notes",
)


class OrderDesk(QObject):
    """Ties the form to what computes. `checked` carries the DraftCheck after each change.

    `loaded` carries the OrderSheet of a patient, `lost` why there is none.
    """

    checked = Signal(object)
    loaded = Signal(object)
    lost = Signal(object)

    def __init__(self, desk: Desk, form: OrderForm, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form = form
        self._clean: OrderDraft | None = None
        self._order: Order | None = None
        self.sheet: OrderSheet | None = None
        self.check: DraftCheck | None = None
        self.says_missing = False
        self._pause = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._pause.timeout.connect(self.check_now)
        form.edited.connect(self._pause.start)

    @property
    def patient_id(self) -> UUID | None:
        """Whose order it is, or None while nobody is chosen."""
        return self.sheet.patient.id if self.sheet else None

    def draft(self) -> "OrderDraft | None":
        """Return what is typed, or None while there is no patient."""
        return self._form.draft(self.sheet) if self.sheet else None

    def is_dirty(self) -> bool:
        """Return whether something was typed that is not booked."""
        draft = self.draft()
        return draft is not None and draft != self._clean

    def open(self, patient_id: UUID, *, keeps_order: bool = False) -> None:
        """Load a patient's sheet and begin the form, or keep the order for another patient."""
        kept = self.draft() if keeps_order else None
        self._order = None
        self._read(patient_id, lambda sheet: self._begin(sheet, kept))

    def edit(self, order: "Order") -> None:
        """Load the sheet of an order's patient and begin the form with the order as it stands."""
        self._order = order
        self._read(order.patient_id, lambda sheet: self._begin(sheet, None))

    def reload(self) -> None:
        """Load the sheet anew, as after a change elsewhere; what was typed stays."""
        if self.sheet is not None:
            self._read(self.sheet.patient.id, self._renew)

    def close(self) -> None:
        """Forget the patient and everything typed."""
        self._pause.stop()
        self.sheet = self.check = self._clean = None
        self.says_missing = False
        self._order = None

    def check_now(self) -> None:
        """Compute what the draft comes to and show it beside the fields."""
        from ivig_scheduler.services.orders.drafts import check_draft  # noqa: PLC0415 - slow

        sheet, draft = self.sheet, self.draft()
        if sheet is None or draft is None:
            return
        self._pause.stop()
        check = check_draft(draft, sheet)
        basis = (check.ordered_g, draft.product_id, draft.days_per_cycle)
        if self._form.dose_box.take_back(basis):
            draft = self._form.draft(sheet)
            check = check_draft(draft, sheet)
        self.check = check
        self._form.show_check(check, says_missing=self.says_missing)
        self.checked.emit(check)

    def _read(self, patient_id: UUID, then: "Callable[[OrderSheet], None]") -> None:
        today = self._desk.today()
        self._desk.read(
            lambda store: _load(store, patient_id, today),
            then,
            view=f"order_desk.{id(self)}",
            refused=self._lose,
        )

    def _begin(self, sheet: "OrderSheet", kept: "OrderDraft | None") -> None:
        from ivig_scheduler.services.orders.drafts import start_draft  # noqa: PLC0415 - slow
        from ivig_scheduler.services.orders.edits import draft_of_order  # noqa: PLC0415 - slow

        self.sheet = sheet
        self.says_missing = False
        draft = draft_of_order(self._order, sheet) if self._order else start_draft(sheet)
        self._clean = draft
        if kept is not None:
            draft = replace(draft, **{name: getattr(kept, name) for name in _OF_THE_ORDER})
        self._form.set_sheet(sheet)
        self._form.load(draft)
        self.loaded.emit(sheet)
        self.check_now()

    def _renew(self, sheet: "OrderSheet") -> None:
        if sheet.patient.id != self.patient_id:
            return
        if not self.is_dirty():
            self._begin(sheet, None)
        else:
            self.sheet = sheet
            self._form.set_sheet(sheet)
            self.check_now()

    def _lose(self, error: "RuleBrokenError") -> None:
        self.close()
        self.lost.emit(error)


def _load(store: "Reader", patient_id: UUID, today: date) -> "OrderSheet":
    from ivig_scheduler.services.orders.sheets import load_order_sheet  # noqa: PLC0415 - slow

    return load_order_sheet(store, patient_id, today)
