"""The courses page: every course in a table, and the one chosen in full beside it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ivig_scheduler.domain.records import Appointment, Cycle, Indication
from ivig_scheduler.domain.wording import count
from ivig_scheduler.services.courses.courses import load_course, load_courses
from ivig_scheduler.services.courses.lines import CourseLine
from ivig_scheduler.services.courses.moves import set_rhythm
from ivig_scheduler.services.setup.chairs import load_chair_names
from ivig_scheduler.ui.courses.course_columns import (
    SPARED,
    course_columns,
    find_courses,
    order_courses,
)
from ivig_scheduler.ui.courses.course_detail import CourseDetail
from ivig_scheduler.ui.courses.course_facts import CourseView
from ivig_scheduler.ui.courses.order_edit import OrderEdit
from ivig_scheduler.ui.courses.scope_question import is_over
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.lists.waiting_flow import WaitingFlow
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.page import Page
from ivig_scheduler.ui.printing.request import PrintRequest, letter_of
from ivig_scheduler.ui.proposals.outdated_bar import OutdatedBar
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.empty import EmptyState
from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.widgets.rows_model import RowsModel
from ivig_scheduler.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from ivig_scheduler.storage.reader import Reader

_FILTER_WIDTH = 260
_DETAIL_WIDTH = (450, 560)
#: A table narrower than this (px) leaves out the columns that the detail tells anyway.
_WIDE_TABLE = 860


class CoursesPage(Page):
    """`show_course` opens one; the filter and the order of the table stay as they are."""

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, navigator, look, parent)
        self._lines: tuple[CourseLine, ...] = ()
        self._wanted: UUID | None = None
        self._model: RowsModel[Any] = RowsModel(course_columns(), lambda line: line.course.id, self)
        self.table = HouseTable(look.theme, self._model)
        self.filter = QLineEdit()
        self.new_course = button(self.tr("New course"), "primary")
        self.outdated = OutdatedBar(desk, lambda: self.look)
        self.detail = CourseDetail(look, self.outdated)
        self.edit = OrderEdit(desk, look)
        self.waiting = WaitingFlow(desk, look, self)
        self._side = QStackedWidget()
        self.empty = EmptyState("", "")
        self._tally = label("", "quiet")
        self._main = QStackedWidget()
        self._set_up()
        self._lay_out()
        self._connect()

    @property
    def lines(self) -> tuple[Any, ...]:
        """The courses in the table, in its order."""
        return self._model.rows

    def show_course(self, course_id: UUID) -> None:
        """Open a course; a filter that hides it is cleared."""
        self._wanted = course_id
        if self._model.place_of(course_id) < 0:
            self.filter.clear()
        self._mark()
        self._load_detail()

    def refresh(self) -> None:
        """Load the table and the open course anew."""
        today = self.desk.today()
        self.desk.read(lambda store: load_courses(store, today), self._show, view="courses.list")
        self._load_detail()

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        super().set_look(look)
        self.table.set_theme(look.theme)
        self.detail.set_look(look)
        self.edit.set_look(look)

    def print_request(self) -> PrintRequest | None:
        """Return the letter of the patient whose course is open."""
        file = self.detail.file if self._side.isVisible() else None
        return letter_of(file.patient.id) if file else None

    def has_unsaved(self) -> bool:
        """Return whether an order was changed that is not saved."""
        return self.edit.has_unsaved()

    def _show(self, lines: tuple[CourseLine, ...]) -> None:
        self._lines = lines
        self._show_rows()

    def _show_rows(self) -> None:
        header = self.table.horizontalHeader()
        place = header.sortIndicatorSection()
        column = self._model.columns[place] if 0 <= place < len(self._model.columns) else None
        is_descending = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        found = find_courses(self._lines, self.filter.text())
        self._model.show_rows(order_courses(found, column, is_descending=is_descending))
        self._tally.setText(self._tell(len(found)))
        self._show_emptiness(len(found))
        self._mark()

    def _tell(self, found: int) -> str:
        total = count(len(self._lines), "course") if self._lines else ""
        return total if found == len(self._lines) else f"{found} of {total}"

    def _show_emptiness(self, found: int) -> None:
        if not self._lines:
            self.empty.say(
                self.tr("No courses yet"),
                self.tr("Enter an order: its visits are computed, planned and booked as a course."),
                self.tr("New course"),
            )
        elif not found:
            self.empty.say(
                self.tr("No course found"),
                self.tr("Try a part of a name, a number, an indication or a product."),
            )
        self._main.setCurrentIndex(1 if found else 0)

    def _spare_columns(self) -> None:
        is_narrow = self.table.viewport().width() < _WIDE_TABLE
        for place in SPARED:
            self.table.setColumnHidden(place, is_narrow)

    def _mark(self) -> None:
        if self._wanted is None or not self.table.select_key(self._wanted):
            self.table.clear_choice()

    def _choose(self, line: CourseLine | None) -> None:
        if line is not None and line.course.id != self._wanted:
            self._wanted = line.course.id
            self._load_detail()

    def _load_detail(self) -> None:
        course_id = self._wanted
        if course_id is None:
            return

        def query(store: "Reader") -> CourseView:
            file = load_course(store, course_id)
            indication = store.where(Indication, code=file.order.indication_code)[0]
            names = load_chair_names(store)
            return CourseView(file, indication, names)

        self.desk.read(
            query,
            self._show_detail,
            view="courses.detail",
            refused=lambda _: self._close_detail(course_id),
        )

    def _show_detail(self, view: CourseView) -> None:
        self.detail.show_course(view, self.desk.today())
        self.outdated.show_courses((view.file.course.id,))
        self.detail.edit_order.setEnabled(not is_over(view.file, self.desk.local_now()))
        self._side.show()

    def _close_detail(self, course_id: UUID) -> None:
        if course_id == self._wanted:
            self._wanted = None
            self._side.hide()

    def _edit(self) -> None:
        file = self.detail.file
        if file is not None:
            self.edit.start(file, self.detail.marked_cycle())
            self._side.setCurrentWidget(self.edit)

    def _end_edit(self) -> None:
        self._side.setCurrentWidget(self.detail)
        self._load_detail()

    def _set_rhythm(self, cycle: Cycle, keeps_rhythm: bool) -> None:
        self.desk.act(lambda work: set_rhythm(work, cycle, keeps_rhythm))

    def _set_up(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.table.setAccessibleName(self.tr("Courses"))
        self.table.viewport().installEventFilter(self)
        set_kind(self.filter, "search")
        set_px(self.filter, width=_FILTER_WIDTH)
        self.filter.setPlaceholderText(self.tr("Patient, indication or product"))
        self.filter.setAccessibleName(self.tr("Filter the courses"))
        self.filter.setClearButtonEnabled(True)
        self._side.addWidget(self.detail)
        self._side.addWidget(self.edit)
        set_px(self._side, least_panel=_DETAIL_WIDTH[0])
        set_px(self._side, most_panel=_DETAIL_WIDTH[1])
        self._side.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(self.tr("Courses"), "heading"))
        head.addWidget(self._tally)
        head.addStretch(1)
        head.addWidget(self.filter)
        head.addWidget(self.new_course)
        card = Card()
        card.body.setContentsMargins(8, 4, 8, 8)
        card.add(self.table, 1)
        self._main.addWidget(self.empty)
        self._main.addWidget(card)
        column = QVBoxLayout()
        column.setContentsMargins(20, 14, 20, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._main, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 5)
        row.addWidget(self._side, 2)

    def _connect(self) -> None:
        go = self.navigator
        self.filter.textChanged.connect(lambda _text: self._show_rows())
        self.filter.returnPressed.connect(self.table.setFocus)
        self.table.horizontalHeader().sortIndicatorChanged.connect(
            lambda _place, _order: self._show_rows()
        )
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _line: self.detail.table.setFocus())
        self.new_course.clicked.connect(lambda: go.new_course_requested.emit(None))
        self.empty.action_requested.connect(lambda: go.new_course_requested.emit(None))
        self.detail.visit_chosen.connect(self._go_to_visit)
        self.detail.patient_chosen.connect(go.patient_requested)
        self.detail.letter_requested.connect(self._print_letter)
        self.detail.edit_requested.connect(self._edit)
        self.detail.rhythm_chosen.connect(self._set_rhythm)
        self.detail.wait_requested.connect(self._ask_to_wait)
        self.edit.closed.connect(self._end_edit)
        self.detail.work_list_requested.connect(lambda: go.page_requested.emit("worklist"))

    def _print_letter(self) -> None:
        if request := self.print_request():
            self.navigator.print_requested.emit(request)

    def _ask_to_wait(self, visit: Appointment) -> None:
        self.waiting.look = self.look
        self.waiting.ask_to_wait(visit.id)

    def _go_to_visit(self, visit: Appointment) -> None:
        self.navigator.day_requested.emit(visit.start.date(), visit.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the columns to the table's width."""
        if event.type() == QEvent.Type.Resize and watched is self.table.viewport():
            self._spare_columns()
        return super().eventFilter(watched, event)
