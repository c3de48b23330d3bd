"""The order's terms in time: days, interval, window, validity and the course's span."""

from dataclasses import dataclass
from datetime import date

from ivig_scheduler.domain.limits import (
    MOST_CYCLES,
    MOST_DAYS_PER_CYCLE,
    MOST_INTERVAL_DAYS,
    MOST_WINDOW_DAYS,
)
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.services.orders.form import OrderDraft
from ivig_scheduler.services.orders.sheets import OrderSheet
from ivig_scheduler.services.orders.texts import TextReader


@dataclass(frozen=True)
class OrderTerms:
    """The order's terms in time, as far as they can be read."""

    days_per_cycle: int | None
    interval_days: int | None
    window_days: int | None
    first_day: date | None
    last_day: date | None
    number_of_cycles: int | None
    valid_from: date
    valid_to: date | None


def read_terms(reader: TextReader, draft: OrderDraft, sheet: OrderSheet) -> OrderTerms:
    """Return the terms as far as they can be read; the reader keeps what is wrong with them."""
    days = reader.whole(
        "days_per_cycle", "days", draft.days_per_cycle, "days", 1, MOST_DAYS_PER_CYCLE
    )
    interval = reader.whole(
        "interval_days", "interval", draft.interval_days, "days", 1, MOST_INTERVAL_DAYS
    )
    window = reader.whole("window_days", "window", draft.window_days, "days", 0, MOST_WINDOW_DAYS)
    if not draft.window_days.strip():
        window = sheet.settings.whole("calendar.window")
    cycles = reader.whole(
        "number_of_cycles", "number", draft.number_of_cycles, "cycles", 1, MOST_CYCLES
    )
    terms = OrderTerms(
        days_per_cycle=days,
        interval_days=interval,
        window_days=window,
        first_day=reader.day("first_day", "first day", draft.first_day),
        last_day=reader.day("last_day", "last day", draft.last_day),
        number_of_cycles=cycles,
        valid_from=reader.day("valid_from", "valid from", draft.valid_from) or sheet.today,
        valid_to=reader.day("valid_to", "valid to", draft.valid_to),
    )
    _check_presence(reader, terms)
    _check_order_of_days(reader, terms, sheet.today)
    return terms


def _check_presence(reader: TextReader, terms: OrderTerms) -> None:
    needed = (
        (
            "days_per_cycle",
            terms.days_per_cycle,
            f"enter the days a cycle takes: 1 to {MOST_DAYS_PER_CYCLE}",
        ),
        ("interval_days", terms.interval_days, "enter the days from one cycle to the next"),
        ("first_day", terms.first_day, "enter the day of the first visit"),
    )
    for field, value, message in needed:
        if value is None and not reader.has_problem(field):
            reader.refuse(field, message)
    has_end = terms.last_day is not None or terms.number_of_cycles is not None
    if not has_end and not reader.has_problem("last_day"):
        reader.refuse("number_of_cycles", "say how many cycles, or until which day")


def _check_order_of_days(reader: TextReader, terms: OrderTerms, today: date) -> None:
    first, last = terms.first_day, terms.last_day
    if first is not None and first < today:
        reader.refuse("first_day", f"the first day is past: today is {show_day(today)}")
    if first is not None and last is not None and last < first:
        reader.refuse("last_day", f"the last day is before the first, {show_day(first)}")
    if terms.valid_to is not None and terms.valid_to < terms.valid_from:
        reader.refuse("valid_to", "the order ends before it begins")
    _check_interval(reader, terms)


def _check_interval(reader: TextReader, terms: OrderTerms) -> None:
    days, interval = terms.days_per_cycle, terms.interval_days
    if interval is None:
        return
    if days is not None and interval < days:
        reader.refuse("interval_days", f"a cycle takes {days} days: the interval must be as long")
    first, last = terms.first_day, terms.last_day
    if first is None or last is None or terms.number_of_cycles is not None:
        return
    cycles = (last - first).days // interval + 1
    if cycles > MOST_CYCLES:
        reader.refuse("last_day", f"{cycles} cycles until {show_day(last)}: at most {MOST_CYCLES}")
