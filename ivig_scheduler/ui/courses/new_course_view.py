"""The two steps of the new course laid out: order at the left, what it makes at the right."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ivig_scheduler.ui.courses.course_header import CourseHeader, KeepBar
from ivig_scheduler.ui.courses.order_form import OrderForm
from ivig_scheduler.ui.courses.patient_box import PatientBox
from ivig_scheduler.ui.courses.series_card import SeriesCard
from ivig_scheduler.ui.courses.why_card import WhyCard
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.inspector_parts import RowList
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.widgets.scrolled import scrolled

ORDER, SERIES = 0, 1
FORM_WIDTH, SUMMARY_WIDTH = 392, 288
_MARGIN = 20


class NewCourseView(QWidget):
    """The parts of the page; it knows which step is in front and nothing of orders."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header, self.keep_bar = CourseHeader(), KeepBar()
        self.patient = PatientBox(desk)
        self.form = OrderForm(desk, look)
        self.why, self.series = WhyCard(look), SeriesCard(look)
        self.who, self.summary = label("", "strong", wrap=True), RowList()
        self._step = ORDER
        self._lay_out()
        self.show_step(ORDER)

    def step(self) -> int:
        """Return ORDER or SERIES."""
        return self._step

    def show_step(self, step: int) -> None:
        """Bring a step to the front."""
        self._step = step
        self.header.show_step(step)
        self._left.setCurrentIndex(step)
        set_px(self._left, panel=SUMMARY_WIDTH if step == SERIES else FORM_WIDTH)
        self.why.set_brief(step == SERIES)
        self.series.setVisible(step == SERIES)
        self._filler.setVisible(step == ORDER)

    def set_look(self, look: Look) -> None:
        """Paint in another theme."""
        for part in (self.form, self.why, self.series):
            part.set_look(look)

    def _lay_out(self) -> None:
        self._left = QStackedWidget()
        self._left.addWidget(self._make_form_card())
        self._left.addWidget(self._make_summary_card())
        self._filler = QWidget()
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(self.why)
        right.addWidget(self.series, 1)
        right.addWidget(self._filler, 1)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addWidget(self._left)
        columns.addLayout(right, 1)
        page = QVBoxLayout()
        page.setContentsMargins(_MARGIN, 14, _MARGIN, _MARGIN)
        page.setSpacing(14)
        page.addWidget(self.header)
        page.addLayout(columns, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.keep_bar)
        outer.addLayout(page, 1)

    def _make_form_card(self) -> Card:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.patient)
        column.addWidget(self.form)
        column.addStretch(1)
        card = Card()
        card.body.setContentsMargins(1, 2, 1, 2)
        card.add(scrolled(body), 1)
        return card

    def _make_summary_card(self) -> Card:
        card = Card()
        card.add(self.who)
        card.add(self.summary)
        card.body.addStretch(1)
        return card
