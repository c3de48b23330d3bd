"""Chairs and the times in which they are out of service."""

from datetime import date

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.services.setup import chairs as c
from ivig_scheduler.services.setup.outages import load_outages
from tests.services.founded import Founded, a_patient, at


@pytest.fixture
def three(founded: Founded) -> tuple[r.Chair, ...]:
    for name in ("Chair 1", "Chair 2", "Bed A"):
        founded.run(lambda work, name=name: c.add_chair(work, r.Chair(name=name)))  # type: ignore[misc]
    return founded.read(c.load_chairs)


def test_a_new_chair_comes_last(three: tuple[r.Chair, ...]) -> None:
    assert [(each.name, each.position) for each in three] == [
        ("Chair 1", 0),
        ("Chair 2", 1),
        ("Bed A", 2),
    ]


def test_chairs_can_be_put_in_another_order(founded: Founded, three: tuple[r.Chair, ...]) -> None:
    one, two, bed = (each.id for each in three)
    founded.run(lambda work: c.reorder_chairs(work, (bed, one, two)))
    assert [each.name for each in founded.read(c.load_chairs)] == ["Bed A", "Chair 1", "Chair 2"]


def test_an_order_that_misses_a_chair_is_refused(
    founded: Founded, three: tuple[r.Chair, ...]
) -> None:
    for ids in (three[:2], (*three[:2], three[0])):
        wanted = tuple(each.id for each in ids)
        said = founded.refused(lambda work, wanted=wanted: c.reorder_chairs(work, wanted))  # type: ignore[misc]
        assert "look again" in said


def test_a_chair_keeps_its_features_and_dates(founded: Founded, three: tuple[r.Chair, ...]) -> None:
    update = {
        "chair_type": "Private room",
        "features": ("isolation",),
        "in_use_from": date(2026, 1, 1),
    }
    after = three[0].model_copy(update=update)
    founded.run(lambda work: c.edit_chair(work, three[0], after))
    assert founded.read(c.load_chairs)[0] == after


@pytest.mark.parametrize(
    ("update", "says"),
    [
        ({"name": "chair 2"}, "there is a chair named chair 2 already"),
        ({"name": " "}, "name is missing"),
        (
            {"in_use_from": date(2026, 2, 1), "in_use_to": date(2026, 1, 1)},
            "in use to 01/01/2026 is before in use from 02/01/2026",
        ),
    ],
)
def test_a_wrong_chair_is_refused_with_the_reason(
    founded: Founded, three: tuple[r.Chair, ...], update: dict[str, object], says: str
) -> None:
    after = three[0].model_copy(update=update)
    assert says in founded.refused(lambda work: c.edit_chair(work, three[0], after))


def test_a_chair_that_visits_use_cannot_be_removed(
    founded: Founded, three: tuple[r.Chair, ...]
) -> None:
    patient = a_patient()
    founded.add(patient)
    founded.visit(patient, three[0], at(9))
    said = founded.refused(lambda work: c.remove_chair(work, three[0]))
    assert "visits use Chair 1" in said
    assert "'in use to'" in said


def test_an_unused_chair_goes_with_its_outages_and_wishes(
    founded: Founded, three: tuple[r.Chair, ...]
) -> None:
    chair = three[0]
    patient = a_patient(preferred_chair_id=chair.id)
    outage = r.ChairOutage(chair_id=chair.id, starts=at(9), ends=at(10), reason="Repair")
    founded.add(patient, outage)
    founded.run(lambda work: c.remove_chair(work, chair))
    assert chair not in founded.read(c.load_chairs)
    assert founded.read(load_outages) == ()
    kept = founded.read(lambda store: store.get(r.Patient, patient.id))
    assert kept and kept.preferred_chair_id is None


def test_the_last_day_of_a_chair_tells_the_visits_after_it(
    founded: Founded, three: tuple[r.Chair, ...]
) -> None:
    patient = a_patient()
    founded.add(patient)
    for days in (0, 1, 400):
        founded.visit(patient, three[0], at(9, days=days))
    after = three[0].model_copy(update={"in_use_to": date(2026, 11, 24)})
    done = founded.run(lambda work: c.edit_chair(work, three[0], after))
    assert done.label == "Edit Chair 1; 2 visits booked after its last day"


def test_a_feature_has_one_spelling_in_all_chairs(
    founded: Founded, three: tuple[r.Chair, ...]
) -> None:
    for chair, features in zip(
        three, (("Bed",), (" bed", "BED", "", "Oxygen  port")), strict=False
    ):
        after = chair.model_copy(update={"features": features})
        founded.run(lambda work, a=chair, b=after: c.edit_chair(work, a, b))  # type: ignore[misc]
    chairs = founded.read(c.load_chairs)
    assert [each.features for each in chairs] == [("Bed",), ("Bed", "Oxygen port"), ()]
    assert c.features_of(chairs) == ("Bed", "Oxygen port")
