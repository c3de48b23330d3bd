"""The pages of the rail, each imported and made when it is first opened."""

from collections.abc import Callable

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.page import Page
from ivig_scheduler.ui.widgets.rail import RailItem

SCHEDULE, COURSES, PATIENTS, WORK_LIST, SETUP = (
    "schedule",
    "courses",
    "patients",
    "worklist",
    "setup",
)
#: Not in the rail: it is reached from "New course".
NEW_COURSE = "new_course"

RAIL_ITEMS = (
    RailItem(SCHEDULE, "Schedule", "schedule"),
    RailItem(COURSES, "Courses", "courses"),
    RailItem(PATIENTS, "Patients", "patients"),
    RailItem(WORK_LIST, "Work list", "worklist"),
    RailItem(SETUP, "Setup", "setup"),
)
#: What the pages are called, those outside the rail too.
PAGE_TITLES = {item.page: item.title for item in RAIL_ITEMS} | {NEW_COURSE: "New course"}
#: The rail item that is marked while a page outside the rail is open.
RAIL_PLACE = {NEW_COURSE: COURSES}


def page_class(key: str) -> Callable[[Desk, Navigator, Look], Page]:
    """Return the class of a page; importing it here keeps the start of the program short."""
    # ruff: noqa: PLC0415
    match key:
        case "schedule":
            from ivig_scheduler.ui.schedule.schedule_page import SchedulePage

            return SchedulePage
        case "courses":
            from ivig_scheduler.ui.courses.courses_page import CoursesPage

            return CoursesPage
        case "patients":
            from ivig_scheduler.ui.patients.patients_page import PatientsPage

            return PatientsPage
        case "worklist":
            from ivig_scheduler.ui.worklist.work_list_page import WorkListPage

            return WorkListPage
        case "setup":
            from ivig_scheduler.ui.setup.setup_page import SetupPage

            return SetupPage
        case "new_course":
            from ivig_scheduler.ui.courses.new_course_page import NewCoursePage

            return NewCoursePage
    raise KeyError(key)
