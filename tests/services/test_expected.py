"""Visits that run over and patients who are late, as all that looks for a place sees them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ivig_scheduler.domain.records import Appointment, Chair
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.day import load_day
from ivig_scheduler.services.place_looks import look_at_place
from ivig_scheduler.services.reseating import find_reseating
from ivig_scheduler.services.site_settings import change_setting
from ivig_scheduler.services.visit_file import load_visit
from ivig_scheduler.services.waiting.slots import Slot, find_gap
from tests.services.founded import TODAY, Founded, at, opened
from tests.services.repair.samples import break_chair, chairs, change, close_other_chairs, propose
from tests.services.undo_proposal_cases import a_usual_visit

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The minute at which all is looked at.
NOW = at(10)


@dataclass
class Morning:
    """A clinic with two chairs; in the first somebody sits whose infusion began an hour late."""

    clinic: Founded
    one: Chair
    two: Chair
    sitting: Appointment

    @property
    def booked(self) -> datetime:
        """When the first chair is booked to be free."""
        return self.sitting.held_until

    @property
    def expected(self) -> datetime:
        """When it is expected to be free."""
        day = self.clinic.read(lambda store: load_day(store, TODAY))
        visit = day.find_visit(self.sitting.id)
        assert visit
        return visit.expect(NOW, day.facts.zone).chair_free

    def messages(self, visit: Appointment, chair: Chair, start: datetime) -> list[str]:
        """Return what is said of the first chair's end about a visit at a place."""
        look = self.clinic.read(lambda s: look_at_place(s, visit, chair.id, start, now=NOW))
        return [each.message for each in look.conflicts if each.rule == "chair_expected"]


@pytest.fixture
def morning(tmp_path: Path) -> "Iterator[Morning]":
    with opened(tmp_path / "clinic.db") as clinic:
        one, two = chairs(clinic, 2)
        booked = a_usual_visit(clinic, at(8), chair=one)
        stamps = {"actual_start": at(8), "infusion_start": at(9, 30)}
        change(clinic, booked, status=Status.INFUSING, **stamps)
        sitting = clinic.read(lambda store: store.get(Appointment, booked.id))
        assert sitting
        clinic.now += timedelta(hours=1)
        yield Morning(clinic, one, two, sitting)


def test_a_visit_under_way_keeps_its_chair_longer_than_booked(morning: Morning) -> None:
    facts = morning.clinic.read(lambda store: load_facts(store, TODAY, TODAY, NOW))
    assert facts.expected == {morning.sitting.id: morning.expected}
    assert morning.expected > morning.booked + timedelta(minutes=30)
    day = morning.clinic.read(lambda store: load_day(store, TODAY))
    assert day.facts_at(NOW).expected == facts.expected
    assert day.facts_at(NOW + timedelta(days=1)).expected == {}


def test_without_a_clock_or_with_the_check_off_nothing_is_expected(morning: Morning) -> None:
    clinic = morning.clinic
    assert clinic.read(lambda store: load_facts(store, TODAY, TODAY)).expected == {}
    clinic.run(lambda work: change_setting(work, "clearance.chair_expected", "off"))
    assert clinic.read(lambda store: load_facts(store, TODAY, TODAY, NOW)).expected == {}
    assert clinic.read(lambda store: load_day(store, TODAY)).facts_at(NOW).expected == {}


def test_the_panel_that_moves_a_visit_says_that_the_chair_is_free_only_later(
    morning: Morning,
) -> None:
    other = a_usual_visit(morning.clinic, at(13), chair=morning.two)
    assert "runs over" in morning.messages(other, morning.one, morning.booked)[0]
    assert morning.messages(other, morning.one, morning.expected) == []
    assert morning.messages(other, morning.two, at(13, 15)) == []


def test_a_patient_who_is_late_keeps_the_chair_longer(morning: Morning) -> None:
    late = a_usual_visit(morning.clinic, at(9, 30), chair=morning.two)
    other = a_usual_visit(morning.clinic, at(14), chair=morning.one)
    (said,) = morning.messages(other, morning.two, late.held_until)
    assert said.split(", free")[0].endswith("is late")
    change(morning.clinic, late, status=Status.NO_SHOW)
    assert morning.messages(other, morning.two, late.held_until) == []


def test_who_follows_in_the_chair_is_told_in_the_visits_checks(morning: Morning) -> None:
    following = a_usual_visit(morning.clinic, morning.booked, chair=morning.one)
    file = morning.clinic.read(lambda store: load_visit(store, following.id, NOW))
    assert "chair_expected" in {each.rule for each in file.conflicts}


def test_the_waiting_lists_slot_begins_when_the_chair_is_expected_to_be_free(
    morning: Morning,
) -> None:
    facts = morning.clinic.read(lambda store: load_facts(store, TODAY, TODAY, NOW))
    gap = find_gap(facts, Slot(morning.one.id, morning.booked, at(17)))
    assert gap is not None and gap.start == morning.expected


def test_room_is_made_in_no_chair_that_is_expected_to_be_taken(morning: Morning) -> None:
    clinic, start = morning.clinic, morning.booked
    standing = a_usual_visit(clinic, start, chair=morning.two)
    guest = a_usual_visit(clinic, start + timedelta(days=1), chair=morning.two)
    close_other_chairs(clinic, morning.one, morning.two)

    def room() -> object:
        return clinic.read(
            lambda store: find_reseating(store, guest, morning.two.id, start, now=NOW)
        )

    assert room() is None
    change(clinic, morning.sitting, infusion_start=at(8))
    proposal = room()
    assert proposal is not None
    assert standing.id in {each.before.id for each in proposal.moves}  # type: ignore[attr-defined]


def test_a_repair_moves_nobody_into_a_chair_that_is_expected_to_be_taken(morning: Morning) -> None:
    clinic = morning.clinic
    moved = a_usual_visit(clinic, morning.booked, chair=morning.two)
    close_other_chairs(clinic, morning.one, morning.two)
    trouble = break_chair(clinic, morning.two, morning.booked, at(17))
    (move,) = propose(clinic, trouble, NOW).moves
    assert move.before.id == moved.id and move.after.chair_id == morning.one.id
    assert move.after.start >= morning.expected
