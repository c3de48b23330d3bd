"""What an order is checked against besides its dose: indication, product, label and table."""

from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from ivig_scheduler.domain.clearance import tell_contraindications
from ivig_scheduler.domain.dose_checks import find_age_problem
from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.records import Indication, Patient, Product, RateTable
from ivig_scheduler.domain.terms import Basis, Severity, TableOrigin
from ivig_scheduler.domain.wording import count, listed, show_day
from ivig_scheduler.services.orders.form import OrderDraft
from ivig_scheduler.services.orders.sheets import OrderSheet
from ivig_scheduler.services.orders.texts import TextReader

_BASES = {
    Basis.LABEL: "from the label",
    Basis.MAKER: "from the maker",
    Basis.CONVENTION: "by convention",
    Basis.UNVERIFIED: "without a usable source",
    Basis.SITE: "by the site",
}


def check_indication(reader: TextReader, draft: OrderDraft, indication: Indication) -> None:
    """Note where an indication cannot be given here: inpatient only, or only in a trial."""
    if indication.is_inpatient:
        reader.refuse(
            "indication_code",
            f"{indication.name} is an inpatient treatment. {indication.note}".strip(),
        )
    if indication.is_investigational and not draft.trial_identifier.strip():
        reader.refuse(
            "trial_identifier",
            f"{indication.name} is investigational: enter the trial's identifier",
        )


def check_product(
    reader: TextReader, sheet: OrderSheet, patient: Patient, product: Product
) -> tuple[str, ...]:
    """Note where a patient must not have a product; return what only is to know."""
    age = find_age_problem(product, patient.birth_date, sheet.today)
    if age is not None:
        reader.refuse("product_id", age.message)
    notes = []
    severity = sheet.settings.severity("contraindication")
    for message in tell_contraindications(product, patient):
        if severity is Severity.BLOCK:
            reader.refuse("product_id", message)
        elif severity is Severity.WARN:
            notes.append(message)
    return tuple(notes)


def compare_with_indication(
    indication: Indication, g_per_kg: Fraction | None, days: int | None, interval: int | None
) -> tuple[str, ...]:
    """Return where an order lies outside what the indication's source gives: a check, no advice."""
    notes = []
    if indication.is_off_label:
        notes.append(f"{indication.code} is not a labelled indication")
    doses = _ranges(
        (indication.maintenance_low_g_per_kg, indication.maintenance_high_g_per_kg),
        (indication.loading_low_g_per_kg, indication.loading_high_g_per_kg),
    )
    if g_per_kg is not None and _is_outside(g_per_kg, doses):
        notes.append(
            f"{show(g_per_kg)} g/kg: {indication.code} is usually given {_told(doses)} g/kg"
        )
    splits = _ranges(_ends(indication.maintenance_days), _ends(indication.loading_days))
    if days is not None and _is_outside(Fraction(days), splits):
        told = _told(splits)
        usual = f"{told} {'day' if told == '1' else 'days'} a cycle"
        notes.append(f"{count(days, 'day')} a cycle: {indication.code} is usually given {usual}")
    intervals = _ranges(_ends(indication.interval_days))
    if interval is not None and _is_outside(Fraction(interval), intervals):
        notes.append(
            f"every {count(interval, 'day')}: {indication.code} is usually given every "
            f"{_told(intervals)} days"
        )
    return tuple(notes)


def tell_standing_visits(sheet: OrderSheet) -> tuple[str, ...]:
    """Return how many visits a patient has on the calendar already, of whatever course."""
    ahead = sorted(visit.day for visit in sheet.earlier if visit.day >= sheet.today)
    if not ahead:
        return ()
    told = count(len(ahead), "visit")
    return (f"the patient has {told} booked already, the next on {show_day(ahead[0])}",)


def tell_table(table: RateTable) -> str:
    """Return where a rate table comes from: version, signature, and the basis of its steps."""
    origin = "site table" if table.origin is TableOrigin.SITE else "table"
    told = f"{', '.join(table.indications)} {origin}, version {table.table_version}"
    if table.signed_by and table.signed_on:
        told += f", signed off {show_day(table.signed_on)} by {table.signed_by}"
    spans = []
    numbered = enumerate(table.steps, start=1)
    for basis, group in groupby(numbered, key=lambda pair: pair[1].basis):
        numbers = [number for number, _ in group]
        first, last = numbers[0], numbers[-1]
        which = f"step {first}" if first == last else f"steps {first} to {last}"
        spans.append(f"{which} {_BASES[basis]}")
    note = f" {table.note}" if table.note else ""
    return f"{told}: {listed(spans)}.{note}"


Range = tuple[Fraction, Fraction]


def _ranges(*pairs: tuple[Decimal | int | None, Decimal | int | None]) -> tuple[Range, ...]:
    return tuple(
        (Fraction(low), Fraction(high))
        for low, high in pairs
        if low is not None and high is not None
    )


def _ends(values: tuple[int, ...]) -> tuple[int | None, int | None]:
    return (values[0], values[-1]) if values else (None, None)


def _is_outside(value: Fraction, ranges: tuple[Range, ...]) -> bool:
    return bool(ranges) and not any(low <= value <= high for low, high in ranges)


def _told(ranges: tuple[Range, ...]) -> str:
    return " or ".join(
        show(low) if low == high else f"{show(low)} to {show(high)}" for low, high in ranges
    )
