"""The table of settings: key, group, title, default, unit, source and limits of each."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ivig_scheduler.domain.limits import (
    MOST_PATIENTS_AT_ONCE,
    MOST_POINTS_AT_ONCE,
    MOST_WINDOW_DAYS,
    TEXT_LENGTH,
)


class SettingKind(StrEnum):
    """What a setting holds."""

    WHOLE = "whole number"
    AMOUNT = "number"
    OPTIONAL_AMOUNT = "number or empty"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the site."""

    key: str
    group: str
    title: str
    default: str
    unit: str
    source: str
    kind: SettingKind = SettingKind.WHOLE
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(1440)
    choices: tuple[str, ...] = ()


PRACTICE = "centre's practice; default of the program"
POLICY = "site policy; default of the program"
SEVERITIES = ("off", "warn", "block")
ALWAYS = ("block",)
NOTICES = ("off", "warn")


def _minutes(key: str, group: str, title: str, default: int, source: str = PRACTICE) -> Setting:
    return Setting(key, group, title, str(default), "min", source)


def _whole(
    key: str, group: str, title: str, default: int, unit: str, source: str, least: int, most: int
) -> Setting:
    return Setting(
        key,
        group,
        title,
        str(default),
        unit,
        source,
        SettingKind.WHOLE,
        Decimal(least),
        Decimal(most),
    )


def _amount(
    key: str, title: str, default: str, unit: str, source: str, least: str, most: str
) -> Setting:
    kind = SettingKind.AMOUNT if default else SettingKind.OPTIONAL_AMOUNT
    return Setting(key, "Dose", title, default, unit, source, kind, Decimal(least), Decimal(most))


def _words(key: str, group: str, title: str) -> Setting:
    """Return a setting that holds the site's own words; it is empty until the site writes them."""
    most = Decimal(TEXT_LENGTH)
    return Setting(key, group, title, "", "text", POLICY, SettingKind.TEXT, maximum=most)


def _check(rule: str, title: str, default: str, choices: tuple[str, ...] = SEVERITIES) -> Setting:
    key = f"clearance.{rule}"
    return Setting(key, "Checks", title, default, "", POLICY, SettingKind.CHOICE, choices=choices)


PHASES = (
    _minutes("phase.assessment", "Visit", "Assessment", 15),
    _minutes("phase.access", "Visit", "IV access", 10),
    _minutes("phase.pharmacy", "Visit", "Pharmacy preparation", 30),
    _minutes("phase.flush", "Visit", "Flush", 10),
    _minutes("phase.observation", "Visit", "Observation", 30),
    _minutes("phase.observation_naive", "Visit", "Observation, naive-like visit", 60),
    _minutes("phase.discharge", "Visit", "Discharge", 10),
    _minutes("phase.turnover", "Visit", "Turnover of the chair", 10),
    _minutes("phase.check_in", "Visit", "Check-in before the chair", 15),
    _minutes("nurse.infusion_start", "Visit", "Nurse at the chair after the infusion starts", 15),
    _minutes("nurse.rate_change", "Visit", "Nurse at the chair at each rate change", 5),
    _whole(
        "vital.first", "Visit", "First vital signs after the start", 15, "min", PRACTICE, 1, 240
    ),
    _whole("vital.every", "Visit", "Vital signs repeated every", 60, "min", PRACTICE, 5, 240),
)

CALENDAR = (
    _whole("calendar.grid", "Calendar", "Grid of the calendar", 15, "min", PRACTICE, 5, 60),
    _whole(
        "calendar.window",
        "Calendar",
        "Window around a due day",
        4,
        "days",
        PRACTICE,
        0,
        MOST_WINDOW_DAYS,
    ),
    _whole(
        "calendar.shortest_visit",
        "Calendar",
        "Shortest usual visit: a shorter gap in a chair is of no use",
        90,
        "min",
        PRACTICE,
        5,
        1440,
    ),
    _whole("repair.seconds", "Calendar", "Looking for a day's repair", 2, "s", POLICY, 1, 60),
    _whole(
        "naive.gap",
        "Calendar",
        "Gap after which a patient counts as naive",
        56,
        "days",
        "product labels: an interval of more than 8 weeks",
        1,
        730,
    ),
    _whole(
        "naive.latest_hour",
        "Calendar",
        "Latest hour to start a naive-like visit",
        12,
        "h",
        PRACTICE,
        0,
        24,
    ),
    _whole(
        "plan_day.reach",
        "Calendar",
        "Planning a day: most a visit is moved from its time",
        120,
        "min",
        POLICY,
        0,
        1440,
    ),
    _whole(
        "plan_day.notice",
        "Calendar",
        "Planning a day: least notice of a new time, before check-in",
        120,
        "min",
        "site policy; default of the program: a telephone call and the way to the site",
        0,
        1440,
    ),
    _whole(
        "lists.left_open",
        "Calendar",
        "Days in which a past visit that nobody closed is listed",
        14,
        "days",
        PRACTICE,
        1,
        366,
    ),
    _whole(
        "nurse.patients",
        "Nurses",
        "Patients per nurse",
        4,
        "patients",
        PRACTICE,
        1,
        MOST_PATIENTS_AT_ONCE,
    ),
    _whole(
        "nurse.points",
        "Nurses",
        "Acuity points per nurse",
        5,
        "points",
        PRACTICE,
        1,
        MOST_POINTS_AT_ONCE,
    ),
    _minutes("nurse.spacing", "Nurses", "Between two starts of one nurse", 30),
    Setting(
        "nurse.handover",
        "Nurses",
        "A nurse may hand a patient over to another",
        "no",
        "",
        POLICY,
        SettingKind.CHOICE,
        choices=("no", "yes"),
    ),
    _whole(
        "acuity.usual", "Nurses", "Acuity points of a usual visit", 1, "points", PRACTICE, 0, 20
    ),
    _whole(
        "acuity.naive",
        "Nurses",
        "Acuity points of a naive-like visit",
        2,
        "points",
        PRACTICE,
        0,
        20,
    ),
    _whole("lock.after", "Program", "Lock the screen when idle for", 10, "min", POLICY, 1, 240),
)

