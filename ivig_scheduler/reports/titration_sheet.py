"""The sheet for the bedside: when which rate is set, and when vital signs are taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from ivig_scheduler.domain.quantities import clock, round_down_to, show, show_minutes
from ivig_scheduler.domain.records import Indication, Order, PlannedStep, RateTable
from ivig_scheduler.domain.terms import PhaseName
from ivig_scheduler.domain.wording import listed, show_day, show_time
from ivig_scheduler.reports.day_sheet import day_title
from ivig_scheduler.reports.naming import Naming
from ivig_scheduler.reports.paper import (
    Align,
    Block,
    Column,
    Facts,
    Paper,
    Row,
    Table,
    TextKind,
    Words,
)
from ivig_scheduler.reports.visits import PrintedVisit

STEPS = (
    Column("Step", 0.6, Align.RIGHT),
    Column("Clock", 0.9, is_strong=True),
    Column("From start", 1.0, Align.RIGHT),
    Column("Minutes", 0.9, Align.RIGHT),
    Column("mL/h", 1.0, Align.RIGHT, is_strong=True),
    Column("mg/kg/min", 1.1, Align.RIGHT),
    Column("mL", 0.9, Align.RIGHT),
    Column("Total mL", 1.0, Align.RIGHT),
    Column("Set at", 1.1),
    Column("Initials", 0.9),
)
SIGNS = (
    Column("Due", 0.8, is_strong=True),
    Column("When", 2.3),
    Column("Taken at", 1.0),
    Column("Blood pressure", 1.5),
    Column("Pulse", 0.9),
    Column("Temp.", 0.9),
    Column("SpO2", 0.9),
    Column("Resp.", 0.9),
    Column("Initials", 1.0),
)
DRUGS = (
    Column("Give at", 1.0, is_strong=True),
    Column("Premedication", 4.0),
    Column("Before the infusion", 2.0),
    Column("Given at", 1.2),
    Column("Initials", 1.0),
)
HANDS = (Column("", 1.4), Column("Name", 3), Column("Signature", 3), Column("Time", 1.2))

_AS_PLANNED = "Rates and pauses entered since the start are not on this sheet."


@dataclass(frozen=True, slots=True)
class BedsideVisit:
    """A visit with what its sheet at the bedside tells; `pump_step` is in mL/h.

    `has_events` tells whether its rate was changed, or it was paused, since it began.
    """

    visit: PrintedVisit
    order: Order
    indication: Indication
    table: RateTable
    pump_step: Decimal
    has_events: bool = False


def make_titration_sheet(
    bedside: BedsideVisit,
    *,
    site: str,
    naming: Naming = Naming(),  # noqa: B008 - a frozen value
) -> Paper:
    """Return the steps by the clock, the vital signs to be written down, and what limits them."""
    visit = bedside.visit
    patient, day = visit.patient, visit.appointment.start.date()
    blocks: list[Block] = [Facts(_facts(bedside, naming))]
    if bedside.order.premedications:
        blocks += [Words("Before the infusion", TextKind.SECTION), _drugs(bedside)]
    blocks += [
        Words("Rate of the infusion", TextKind.SECTION),
        _steps(bedside),
        Words(_rounding_note(bedside), TextKind.NOTE),
        Words("Vital signs", TextKind.SECTION),
        _vital_signs(bedside),
        *_notes(naming.typed(bedside.order.notes)),
        Words("Checked", TextKind.SECTION),
        Table(HANDS, tuple(Row((who, "", "", "")) for who in ("Prepared", "Checked")), True),
    ]
    return Paper(
        title="Titration sheet",
        subtitle=f"{naming.name(patient)} · {naming.identity(patient)} · {day_title(day)}",
        site=site,
        blocks=tuple(blocks),
        stem=f"titration-{day.isoformat()}",
        patients=(patient.id,),
    )


def _facts(bedside: BedsideVisit, naming: Naming) -> tuple[tuple[str, str], ...]:
    visit, order = bedside.visit, bedside.order
    plan, product = visit.plan, visit.product
    per_ml = show(product.concentration_g_per_ml * 1000)
    kind = "first or renewed treatment" if plan.is_naive_like else "subsequent infusion"
    rows = [
        ("Product", f"{product.name}, {per_ml} mg/mL"),
        ("Chair, time", f"{visit.chair}, {visit.hours}"),
        ("Dose, volume", visit.dose),
        ("Infusion", visit.infusion_hours().removeprefix("infusion ")),
        ("Weight", f"{show(plan.weight_kg)} kg, {order.dosing_weight_kind.value}"),
        ("Indication", f"{bedside.indication.name} ({bedside.indication.code})"),
        ("Planned as", kind),
        ("Cycle", f"{visit.appointment.cycle_number}, day {visit.appointment.day_of_cycle}"),
        ("Ceilings", _ceilings(bedside)),
        ("Rate table", _table_words(bedside)),
    ]
    if order.hydration_minutes:
        rows.append(("Hydration", f"{show_minutes(order.hydration_minutes)} before the infusion"))
    if trial := naming.typed(order.trial_identifier):
        rows.append(("Trial", trial))
    return tuple(rows)


def _ceilings(bedside: BedsideVisit) -> str:
    """Return what held the rate down and to how much; and the patient's risks."""
    patient = bedside.visit.patient
    limits = {step.limited_by: step for step in bedside.visit.plan.steps if step.limited_by}
    said = [
        f"{name}: {_pump_rate(step, bedside.pump_step)} mL/h ({show(step.mg_per_kg_min)} mg/kg/min)"
        for name, step in limits.items()
    ]
    risks = listed(str(flag) for flag in patient.risk_flags) if patient.risk_flags else ""
    words = "; ".join(said) or "none limits the rate"
    return f"{words}. Risk: {risks}" if risks else words


