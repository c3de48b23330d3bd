"""Which lists an act may have changed: what takes long is read only where it makes a difference."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ivig_scheduler.domain.changes import ChangeSet, added, changed
from ivig_scheduler.domain.records import Record, Weight
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.ui.lists.loading import NEEDS, READ, TOMORROW, WAITING, touched
from tests.clinics import TODAY, SmallClinic
from tests.ui.lists.conftest import Book

READY_DAY = TODAY + timedelta(days=1)


def act(before: Record, after: Record) -> ChangeSet:
    return ChangeSet("an act", changed(before, after))


@pytest.mark.parametrize(
    ("days", "lists"), [(0, (WAITING, NEEDS)), (1, READ), (3, (WAITING, NEEDS))]
)
def test_a_visit_that_steps_on_leaves_tomorrow_alone_where_it_is_of_another_day(
    clinic: SmallClinic, book: Book, days: int, lists: tuple[str, ...]
) -> None:
    visit = book(clinic.osei, TODAY + timedelta(days=days))
    stepped = visit.model_copy(update={"status": Status.CONFIRMED})
    assert tuple(touched(act(visit, stepped), READY_DAY)) == lists


def test_a_visit_that_comes_to_the_next_day_is_noticed(clinic: SmallClinic, book: Book) -> None:
    visit = book(clinic.osei, TODAY)
    moved = visit.model_copy(update={"start": visit.start + timedelta(days=1)})
    assert TOMORROW in touched(act(visit, moved), READY_DAY)


def test_anything_else_may_change_every_list(clinic: SmallClinic) -> None:
    weight = Weight(patient_id=clinic.osei.id, day=TODAY, weight_kg=Decimal(70))
    assert touched(ChangeSet("weigh", added(weight)), READY_DAY) == READ
    assert touched(None, READY_DAY) == READ