CLOCK = (
    _minutes("clock.late_after", "The day's clock", "A patient who is not there is late after", 10),
    _minutes("clock.overrun", "The day's clock", "A visit that runs long is first given", 30),
    _whole(
        "clock.overrun_step",
        "The day's clock",
        "A visit that runs long is given more in steps of",
        5,
        "min",
        PRACTICE,
        1,
        60,
    ),
    _minutes("clock.over_after", "The day's clock", "A visit stands out that ends later by", 5),
    _whole(
        "clock.hold",
        "The day's clock",
        "A rate set by hand is held, where the table goes on after it",
        30,
        "min",
        PRACTICE,
        1,
        240,
    ),
    Setting(
        "clock.after_rate",
        "The day's clock",
        "A rate set by hand: held until the next entry, or the table goes on",
        "hold",
        "",
        "labels: resume at a rate at which the symptoms subsided",
        SettingKind.CHOICE,
        choices=("hold", "table"),
    ),
)

DOSE = (
    _amount("dose.maximum_weight", "Highest weight taken", "350", "kg", POLICY, "1", "700"),
    _amount("dose.maximum", "Highest dose of a cycle taken", "3", "g/kg", POLICY, "0.1", "10"),
    _amount(
        "dose.weight_jump", "Weight change that asks for the unit", "30", "%", POLICY, "1", "100"
    ),
    _amount("dose.adjust_bmi", "Adjusted weight from a BMI of", "30", "kg/m2", POLICY, "20", "80"),
    _amount(
        "dose.adjust_percent",
        "Adjusted weight above a share of ideal of",
        "120",
        "%",
        POLICY,
        "100",
        "300",
    ),
    _amount(
        "dose.adjust_factor",
        "Share of the excess weight that is added to ideal",
        "0.4",
        "",
        "adjusted body weight, usual pharmacy practice",
        "0",
        "1",
    ),
    _amount(
        "dose.adjust_age", "No adjusted weight under the age of", "18", "years", POLICY, "0", "120"
    ),
    _amount(
        "dose.adjust_height",
        "No adjusted weight under a height of",
        "152",
        "cm",
        "Devine's formula starts at 60 inches",
        "0",
        "250",
    ),
    _amount("dose.devine_male", "Devine: base for men", "50", "kg", "Devine 1974", "1", "100"),
    _amount(
        "dose.devine_female", "Devine: base for women", "45.5", "kg", "Devine 1974", "1", "100"
    ),
    _amount(
        "dose.devine_inch", "Devine: for each inch over 60", "2.3", "kg", "Devine 1974", "0", "10"
    ),
    _amount(
        "dose.vial_rounding",
        "Whole vials within a share of the dose of",
        "10",
        "%",
        POLICY,
        "0",
        "50",
    ),
    _amount("dose.pump_step", "Resolution of the pump", "0.1", "mL/h", PRACTICE, "0.01", "10"),
    _amount("dose.site_ml_per_h", "Highest rate of any infusion", "", "mL/h", POLICY, "1", "2000"),
    _amount(
        "dose.at_risk_mg_kg_min",
        "At-risk ceiling where the label gives no number",
        "",
        "mg/kg/min",
        "labels say: the minimum rate practicable",
        "0.1",
        "20",
    ),
    _whole("weight.days", "Dose", "Days after which a weight is old", 183, "days", POLICY, 1, 730),
    _amount("weight.change", "Weight change that asks for a review", "10", "%", POLICY, "1", "100"),
)

CHECKS = (
    _check("chair_overlap", "Chair is taken", "block", ALWAYS),
    _check("chair_outage", "Chair is out of service", "block", ALWAYS),
    _check("chair_expected", "Chair is expected to be free later", "warn", NOTICES),
    _check("patient_booked", "Patient is booked elsewhere", "block"),
    _check("contraindication", "Product is contraindicated", "block"),
    _check("draft_table", "Rate table is a draft", "block", ALWAYS),
    _check("opening_hours", "Outside opening hours", "block"),
    _check("chair_feature", "Chair lacks a feature", "block"),
    _check("order_validity", "Order is not valid that day", "block"),
    _check("weight_age", "Weight is old or changed", "warn"),
    _check("due_window", "Outside the due window", "warn"),
    _check("nurse_capacity", "More patients than nurses can look after", "warn"),
    _check("naive_start", "Naive-like visit starts late", "warn"),
    _check("rate_ceiling", "Rate entered is above a ceiling of the infusion", "block"),
)

PRINT = (
    _words("letter.bring", "Print", "Letter to a patient: what to bring"),
    _words("letter.contact", "Print", "Letter to a patient: how to reach the site"),
)

SETTINGS: tuple[Setting, ...] = (*CALENDAR, *PHASES, *CLOCK, *DOSE, *CHECKS, *PRINT)
