"""A place that comes free, and who on the waiting list it fits, in which order."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest

from ivig_scheduler.domain.changes import Change, ChangeSet
from ivig_scheduler.domain.clearance import blocking
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment, ChairOutage, Patient, WaitingEntry
from ivig_scheduler.domain.terms import CancelReason, Need
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.services.appointments import (
    cancel_appointment,
    mark_no_show,
    move_appointment,
)
from ivig_scheduler.services.setup.outages import add_outage, reopen_chair
from ivig_scheduler.services.waiting.entries import load_waiting
from ivig_scheduler.services.waiting.matches import Match, SlotMatches
from ivig_scheduler.services.waiting.matching import find_places, match_freed
from ivig_scheduler.services.waiting.taking import take_place
from tests.clinics import TODAY, SmallClinic, make_small_clinic
from tests.services.waiting_samples import an_entry, refusal

TOMORROW = TODAY + timedelta(days=1)
NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def book(
    clinic: SmallClinic, patient: Patient, day: date, hour: int = 9, chair: int = 0, **terms: object
) -> Appointment:
    """Book one visit at a day, an hour and a chair."""
    wish = Wish(day, time(hour), clinic.chairs[chair].id)
    draft = clinic.draft(patient, first_day=day, cycles=1, **terms)  # type: ignore[arg-type]
    visit = clinic.visits(clinic.book(draft, {(1, 1): wish}))[0]
    assert visit.start == datetime.combine(day, time(hour))
    return visit


def wait(clinic: SmallClinic, visit: Appointment, **fields: object) -> WaitingEntry:
    entry = an_entry(visit, clinic, **fields)
    clinic.add(entry)
    return entry


def put(clinic: SmallClinic, before: WaitingEntry, after: WaitingEntry) -> None:
    """Let an entry stand otherwise, outside the undo history."""
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", (Change(before, after),)))


def matched(clinic: SmallClinic, changes: ChangeSet) -> tuple[SlotMatches, ...]:
    return clinic.read(lambda store: match_freed(store, changes, clinic.clock.local))


def cancel(clinic: SmallClinic, visit: Appointment) -> ChangeSet:
    return clinic.run(partial(cancel_appointment, before=visit, reason=CancelReason.WEATHER))


def names(found: SlotMatches) -> list[str]:
    return [match.line.patient.family_name for match in found.matches]


def take(clinic: SmallClinic, match: Match) -> ChangeSet:
    there = match.there
    return clinic.run(
        lambda work: take_place(work, match.line.entry, match.visit, there.chair_id, there.start)
    )


def test_a_cancelled_visit_offers_its_place_to_who_waits(clinic: SmallClinic) -> None:
    freed = book(clinic, clinic.brandt, TOMORROW)
    waiting = book(clinic, clinic.osei, NEXT_WEEK)
    wait(clinic, waiting)
    (found,) = matched(clinic, cancel(clinic, freed))
    assert (found.chair, found.gap.chair_id) == ("Chair 1", freed.chair_id)
    assert (found.gap.start, found.gap.end) == (
        datetime.combine(TOMORROW, time(8)),
        datetime.combine(TOMORROW, time(17)),
    )
    (match,) = found.matches
    assert match.there.start == datetime.combine(TOMORROW, time(8))
    assert (match.days_earlier, match.visit) == (6, waiting)
    assert blocking(match.there.conflicts) == ()
    assert [each.rule for each in match.there.conflicts] == ["due_window"]
    assert match.days_outside == 2


def test_a_no_show_and_a_move_free_a_place_too(clinic: SmallClinic) -> None:
    wait(clinic, book(clinic, clinic.osei, NEXT_WEEK))
    missed = book(clinic, clinic.brandt, TODAY, 10)
    (found,) = matched(clinic, clinic.run(lambda work: mark_no_show(work, missed)))
    # Not before now, 09:00.
    assert found.matches[0].there.start == datetime.combine(TODAY, time(9))
    moving = book(clinic, clinic.yamada, TOMORROW, 9, chair=1)
    away = moving.start + timedelta(days=2)
    moved = clinic.run(lambda work: move_appointment(work, moving, moving.chair_id, away))
    assert [each.gap.start.date() for each in matched(clinic, moved)] == [TOMORROW]


def test_an_outage_that_is_reopened_frees_its_place(clinic: SmallClinic) -> None:
    starts, ends = datetime.combine(TOMORROW, time(0)), datetime.combine(TOMORROW, time(23))
    chair = clinic.chairs[0]
    outage = ChairOutage(chair_id=chair.id, starts=starts, ends=ends, reason="Pump")
    clinic.run(lambda work: add_outage(work, outage))
    wait(clinic, book(clinic, clinic.osei, NEXT_WEEK))
    noon = datetime.combine(TOMORROW, time(11))
    (found,) = matched(clinic, clinic.run(lambda work: reopen_chair(work, chair.id, noon, ends)))
    assert found.gap.start == noon
    assert found.matches[0].there.start == noon


def test_an_entry_asks_for_its_days_weekdays_and_hours_only(clinic: SmallClinic) -> None:
    freed = book(clinic, clinic.brandt, TOMORROW)
    waiting = book(clinic, clinic.osei, NEXT_WEEK)
    other_days = {"from_day": TOMORROW + timedelta(days=1)}
    other_weekday = {"weekdays": ((TOMORROW.weekday() + 1) % 7,)}
    too_narrow = {"not_before": time(15)}
    entry = wait(clinic, waiting)
    changes = cancel(clinic, freed)
    for wrong in (other_days, other_weekday, too_narrow):
        asked = entry.model_copy(update=wrong)
        put(clinic, entry, asked)
        assert matched(clinic, changes) == ()
        put(clinic, asked, entry)
    put(clinic, entry, entry.model_copy(update={"not_before": time(10, 10)}))
    (found,) = matched(clinic, changes)
    assert found.matches[0].there.start == datetime.combine(TOMORROW, time(10, 15))


def test_who_does_not_fit_is_not_offered_the_place(clinic: SmallClinic) -> None:
    freed = book(clinic, clinic.brandt, TOMORROW)
    # Needs port access, which Chair 1 has not.
    wait(clinic, book(clinic, clinic.yamada, NEXT_WEEK, chair=1), need=Need.URGENT)
    wait(clinic, book(clinic, clinic.osei, NEXT_WEEK))
    (found,) = matched(clinic, cancel(clinic, freed))
    assert names(found) == ["Osei"]


def test_the_place_is_offered_by_need_first(clinic: SmallClinic) -> None:
    freed = book(clinic, clinic.brandt, TOMORROW, chair=1)
    wait(clinic, book(clinic, clinic.osei, NEXT_WEEK))
    wait(clinic, book(clinic, clinic.yamada, NEXT_WEEK, chair=1), need=Need.SOON)
    (found,) = matched(clinic, cancel(clinic, freed))
    assert names(found) == ["Yamada", "Osei"]
    ranks = [match.rank for match in found.matches]
    assert ranks == sorted(ranks)


def test_of_equal_need_the_order_s_window_comes_first(clinic: SmallClinic) -> None:
    freed = book(clinic, clinic.brandt, TOMORROW, chair=1)
    wait(clinic, book(clinic, clinic.osei, NEXT_WEEK))
    wait(clinic, book(clinic, clinic.yamada, NEXT_WEEK, chair=1, window_days=14))
    (found,) = matched(clinic, cancel(clinic, freed))
    assert names(found) == ["Yamada", "Osei"]
    assert [match.days_outside for match in found.matches] == [0, 2]


def test_one_act_moves_the_visit_and_takes_the_entry_off(clinic: SmallClinic) -> None:
    freed = book(clinic, clinic.brandt, TOMORROW)
    waiting = book(clinic, clinic.osei, NEXT_WEEK)
    entry = wait(clinic, waiting)
    (found,) = matched(clinic, cancel(clinic, freed))
    done = take(clinic, found.matches[0])
    assert done.label == "Move a visit from the waiting list to Chair 1, Wed 11/25 08:00"
    assert clinic.visit(waiting).start == datetime.combine(TOMORROW, time(8))
    assert clinic.read(lambda store: load_waiting(store, clinic.clock.local)) == ()
    clinic.dispatcher.undo()
    assert clinic.visit(waiting) == waiting
    (line,) = clinic.read(lambda store: load_waiting(store, clinic.clock.local))
    assert line.entry == entry


def test_a_place_that_was_taken_meanwhile_is_refused_and_nothing_changes(
    clinic: SmallClinic,
) -> None:
    freed = book(clinic, clinic.brandt, TOMORROW)
    waiting = book(clinic, clinic.osei, NEXT_WEEK)
    entry = wait(clinic, waiting)
    (found,) = matched(clinic, cancel(clinic, freed))
    book(clinic, clinic.brandt, TOMORROW, 8)
    with pytest.raises(RuleBrokenError, match="Chair 1"):
        take(clinic, found.matches[0])
    assert clinic.visit(waiting) == waiting
    assert clinic.read(lambda store: store.all(WaitingEntry)) == (entry,)


def test_a_place_that_is_later_or_past_is_no_earlier_place(clinic: SmallClinic) -> None:
    visit = book(clinic, clinic.osei, TOMORROW)
    entry = wait(clinic, visit)
    for start in (visit.start + timedelta(days=1), clinic.clock.local - timedelta(minutes=15)):
        service = partial(
            take_place, entry=entry, before=visit, chair_id=visit.chair_id, start=start
        )
        assert refusal(clinic, service) == {"start"}


def test_the_days_of_a_cycle_come_earlier_together(clinic: SmallClinic) -> None:
    freed = book(clinic, clinic.brandt, TODAY + timedelta(days=6))
    course = clinic.book_course(
        clinic.osei, first_day=TODAY + timedelta(days=13), cycles=1, days_per_cycle=2
    )
    first, second = clinic.visits(course)
    wait(clinic, first)
    (found,) = matched(clinic, cancel(clinic, freed))
    (match,) = found.matches
    assert match.visit == first
    assert match.there.start.date() == freed.start.date()
    # Had its second day no place a day after, it would not be offered.
    outages = [
        ChairOutage(
            chair_id=chair.id,
            starts=datetime.combine(TODAY + timedelta(days=7), time(0)),
            ends=datetime.combine(TODAY + timedelta(days=7), time(23)),
            reason="Floor",
        )
        for chair in clinic.chairs
    ]
    clinic.add(*outages)
    assert second.start.date() == first.start.date() + timedelta(days=1)
    assert clinic.read(lambda store: match_freed(store, _again(freed), clinic.clock.local)) == ()


def test_a_place_is_found_now_for_an_entry(clinic: SmallClinic) -> None:
    visit = book(clinic, clinic.osei, NEXT_WEEK)
    wait(clinic, visit, from_day=TOMORROW, not_before=time(10))
    (line,) = clinic.read(lambda store: load_waiting(store, clinic.clock.local))
    found = clinic.read(lambda store: find_places(store, line, clinic.clock.local))
    assert [match.there.start.date() for match in found] == [
        # Thursday is Thanksgiving, then comes the weekend; the visit's own day has 10:00 no more.
        TOMORROW,
        date(2026, 11, 27),
        date(2026, 11, 30),
    ]
    assert {match.there.start.time() for match in found} == {time(10)}
    assert all(match.there.start < visit.start for match in found)


def _again(freed: Appointment) -> ChangeSet:
    """Return the act that called a visit off, once more."""
    return ChangeSet("Cancel a visit", (Change(freed, None),))
