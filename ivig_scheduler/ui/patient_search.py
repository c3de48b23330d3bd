"""The box that finds a patient by name, birth date or number while one types."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.patient_rows import ROW_PX, TwoLineDelegate, identifying, patient_rows
from ivig_scheduler.ui.text_size import px
from ivig_scheduler.ui.widgets.kind import label, set_kind
from ivig_scheduler.ui.widgets.rows_model import RowsModel

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Patient
    from ivig_scheduler.storage.reader import Reader

DEBOUNCE_MS = 120
_ROWS_SHOWN = 8
_LEAST_WIDTH = 340
_STEPS: dict[int, int] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _ROWS_SHOWN - 1,
    Qt.Key.Key_PageUp: 1 - _ROWS_SHOWN,
}


class PatientSearch(QLineEdit):
    """A line to type in; those found drop down below it.

    `patient_chosen` carries the id of the patient that was picked with Enter or a click.
    `results_shown` is emitted when an answer to what was typed is on the screen.
    """

    patient_chosen = Signal(object)
    results_shown = Signal()

    def __init__(self, desk: Desk, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = patient_rows(self)
        self._drop = _Drop(self._model, TwoLineDelegate(identifying(desk.today), self))
        self._pause = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._pause.timeout.connect(self._search)
        self._answered = ""
        self.setPlaceholderText(placeholder or self.tr("Find a patient Ctrl+F"))
        self.setAccessibleName(self.tr("Find a patient by name, birth date or number"))
        self.setClearButtonEnabled(True)
        set_kind(self, "search")
        self.textEdited.connect(self._note_typing)
        self._drop.list.clicked.connect(self._choose)
        self.destroyed.connect(self._drop.deleteLater)

    def found(self) -> "tuple[Patient, ...]":
        """Return the patients in the list, in its order."""
        return self._model.rows

    def is_open(self) -> bool:
        """Return whether the list is dropped down."""
        return self._drop.isVisible()

    def start(self) -> None:
        """Take the focus with what was typed before selected, so that typing replaces it."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _note_typing(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._drop.hide()

    def _search(self) -> None:
        self._pause.stop()
        text = self.text()
        self._desk.read(
            lambda store: _find(store, text),
            lambda patients: self._show(text, patients),
            view=f"patient_search.{id(self)}",
        )

    def _show(self, text: str, patients: "tuple[Patient, ...]") -> None:
        if text != self.text() or not self.hasFocus():
            return
        self._answered = text
        self._model.show_rows(patients)
        self._drop.open_below(self)
        self.results_shown.emit()

    def _enter(self) -> None:
        # What is in the list may still answer an earlier text: never open somebody by that.
        if self.is_open() and self._answered == self.text():
            self._choose(self._drop.list.currentIndex())
        elif self.text().strip():
            self._search()

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        patient_id = self._model.key_at(index.row())
        self._drop.hide()
        self.clear()
        self.patient_chosen.emit(patient_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list with the arrows, pick with Enter, close with Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif not self.is_open():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._drop.hide()
        elif not self._drop.walk(event.key()):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list when the focus goes elsewhere."""
        super().focusOutEvent(event)
        self._drop.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the list along when the page with the box goes away."""
        super().hideEvent(event)
        self._drop.hide()


class _Drop(QFrame):
    """The list below the box. It is a child of the window and never takes the focus."""

    def __init__(self, model: "RowsModel[Patient]", delegate: TwoLineDelegate) -> None:
        super().__init__()
        self.list = QListView()
        self.list.setModel(model)
        self.list.setItemDelegate(delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nobody = label(
            self.tr("Nobody found. Try a part of the name, the number or the birth date."),
            "quiet",
            wrap=True,
        )
        self._nobody.setMargin(10)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_kind(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.list)
        column.addWidget(self._nobody)
        self.hide()

    def open_below(self, box: QWidget) -> None:
        """Drop down below `box`, as long as there are rows, inside its window."""
        window = box.window()
        if self.parent() is not window:
            self.setParent(window)
        found = self.list.model().rowCount()
        rows = min(found, _ROWS_SHOWN)
        fits = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.list.setVerticalScrollBarPolicy(fits if found == rows else scrolls)
        self.list.setVisible(rows > 0)
        self._nobody.setVisible(rows == 0)
        self.list.setFixedHeight(rows * px(ROW_PX))
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        corner = box.mapTo(window, QPoint(0, box.height() + 2))
        width = max(box.width(), px(_LEAST_WIDTH))
        height = (rows * px(ROW_PX) if rows else self._nobody.heightForWidth(width - 10)) + 10
        left = max(0, min(corner.x(), window.width() - width - 8))
        self.setGeometry(left, corner.y(), width, height)
        self.show()
        self.raise_()

    def walk(self, key: int) -> bool:
        """Go to another row where `key` asks for it; return whether it does."""
        step = _STEPS.get(key)
        if step is None:
            return False
        last = self.list.model().rowCount() - 1
        row = min(max(self.list.currentIndex().row() + step, 0), last)
        self.list.setCurrentIndex(self.list.model().index(row, 0))
        return True


def _find(store: "Reader", text: str) -> "tuple[Patient, ...]":
    from ivig_scheduler.services.patients import search_patients  # noqa: PLC0415 - loaded by now

    return search_patients(store, text)
