"""What the inspector says about a visit, as plain values: chips, rows, checks and the next one."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ivig_scheduler.domain.quantities import show, show_minutes, whole_minutes
from ivig_scheduler.domain.terms import CHAIR_FREE, RiskFlag, Severity, Status
from ivig_scheduler.domain.wording import as_done, count, show_day, show_moment
from ivig_scheduler.ui.words import identify, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivig_scheduler.domain.progress import VisitProgress
    from ivig_scheduler.domain.records import Patient
    from ivig_scheduler.services.visit_file import VisitFile
    from ivig_scheduler.ui.widgets.chip import ChipKind

_RISKS = {
    RiskFlag.RENAL: "At risk: kidney",
    RiskFlag.THROMBOTIC: "At risk: clots",
    RiskFlag.PREGNANCY: "Pregnancy",
}
_STATUS_KINDS: dict[Status, "ChipKind"] = {
    Status.CONFIRMED: "good",
    Status.ARRIVED: "good",
    Status.IN_CHAIR: "good",
    Status.INFUSING: "good",
    Status.OBSERVING: "good",
    Status.HELD: "warning",
    Status.NO_SHOW: "danger",
    Status.CANCELLED: "danger",
    Status.ENTERED_IN_ERROR: "danger",
}

_ACTS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A name, what stands out of its value, and the rest of it."""

    name: str
    strong: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A check with its sign; `kind` is good, warning or danger."""

    kind: str
    text: str

    @property
    def sign(self) -> str:
        """The sign that is read without colour."""
        return {"good": "✓", "warning": "△", "danger": "✗"}[self.kind]


@dataclass(frozen=True, slots=True)
class Act:
    """What was done with the visit, and when by whom."""

    label: str
    stamp: str


@dataclass(frozen=True, slots=True)
class NextInChair:
    """The visit that follows in the chair; `at_risk` is empty where nothing threatens it."""

    title: str
    who: str
    at_risk: str


def identity(file: "VisitFile", now: datetime) -> str:
    """Return birth date, age, number and weight."""
    known = identify(file.patient, now.date())
    weight = next(iter(file.weights), None)
    return f"{known} · {show(weight.weight_kg)} kg" if weight else known


def chips(
    file: "VisitFile", progress: "VisitProgress", since: datetime | None
) -> tuple[tuple[str, "ChipKind"], ...]:
    """Return the words and kinds of the chips: the status, every risk, what is special."""
    status = file.appointment.status
    words = sentence(str(status))
    if since is not None and status is not Status.BOOKED:
        words += f" since {since:%H:%M}" if since.date() == progress.sits_down.date() else ""
    if progress.minutes_late > 0:
        words += f", {show_minutes(progress.minutes_late)} late"
    kind = _STATUS_KINDS.get(status, "plain")
    found: list[tuple[str, ChipKind]] = [(words, kind)]
    found += [(_RISKS[flag], "warning") for flag in file.patient.risk_flags]
    if file.plan.is_naive_like:
        found.append(("First or renewed treatment", "plain"))
    if file.appointment.is_chair_locked and status not in CHAIR_FREE:
        found.append(("Chair kept", "plain"))
    return tuple(found)


def section(file: "VisitFile") -> str:
    """Return which visit of which course it is."""
    course = f"{file.indication.code} course"
    if file.appointment.status in CHAIR_FREE:
        return f"Visit of the {course}"
    return f"Visit {file.visit_number} of {file.visits_in_course}, {course}"


def rows(file: "VisitFile", progress: "VisitProgress", chair: str) -> tuple[Row, ...]:
    """Return when and where, product, dose, infusion and when the chair comes free."""
    visit, plan = file.appointment, file.plan
    infusion = show_minutes(math.ceil(plan.infusion_minutes))
    found = [
        Row("Place", f"{visit.start:%H:%M} to {visit.end:%H:%M}", f", {chair}"),
        Row("Product", "", f"{file.product.name}, {_table_words(file)}"),
        Row("Dose", "", _dose_words(file)),
        Row("Infusion", infusion, f", chair {_chair_words(file)}"),
    ]
    if visit.status in CHAIR_FREE:
        return (*found, Row("Called off", "", _cancel_words(file)))
    planned = (
        "" if progress.chair_free == visit.held_until else f" planned {visit.held_until:%H:%M}"
    )
    return (*found, Row("Chair free", f"{progress.chair_free:%H:%M}", planned))


def _chair_words(file: "VisitFile") -> str:
    """Return how long the visit takes as it stands; where that is not as planned, both."""
    stands = whole_minutes(file.appointment.end - file.appointment.start)
    planned = file.plan.booked_minutes
    told = show_minutes(stands)
    return told if stands == planned else f"{told}, planned {show_minutes(planned)}"


def _table_words(file: "VisitFile") -> str:
    bases = ", ".join(dict.fromkeys(str(step.basis) for step in file.table.steps))
    return f"{file.plan.indication_code} table version {file.plan.table_version} ({bases})"


def _dose_words(file: "VisitFile") -> str:
    plan = file.plan
    per_kg = show(plan.dose_g / plan.weight_kg)
    return f"{show(plan.dose_g)} g = {per_kg} g/kg = {show(plan.volume_ml, 1)} mL"


def _cancel_words(file: "VisitFile") -> str:
    visit = file.appointment
    words = str(visit.cancel_reason or visit.status)
    return f"{words}: {visit.cancel_note}" if visit.cancel_note else words


def checks(file: "VisitFile") -> tuple[Check, ...]:
    """Return the checks: those that fail first, then what was looked at and is well."""
    failed = tuple(
        Check("danger" if each.severity is Severity.BLOCK else "warning", sentence(each.message))
        for each in file.conflicts
    )
    return failed + _passed(file)


def _passed(file: "VisitFile") -> tuple[Check, ...]:
    settings = file.moving.planner.context.settings
    failing = {each.rule for each in file.conflicts}
    said = {
        "order_validity": _order_words(file),
        "due_window": _due_words(file),
        "weight_age": _weight_words(file) if file.moving.is_weight_checked else "",
        "draft_table": _signed_words(file),
    }
    return tuple(
        Check("good", words)
        for rule, words in said.items()
        if words and rule not in failing and settings.severity(rule) is not Severity.OFF
    )


def _order_words(file: "VisitFile") -> str:
    last = file.order.valid_to
    return f"Order valid to {show_day(last)}" if last else "Order valid without an end"


def _due_words(file: "VisitFile") -> str:
    due = file.moving.due_day
    if due is None:
        return ""
    off = (file.appointment.start.date() - due).days
    if not off:
        return "On its due day"
    side = "after" if off > 0 else "before"
    return f"{count(abs(off), 'day')} {side} its due day, inside the window"


def _weight_words(file: "VisitFile") -> str:
    weight = next(iter(file.weights), None)
    return f"Weight of {show_day(weight.day)}, {show(weight.weight_kg)} kg" if weight else ""


def _signed_words(file: "VisitFile") -> str:
    table = file.table
    if not table.signed_by:
        return ""
    when = f" on {show_day(table.signed_on)}" if table.signed_on else ""
    return f"Rate table signed off by {table.signed_by}{when}"


def history(
    file: "VisitFile", as_local: "Callable[[datetime], datetime]", now: datetime
) -> tuple[Act, ...]:
    """Return the last acts on the visit, newest first; `as_local` gives the site's wall clock."""
    return tuple(
        Act(sentence(as_done(entry.label)), f"{_moment(as_local(entry.at), now)} · {entry.actor}")
        for entry in file.history[:_ACTS_SHOWN]
    )


def _moment(moment: datetime, now: datetime) -> str:
    return f"{moment:%H:%M}" if moment.date() == now.date() else show_moment(moment)


def next_in_chair(file: "VisitFile", progress: "VisitProgress", chair: str) -> NextInChair | None:
    """Return who sits in the chair next, and by how much that is at risk; None for nobody."""
    following = file.next_in_chair
    if following is None or file.appointment.status in CHAIR_FREE:
        return None
    start = following.appointment.start
    late = progress.minutes_into(start)
    at_risk = f"at risk by {show_minutes(late)}" if late else ""
    return NextInChair(
        f"Next in {chair}", f"{_short_name(following.patient)} {start:%H:%M}", at_risk
    )


def _short_name(patient: "Patient") -> str:
    given = patient.given_name[:1]
    return f"{given}. {patient.family_name}" if given else patient.family_name
