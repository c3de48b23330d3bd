"""The demo clinic: full, the same each time, and valid by the rules of the program."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.dose_checks import find_age_problem
from ivig_scheduler.domain.progress import (
    UNDER_WAY,
    minutes_awaited,
    stamps_come_to,
    times_of,
)
from ivig_scheduler.domain.records import (
    Appointment,
    Chair,
    ChairOutage,
    Cycle,
    Nurse,
    NurseAbsence,
    Order,
    Patient,
    Plan,
    Product,
    RateTable,
    Record,
    VisitEvent,
)
from ivig_scheduler.domain.terms import CHAIR_FREE, CycleState, Severity, Status, VisitEventKind
from ivig_scheduler.services.calendar_conflicts import load_calendar_conflicts
from ivig_scheduler.services.day import load_day
from ivig_scheduler.services.demo.copies import copy_demo, make_demo_at
from ivig_scheduler.services.demo.moment import MOMENT, DemoClock, find_demo_moment
from ivig_scheduler.services.repair.troubles import find_affected, nurse_out
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.database import open_database

ZONE = "America/New_York"
MONDAY = datetime.combine(date(2026, 11, 23), MOMENT, ZoneInfo(ZONE))
KINDS: tuple[type[Record], ...] = (
    *(Patient, Chair, ChairOutage, Nurse, Order, Cycle, Plan, Appointment, Product, RateTable),
)
Clinic = dict[type[Record], tuple[Record, ...]]


def _read(path: Path) -> Clinic:
    database = open_database(path, MONDAY)
    with database.read() as store:
        clinic = {kind: store.all(kind) for kind in KINDS}
    database.close()
    return clinic


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    make_demo_at(path, MONDAY, ZONE)
    return path


@pytest.fixture(scope="module")
def clinic(demo_file: Path) -> Clinic:
    return _read(demo_file)


def _visits(clinic: Clinic) -> list[Appointment]:
    return [each for each in clinic[Appointment] if isinstance(each, Appointment)]


def test_the_demo_clinic_has_the_size_it_promises(clinic: Clinic) -> None:
    assert {kind.kind: len(clinic[kind]) for kind in (Chair, Nurse, Patient, ChairOutage)} == {
        "chair": 12,
        "nurse": 4,
        "patient": 120,
        "outage": 1,
    }
    chairs = [each for each in clinic[Chair] if isinstance(each, Chair)]
    assert len({chair.chair_type for chair in chairs}) == 3
    days = sorted(each.start.date() for each in _visits(clinic))
    assert days[-1] - days[0] > timedelta(days=330)
    by_day = Counter(each.start.date() for each in _visits(clinic))
    assert sorted(by_day.values())[len(by_day) // 2] >= 18


def test_nobody_in_the_demo_shares_a_chair_or_is_in_two_places(clinic: Clinic) -> None:
    held = [each for each in _visits(clinic) if each.status not in CHAIR_FREE]
    for owner in ("chair_id", "patient_id"):
        ordered = sorted(held, key=lambda each: (getattr(each, owner), each.start))
        for one, other in pairwise(ordered):
            if getattr(one, owner) == getattr(other, owner):
                assert one.held_until <= other.start


def test_no_visit_of_the_demo_is_in_a_chair_out_of_service(clinic: Clinic) -> None:
    (outage,) = (each for each in clinic[ChairOutage] if isinstance(each, ChairOutage))
    assert outage.starts.date() == MONDAY.date()
    assert f"{outage.ends:%A}" == "Thursday"
    in_it = [each for each in _visits(clinic) if each.chair_id == outage.chair_id]
    assert in_it
    assert not any(each.start < outage.ends and each.end > outage.starts for each in in_it)


def test_the_demo_has_children_long_names_and_accents_and_doses_they_may_have(
    clinic: Clinic,
) -> None:
    patients = {each.id: each for each in clinic[Patient] if isinstance(each, Patient)}
    products = {each.id: each for each in clinic[Product] if isinstance(each, Product)}
    names = {each.full_name for each in patients.values()}
    assert any(len(name) > 30 for name in names)
    assert any(not name.isascii() for name in names)
    assert any(each.birth_date > date(2015, 1, 1) for each in patients.values())
    for order in clinic[Order]:
        assert isinstance(order, Order)
        patient = patients[order.patient_id]
        assert not find_age_problem(products[order.product_id], patient.birth_date, MONDAY.date())


def test_the_present_day_of_the_demo_is_half_done(clinic: Clinic) -> None:
    now = MONDAY.replace(tzinfo=None)
    for visit in _visits(clinic):
        if visit.start.date() < now.date():
            assert visit.status is Status.DONE
        elif visit.start.date() > now.date():
            assert visit.status in {Status.BOOKED, Status.CONFIRMED}
    today = Counter(each.status for each in _visits(clinic) if each.start.date() == now.date())
    assert today[Status.NO_SHOW] == today[Status.CANCELLED] == 1
    assert today[Status.DONE]
    assert today[Status.OBSERVING] + today[Status.INFUSING] >= 4
    assert today[Status.CONFIRMED] + today[Status.ARRIVED] >= 4


def test_every_cycle_of_the_demo_that_is_booked_has_all_its_visits(clinic: Clinic) -> None:
    days = {
        each.patient_id: each.days_per_cycle for each in clinic[Order] if isinstance(each, Order)
    }
    booked = Counter(each.cycle_id for each in _visits(clinic) if each.status not in CHAIR_FREE)
    waiting = 0
    for cycle in clinic[Cycle]:
        assert isinstance(cycle, Cycle)
        if cycle.state is CycleState.BOOKED:
            assert booked[cycle.id] == days[cycle.patient_id]
        elif cycle.state is CycleState.NEEDS_BOOKING:
            waiting += 1
            assert cycle.reason
    assert 3 <= waiting <= 40


def test_the_demos_days_mostly_keep_the_nurses_limits_with_a_few_honest_conflicts(
    demo_file: Path,
) -> None:
    database = open_database(demo_file, MONDAY)
    with database.read() as store:
        days = [load_day(store, MONDAY.date() + timedelta(days=ahead)) for ahead in range(60)]
        found = load_calendar_conflicts(store, MONDAY.date())
    database.close()
    working = [day for day in days if day.seated]
    within = [day for day in working if day.facts.can_share_out(day.day)]
    assert len(working) > 30
    assert 0.8 * len(working) <= len(within) < len(working)
    conflicts = [each for visit in found for each in visit.conflicts]
    assert {each.severity for each in conflicts} == {Severity.WARN}
    assert {each.rule for each in conflicts} <= {"nurse_capacity", "due_window", "naive_start"}


def test_a_nurse_who_is_away_in_the_demo_leaves_visits_without_one(demo_file: Path) -> None:
    day = MONDAY.date() + timedelta(days=1)
    database = open_database(demo_file, MONDAY)
    with database.read() as store:
        nurse = store.all(Nurse)[0]
        midnight = datetime.combine(day, time())
        absence = NurseAbsence(
            nurse_id=nurse.id, starts=midnight, ends=midnight + timedelta(days=1), reason="ill"
        )
        trouble = nurse_out(absence, nurse.name)
        affected = find_affected(
            AsIf(store, (Change(None, absence),)), trouble, MONDAY.replace(tzinfo=None)
        )
    database.close()
    assert affected


def test_the_first_day_of_the_demo_is_shown_without_the_solver(demo_file: Path) -> None:
    script = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from ivig_scheduler.services.day import load_day\n"
        "from ivig_scheduler.services.day_checks import find_troubles\n"
        "from ivig_scheduler.storage.database import open_database\n"
        "moment = datetime.fromisoformat(sys.argv[2]); day = moment.date()\n"
        "with open_database(Path(sys.argv[1]), moment).read() as store:\n"
        "    shown = load_day(store, day); find_troubles(store, shown, day)\n"
        "    assert shown.facts.can_share_out(day)\n"
        "print([name for name in ('numpy', 'highspy') if name in sys.modules])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(demo_file), MONDAY.isoformat()],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert run.stdout.strip() == "[]"


def test_some_rate_tables_of_the_demo_are_drafts(clinic: Clinic) -> None:
    assert any(each.is_draft for each in clinic[RateTable] if isinstance(each, RateTable))


def test_the_demo_of_a_day_is_always_the_same(clinic: Clinic, tmp_path: Path) -> None:
    make_demo_at(tmp_path / "again.sqlite", MONDAY, ZONE)
    again = _read(tmp_path / "again.sqlite")
    for kind in (Patient, Order, Cycle, Plan, Appointment):
        assert set(again[kind]) == set(clinic[kind])


def test_a_second_demo_of_the_day_is_a_copy_that_changes_nothing_else(
    demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def make(path: Path, _moment: datetime, _zone: str) -> None:
        made.append(path)
        path.write_bytes(demo_file.read_bytes())

    monkeypatch.setattr("ivig_scheduler.services.demo.copies.make_demo_at", make)
    for name in ("first", "second"):
        assert copy_demo(tmp_path / "cache", tmp_path / name, MONDAY, ZONE) == MONDAY
    assert made == [tmp_path / "first"]
    assert len(_read(tmp_path / "second")[Patient]) == 120
    copy_demo(tmp_path / "cache", tmp_path / "third", MONDAY + timedelta(days=1), ZONE)
    assert made[1:] == [tmp_path / "third"]
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_the_copy_of_a_day_knows_its_moment_without_looking_up_holidays(
    demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = "ivig_scheduler.services.demo.copies"
    monkeypatch.setattr(
        f"{copies}.make_demo_at", lambda path, *_: path.write_bytes(demo_file.read_bytes())
    )
    thanksgiving = date(2026, 11, 26)
    first = copy_demo(tmp_path / "cache", tmp_path / "first", thanksgiving, ZONE)
    monkeypatch.delattr(f"{copies}.find_demo_moment")
    assert copy_demo(tmp_path / "cache", tmp_path / "second", thanksgiving, ZONE) == first
    assert first == datetime.combine(date(2026, 11, 25), MOMENT, ZoneInfo(ZONE))


def test_a_cache_that_cannot_be_written_does_not_stop_the_demo(
    demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("")
    monkeypatch.setattr(
        "ivig_scheduler.services.demo.copies.make_demo_at",
        lambda path, _moment, _zone: path.write_bytes(demo_file.read_bytes()),
    )
    copy_demo(tmp_path / "cache", tmp_path / "demo.sqlite", MONDAY, ZONE)
    assert len(_read(tmp_path / "demo.sqlite")[Patient]) == 120


@pytest.mark.parametrize(
    ("today", "opens"),
    [
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(2026, 11, 22), date(2026, 11, 20)),
        (date(2026, 11, 26), date(2026, 11, 25)),
        (date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_demo_opens_on_a_working_day(today: date, opens: date) -> None:
    assert find_demo_moment(today) == datetime.combine(opens, MOMENT)


def test_the_demos_clock_runs_on_from_its_moment() -> None:
    now = [datetime(2026, 11, 26, 3, tzinfo=UTC)]
    clock = DemoClock(lambda: now[0], ZONE)
    assert clock.today == date(2026, 11, 25)
    opened = datetime.combine(date(2026, 11, 25), MOMENT, ZoneInfo(ZONE))
    clock.set(opened)
    assert clock() == opened
    now[0] += timedelta(minutes=7)
    assert clock() == opened + timedelta(minutes=7)


def test_visits_under_way_in_the_demo_have_stamps_one_is_late_and_one_runs_over(
    demo_file: Path,
) -> None:
    local = MONDAY.replace(tzinfo=None)
    database = open_database(demo_file, MONDAY)
    with database.read() as store:
        day = load_day(store, local.date())
        events = store.all(VisitEvent)
    database.close()
    going = [each for each in day.visits if each.appointment.status in UNDER_WAY]

    assert {each.what for each in events} == {VisitEventKind.RATE, VisitEventKind.PAUSE}
    for each in going:
        known = [moment for moment in times_of(each.appointment).values() if moment]
        assert known == sorted(known) and known[-1] <= local
        assert set(stamps_come_to(each.appointment.status)) == {
            name for name, moment in times_of(each.appointment).items() if moment
        }
    late = [each for each in day.visits if minutes_awaited(each.appointment, local, 10)]
    assert len(late) == 1
    assert max(each.expect(local, day.facts.zone).overrun_minutes for each in going) > 30
