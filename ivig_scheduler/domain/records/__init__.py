"""The records of the program: each field declared once, validated at construction, frozen.

Storage inherits these models for its tables; nothing above storage ever sees a table row. Weights
are kilograms, doses grams, volumes millilitres, lengths minutes; days and times are the site's.
"""

from ivig_scheduler.domain.records.base import Record
from ivig_scheduler.domain.records.catalogue import Indication, Product, RateStep, RateTable
from ivig_scheduler.domain.records.clinic import (
    Chair,
    ChairOutage,
    Closure,
    DayHours,
    Holiday,
    HolidayYear,
    Nurse,
    NurseAbsence,
    NurseBreak,
    OpeningHours,
    SettingValue,
    Shift,
    Site,
)
from ivig_scheduler.domain.records.courses import Course, Cycle, Order, Premedication
from ivig_scheduler.domain.records.patients import Patient, Weight
from ivig_scheduler.domain.records.visits import (
    Appointment,
    Phase,
    Plan,
    PlannedStep,
    VisitEvent,
    WaitingEntry,
)

__all__ = [
    "Appointment",
    "Chair",
    "ChairOutage",
    "Closure",
    "Course",
    "Cycle",
    "DayHours",
    "Holiday",
    "HolidayYear",
    "Indication",
    "Nurse",
    "NurseAbsence",
    "NurseBreak",
    "OpeningHours",
    "Order",
    "Patient",
    "Phase",
    "Plan",
    "PlannedStep",
    "Premedication",
    "Product",
    "RateStep",
    "RateTable",
    "Record",
    "SettingValue",
    "Shift",
    "Site",
    "VisitEvent",
    "WaitingEntry",
    "Weight",
]
