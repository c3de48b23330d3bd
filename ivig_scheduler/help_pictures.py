"""Takes the pictures of the README and the help from the demo clinic.

    python -m ivig_scheduler.help_pictures [FOLDER]

writes them into resources/help/ (or FOLDER). The clock is fixed, so a picture changes only where
the program does. Each picture is taken by a program of its own.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ivig_scheduler.app import main as run_program
from ivig_scheduler.resources import resource_path

if TYPE_CHECKING:
    from ivig_scheduler.ui.main_window import MainWindow

NOW = "2026-11-23T11:58"
SIZE = "1440x900"
#: Makes of the window what the picture is to show; it goes on whenever everything is loaded.
Arrange = Callable[["MainWindow"], Iterator[None]]

# ruff: noqa: PLC0415 - Qt is there only once the program has started


@dataclass(frozen=True, slots=True)
class HelpPicture:
    """One picture: its page, its theme and what is to be done before it is taken."""

    name: str
    page: str
    theme: str
    arrange: Arrange

    def arguments(self, folder: Path) -> list[str]:
        """Return what the program is asked for."""
        path = str(folder / f"{self.name}.png")
        where = ["--screenshot", path, "--page", self.page, "--theme", self.theme]
        return ["--demo", *where, "--size", SIZE, "--now", NOW]


def select_visit(window: "MainWindow") -> Iterator[None]:
    """Select the longest of the visits that have begun."""
    from ivig_scheduler.ui.schedule.schedule_page import SchedulePage

    page = window.page
    assert isinstance(page, SchedulePage)
    bars = page.day_view.picture.bars
    running = [bar for bar in bars if not bar.can_move and not bar.is_done]
    page.day_view.select(max(running, key=lambda bar: bar.end - bar.start).appointment_id)
    yield


def type_course(window: "MainWindow") -> Iterator[None]:
    """Type an order for a patient of the demo and have its series planned."""
    from ivig_scheduler.ui.courses.new_course_page import NewCoursePage

    page = window.page
    assert isinstance(page, NewCoursePage)
    page.patient.search.setText("Abara")
    page.patient.search.textEdited.emit("Abara")
    while not page.patient.search.found():
        yield
    page.start(page.patient.search.found()[0].id)
    yield
    sheet = page.order.sheet
    assert sheet is not None
    fields = page.form.fields
    fields.indication.show_key("CIDP")
    product = next(each for each in sheet.products if each.name == "Gamunex-C 10%").id
    fields.product.show_key(product)
    fields.product.picked.emit(product)
    answers = {"dose": "1", "interval_days": "21", "first_day": "05/10/2027", "window_days": "4"}
    for name, text in (*answers.items(), ("number_of_cycles", "17")):
        page.form.line(name).setText(text)
    page.order.check_now()
    page.form.dose_box.accept.click()
    page.go_on()
    yield


def leave_as_it_is(_window: "MainWindow") -> Iterator[None]:
    """Change nothing."""
    yield


PICTURES = (
    HelpPicture("schedule-light", "schedule", "light", select_visit),
    HelpPicture("schedule-dark", "schedule", "dark", select_visit),
    HelpPicture("new-course-light", "new_course", "light", type_course),
    HelpPicture("work-list-light", "worklist", "light", leave_as_it_is),
)
_ONE = "--one"


def main(arguments: list[str]) -> int:
    """Take every picture; return how many failed."""
    if arguments[:1] == [_ONE]:
        picture = next(each for each in PICTURES if each.name == arguments[1])
        return run_program(picture.arguments(Path(arguments[2])), picture.arrange)
    folder = Path(arguments[0]) if arguments else resource_path("help")
    folder.mkdir(parents=True, exist_ok=True)
    this = [sys.executable, "-m", "ivig_scheduler.help_pictures", _ONE]
    runs = [subprocess.run([*this, each.name, str(folder)], check=False) for each in PICTURES]
    return sum(run.returncode != 0 for run in runs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