def _table_words(bedside: BedsideVisit) -> str:
    table, version = bedside.table, bedside.visit.plan.table_version
    parts = [f"{', '.join(table.indications)}, {table.use.value} use, version {version}"]
    if table.label_revision:
        parts.append(f"label revision {table.label_revision}")
    if table.signed_by:
        on = f" on {show_day(table.signed_on)}" if table.signed_on else ""
        parts.append(f"signed off by {table.signed_by}{on}")
    if not table.label_revision and not table.signed_by:
        parts.append(f"{table.origin.value}, no label revision recorded")
    return "; ".join(parts)


def _drugs(bedside: BedsideVisit) -> Table:
    starts = bedside.visit.at(bedside.visit.infusion.start_minute)
    rows = sorted(bedside.order.premedications, key=lambda each: -each.lead_minutes)
    return Table(
        DRUGS,
        tuple(
            Row(
                (
                    show_time(starts - timedelta(minutes=each.lead_minutes)),
                    each.name,
                    f"{each.lead_minutes} min",
                    "",
                    "",
                )
            )
            for each in rows
        ),
        is_filled_in=True,
    )


def _steps(bedside: BedsideVisit) -> Table:
    steps = enumerate(bedside.visit.plan.steps, 1)
    rows = tuple(_step_row(bedside, number, step) for number, step in steps)
    return Table(STEPS, rows, is_filled_in=True)


def _step_row(bedside: BedsideVisit, number: int, step: PlannedStep) -> Row:
    visit = bedside.visit
    begins = visit.at(visit.infusion.start_minute + int(step.start_minute))
    return Row(
        (
            str(number),
            show_time(begins),
            clock(step.start_minute),
            show(step.minutes, 1),
            _pump_rate(step, bedside.pump_step),
            f"{float(step.mg_per_kg_min):.2f}",
            f"{float(step.volume_ml):.1f}",
            f"{float(step.total_ml):.1f}",
            "",
            "",
        )
    )


def _pump_rate(step: PlannedStep, pump_step: Decimal) -> str:
    return str(round_down_to(step.ml_per_h, pump_step))


def _rounding_note(bedside: BedsideVisit) -> str:
    rounding = f"mL/h is rounded down to the pump's step of {bedside.pump_step} mL/h."
    return f"{rounding} {_AS_PLANNED}" if bedside.has_events else rounding


def _vital_signs(bedside: BedsideVisit) -> Table:
    blank = ("",) * (len(SIGNS) - 2)
    return Table(
        SIGNS,
        tuple(Row((due, when, *blank)) for due, when in _due(bedside)),
        is_filled_in=True,
    )


def _due(bedside: BedsideVisit) -> Iterator[tuple[str, str]]:
    """Give the clock time at which vital signs fall due, and why then."""
    visit = bedside.visit
    infusion = visit.infusion
    why = {
        minute: f"rate to {_pump_rate(step, bedside.pump_step)} mL/h"
        for minute, step in visit.rate_changes()
    }
    why |= {
        phase.end_minute: "after the observation"
        for phase in visit.plan.phases
        if phase.name is PhaseName.OBSERVATION
    }
    why |= {0: "baseline", infusion.end_minute: "end of the infusion"}
    for minute in visit.plan.vital_signs:
        since = show_minutes(minute - infusion.start_minute)
        yield show_time(visit.at(minute)), why.get(minute, f"{since} into the infusion")


def _notes(notes: str) -> list[Block]:
    return [Words("Notes of the order", TextKind.SECTION), Words(notes)] if notes else []
