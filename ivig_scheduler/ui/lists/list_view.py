"""A list beside the schedule: rows that are chosen by arrows, letters or the mouse."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ivig_scheduler.ui.actions import LISTS_ACTIONS
from ivig_scheduler.ui.lists.list_row import ListModel, ListRow, row_at
from ivig_scheduler.ui.lists.row_painter import RowPainter
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.shortcuts import bind_keys
from ivig_scheduler.ui.widgets.kind import set_kind

#: What is done with the row that is chosen.
_ACTS = ("open", "advance", "edit", "remove", "patient", "course", "visit")
_AROUND_PX = 24
_SENTENCE = int(
    Qt.AlignmentFlag.AlignHCenter.value
    | Qt.AlignmentFlag.AlignTop.value
    | Qt.TextFlag.TextWordWrap.value
)


class ListView(QListView):
    """Shows ListRows. `chosen` carries the row the user came to, `acted` a row and what to do.

    What to do is "open", "advance", "edit" or "remove", by a key of the table of actions; a double
    press asks for `pressed_twice`. `menu_asked` carries a row and a place on the screen, `turned`
    -1 or 1 for another list, `left` that the keys go back to the schedule.
    """

    chosen = Signal(object)
    acted = Signal(object, str)
    menu_asked = Signal(object, QPoint)
    turned = Signal(int)
    left = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ListModel(self)
        self.pressed_twice = "open"
        self._painter = RowPainter(look.theme, self)
        self._is_quiet = False
        self._empty = ""
        self._kept: tuple[object, int] | None = None
        self.rows.modelAboutToBeReset.connect(self._keep)
        self.setModel(self.rows)
        self.rows.modelReset.connect(self._restore)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self._set_behaviour()
        self._bind()

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self._painter.theme = look.theme
        self.viewport().update()

    def show_rows(self, rows: tuple[ListRow, ...]) -> None:
        """Show rows; what is chosen stays so, or where it is gone what stands in its place."""
        before = [(row.key, len(row.details)) for row in self.rows.rows]
        self.rows.show_rows(rows)
        if not before and self.hasFocus():
            # The keys were here before the rows.
            self.choose_first()
        if before != [(row.key, len(row.details)) for row in rows]:
            self.scheduleDelayedItemsLayout()

    def say_when_empty(self, sentence: str) -> None:
        """Set what is said in the place of rows where there are none."""
        self._empty = sentence
        self.setAccessibleDescription(sentence)
        self.viewport().update()

    def current_row(self) -> ListRow | None:
        """Return the row that is chosen, or None."""
        found = self.selectionModel().selectedIndexes()
        return row_at(found[0]) if found else None

    def select_visit(self, visit_id: UUID | None) -> None:
        """Choose the row of an appointment without announcing it; nothing where there is none."""
        row = self.current_row()
        if row is not None and row.visit_id == visit_id:
            return
        self._choose_quietly(self.rows.place_of_visit(visit_id))

    def choose_first(self) -> None:
        """Choose the first row that is not over, where none is chosen."""
        if self.current_row() is None:
            rows = [(at, row) for at, row in enumerate(self.rows.rows) if not row.is_heading]
            fresh = [at for at, row in rows if not row.is_faded]
            place = fresh[0] if fresh else (rows[0][0] if rows else -1)
            self.setCurrentIndex(self.rows.index(place, 0) if place >= 0 else QModelIndex())

    def _set_behaviour(self) -> None:
        set_kind(self, "lines")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)

    def _bind(self) -> None:
        acts: dict[str, Callable[[], None]] = {key: partial(self._act, key) for key in _ACTS}
        acts["list_before"] = partial(self.turned.emit, -1)
        acts["list_after"] = partial(self.turned.emit, 1)
        acts["leave"] = self.left.emit
        bind_keys(self, LISTS_ACTIONS, acts, within=False)

    def _act(self, what: str) -> None:
        row = self.current_row()
        if row is not None:
            self.acted.emit(row, what)

    def _choose_quietly(self, place: int) -> None:
        self._is_quiet = True
        if place < 0:
            self.clearSelection()
            self.selectionModel().setCurrentIndex(
                QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        else:
            self.setCurrentIndex(self.rows.index(place, 0))
        self._is_quiet = False

    def _keep(self) -> None:
        found = self.selectionModel().selectedIndexes()
        self._kept = (self.rows.key_at(found[0].row()), found[0].row()) if found else None

    def _restore(self) -> None:
        kept, self._kept = self._kept, None
        if kept is None:
            return
        place = self.rows.place_of(kept[0])
        self._choose_quietly(place if place >= 0 else self._nearest(kept[1]))

    def _nearest(self, place: int) -> int:
        """Return the place of the row that now stands where another stood, or before it."""
        rows = self.rows.rows
        after = [at for at in range(place, len(rows)) if not rows[at].is_heading]
        before = [at for at in range(min(place, len(rows))) if not rows[at].is_heading]
        return after[0] if after else (before[-1] if before else -1)

    # Qt overrides

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        row = self.current_row()
        if row is not None and not self._is_quiet:
            self.chosen.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self._painter.theme.color("muted"))
            place = self.viewport().rect().adjusted(_AROUND_PX, 2 * _AROUND_PX, -_AROUND_PX, 0)
            painter.drawText(place, _SENTENCE, self._empty)
            painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = row_at(self.indexAt(event.position().toPoint()))
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.acted.emit(row, self.pressed_twice)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.current_row()
        if row is None:
            return
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            box = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(box.bottomLeft() + QPoint(24, 0))
        self.menu_asked.emit(row, place)
