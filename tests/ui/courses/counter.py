"""The page of a new course, with hands to type into it."""

from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import (
    Appointment,
    Course,
    Cycle,
    Order,
    Patient,
)
from ivig_scheduler.services.courses.courses import SeriesPlan
from ivig_scheduler.ui.courses.new_course_page import NewCoursePage
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from tests.clinics import SmallClinic


class Counter:
    """The page with hands to type into it."""

    def __init__(
        self, qtbot: QtBot, clinic: SmallClinic, desk: Desk, navigator: Navigator, look: Look
    ) -> None:
        self.qtbot, self.clinic, self.desk, self.navigator = qtbot, clinic, desk, navigator
        self.page = NewCoursePage(desk, navigator, look)
        qtbot.addWidget(self.page)
        self.page.resize(1204, 776)
        self.page.show()

    def start(self, patient: Patient) -> None:
        with self.qtbot.waitSignal(self.page.order.checked):
            self.page.start(patient.id)

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            self.page.form.line(name).setText(text)
        self.page.order.check_now()

    def choose(self, indication: str, product: str) -> None:
        fields = self.page.form.fields
        fields.indication.show_key(indication)
        key = self.clinic.product(product).id
        fields.product.show_key(key)
        fields.product.picked.emit(key)
        self.page.order.check_now()

    def fill(self, **more: str) -> None:
        """Type an order without problems and accept its dose."""
        self.choose("PI", "Privigen 10%")
        texts = {
            "dose": "0.4",
            "interval_days": "28",
            "first_day": "12/01/2026",
            "number_of_cycles": "4",
        }
        self.write(**(texts | more))
        self.accept()

    def accept(self) -> None:
        self.page.form.dose_box.accept.click()
        self.page.order.check_now()

    def plan(self) -> SeriesPlan:
        self.page.go_on()
        return self.await_plan(None)

    def await_plan(self, before: SeriesPlan | None) -> SeriesPlan:
        series = self.page.series
        self.qtbot.waitUntil(lambda: series.plan() is not None and series.plan() is not before)
        found = series.plan()
        assert found is not None
        return found

    def error(self, name: str) -> str:
        return self.page.form.row_of(name).error_of(name)

    def all(self, kind: type[Course] | type[Appointment] | type[Cycle] | type[Order]) -> int:
        return len(self.clinic.read(lambda store: store.all(kind)))

    def visits(self) -> tuple[Appointment, ...]:
        found = self.clinic.read(lambda store: store.all(Appointment))
        return tuple(sorted(found, key=lambda each: each.start))
