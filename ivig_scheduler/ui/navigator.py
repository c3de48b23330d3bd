"""Where a page asks to go; the main window listens and goes there."""

from PySide6.QtCore import QObject, Signal


class Navigator(QObject):
    """One signal for each kind of place."""

    #: A date, and the id of the appointment to select or None.
    day_requested = Signal(object, object)
    #: A patient's id, or None for a new patient.
    patient_requested = Signal(object)
    #: The id of the patient the course is for, or None where it is still to be chosen.
    new_course_requested = Signal(object)
    #: A course's id.
    course_requested = Signal(object)
    #: A page of the rail: schedule, courses, patients, worklist or setup.
    page_requested = Signal(str)
    #: What is to be printed: a PrintRequest.
    print_requested = Signal(object)
    #: A section of Setup: site, chairs, nurses, products or settings.
    setup_requested = Signal(str)
