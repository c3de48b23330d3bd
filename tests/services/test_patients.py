"""Patients and their weights: found, added and kept up to date."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.terms import CycleState, RiskFlag, Status
from ivig_scheduler.services import patients as p
from ivig_scheduler.services.duplicates import find_likely_duplicates
from ivig_scheduler.services.weights import load_weights, record_weight, remove_weight
from tests.services.founded import TODAY, Founded, a_patient, at


def weight(patient: r.Patient, day: str, kg: str) -> r.Weight:
    return r.Weight(patient_id=patient.id, day=date.fromisoformat(day), weight_kg=Decimal(kg))


@pytest.fixture
def people(founded: Founded) -> dict[str, r.Patient]:
    made = [
        a_patient("MRN-00123", "Osei"),
        a_patient("MRN-00456", "Müller", given_name="Émile", birth_date=date(1959, 3, 27)),
        a_patient("77", "O'Brien-Lee", given_name="Sam", birth_date=date(2019, 12, 1)),
        a_patient("78", "van der Berg", given_name="Osmin", birth_date=date(1990, 1, 2)),
    ]
    founded.add(*made)
    return {each.family_name: each for each in made}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("osei", ["Osei"]),
        ("OS", ["Osei", "van der Berg"]),
        ("ama ose", ["Osei"]),
        ("Osei, Ama", ["Osei"]),
        ("muller", ["Müller"]),
        ("MÜLLER emi", ["Müller"]),
        ("obrien", ["O'Brien-Lee"]),
        ("o'brien", ["O'Brien-Lee"]),
        ("lee sam", ["O'Brien-Lee"]),
        ("berg", ["van der Berg"]),
        ("123", ["Osei"]),
        ("mrn-00456", ["Müller"]),
        ("00123", ["Osei"]),
        ("mrn00", ["Müller", "Osei"]),
        ("03/27/1959", ["Müller", "Osei"]),
        ("1959-03-27", ["Müller", "Osei"]),
        ("3/27/59", ["Müller", "Osei"]),
        ("12/1/19", ["O'Brien-Lee"]),
        ("3/28/59", []),
        ("sei", []),
        ("osei lee", []),
        ("%", ["Müller", "O'Brien-Lee", "Osei", "van der Berg"]),
        ("", ["Müller", "O'Brien-Lee", "Osei", "van der Berg"]),
    ],
)
def test_a_patient_is_found_by_name_number_or_birth_date(
    founded: Founded, people: dict[str, r.Patient], typed: str, found: list[str]
) -> None:
    names = [each.family_name for each in founded.read(lambda s: p.search_patients(s, typed))]
    assert sorted(names) == sorted(found)


def test_matches_of_the_family_name_come_first(
    founded: Founded, people: dict[str, r.Patient]
) -> None:
    names = [each.full_name for each in founded.read(lambda s: p.search_patients(s, "os"))]
    assert names == ["Osei, Ama", "van der Berg, Osmin"]


def test_a_search_gives_thirty_patients_at_most(founded: Founded) -> None:
    founded.add(*(a_patient(f"{number}", "Smith") for number in range(50)))
    assert len(founded.read(lambda s: p.search_patients(s, "smi"))) == 30
    assert len(founded.read(lambda s: p.search_patients(s, ""))) == 30


def test_a_renamed_patient_is_found_by_the_new_name_until_it_is_undone(
    founded: Founded, people: dict[str, r.Patient]
) -> None:
    def found(text: str) -> list[str]:
        return [each.number for each in founded.read(lambda s: p.search_patients(s, text))]

    before = people["Osei"]
    after = before.model_copy(update={"family_name": "Mensah", "number": "900"})
    founded.run(lambda work: p.edit_patient(work, before, after))
    assert (found("mensah"), found("osei"), found("123"), found("900")) == (
        ["900"],
        [],
        [],
        ["900"],
    )
    founded.dispatcher.undo()
    assert (found("mensah"), found("osei")) == ([], ["MRN-00123"])


@pytest.mark.parametrize(
    ("family", "given", "born", "number", "found"),
    [
        ("Osei", "Ama", date(1959, 3, 27), "", ["Osei"]),
        ("Osey", "Anna", date(1959, 3, 27), "", ["Osei"]),
        ("Muller", "", date(1959, 3, 27), "", ["Müller"]),
        ("Ama", "Osei", date(1959, 3, 27), "", ["Osei"]),
        ("Boateng", "Ama", date(1959, 3, 27), "", ["Osei"]),
        ("Osei", "Ama", date(1969, 3, 27), "", ["Osei"]),
        ("Osei", "Ama", date(1969, 4, 27), "", []),
        ("van der Berg", "Osmin", date(1990, 2, 1), "", ["van der Berg"]),
        ("Osei", "Ama", None, "", ["Osei"]),
        ("Smith", "Zoe", date(1959, 3, 27), "", []),
        ("Smith", "", None, "MRN-00456", ["Müller"]),
        ("", "", None, "", []),
    ],
)
def test_a_likely_duplicate_is_pointed_out(
    founded: Founded,
    people: dict[str, r.Patient],
    family: str,
    given: str,
    born: date | None,
    number: str,
    found: list[str],
) -> None:
    alike = founded.read(lambda s: find_likely_duplicates(s, family, given, born, number))
    assert [each.family_name for each in alike] == found


def test_a_patient_is_no_duplicate_of_themselves(
    founded: Founded, people: dict[str, r.Patient]
) -> None:
    me = people["Osei"]
    alike = founded.read(
        lambda s: find_likely_duplicates(
            s, me.family_name, me.given_name, me.birth_date, me.number, me.id
        )
    )
    assert alike == ()


def test_a_new_patient_comes_with_weights(founded: Founded) -> None:
    patient = a_patient(family_name="  Osei ")
    weights = (weight(patient, "2026-11-01", "70"), weight(patient, "2026-05-01", "69.5"))
    done = founded.run(lambda work: p.add_patient(work, patient, weights))
    file = founded.read(lambda s: p.load_patient_file(s, patient.id, TODAY))
    assert file.patient.family_name == "Osei"
    assert [each.weight_kg for each in file.weights] == [Decimal(70), Decimal("69.5")]
    assert done.label == "Add a patient"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"birth_date": date(2026, 11, 25)}, "11/25/2026 is in the future; today is 11/24/2026"),
        ({"birth_date": date(1900, 1, 1)}, "age of 126, over 120 years"),
        ({"height_cm": Decimal("1.63")}, "height 1.63 cm is under 30 cm: was it given in metres"),
        ({"height_cm": Decimal(261)}, "height 261 cm is over the limit of 260 cm"),
        ({"family_name": " "}, "family name is missing"),
        ({"number": ""}, "number is missing"),
        ({"number": "mrn-00123"}, "belongs to Osei, Ama, born 03/27/1959"),
        ({"preferred_weekday": 7}, "preferred weekday"),
    ],
)
def test_a_wrong_fact_about_a_patient_is_named_with_value_and_limit(
    founded: Founded, people: dict[str, r.Patient], fields: dict[str, object], says: str
) -> None:
    patient = a_patient("2").model_copy(update=fields)
    assert says in founded.refused(lambda work: p.add_patient(work, patient))
    other = people["Müller"]
    edited = other.model_copy(update=fields)
    assert says in founded.refused(lambda work: p.edit_patient(work, other, edited))


def test_everything_wrong_with_a_patient_is_told_at_once(founded: Founded) -> None:
    patient = a_patient(birth_date=date(2027, 1, 1), height_cm=Decimal(2))
    heavy = (weight(patient, "2026-12-01", "400"),)
    with pytest.raises(RuleBrokenError) as refused:
        founded.run(lambda work: p.add_patient(work, patient, heavy))
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"birth_date", "height_cm", "day", "weight"}


def test_labels_never_name_a_patient(founded: Founded) -> None:
    patient = a_patient()
    founded.run(lambda work: p.add_patient(work, patient))
    edited = patient.model_copy(update={"risk_flags": (RiskFlag.RENAL,)})
    done = founded.run(lambda work: p.edit_patient(work, patient, edited))
    assert "Osei" not in done.label and "Ama" not in done.label


def test_an_edit_that_touches_minutes_tells_the_visits_ahead(founded: Founded) -> None:
    patient, chair = a_patient(), r.Chair(name="Chair 1")
    founded.add(patient, chair)
    founded.visit(patient, chair, at(8), Status.DONE)
    founded.visit(patient, chair, at(9, days=7))
    flagged = patient.model_copy(update={"risk_flags": (RiskFlag.RENAL,)})
    done = founded.run(lambda work: p.edit_patient(work, patient, flagged))
    assert done.label == "Edit a patient; 1 booked visit to be looked at again"
    noted = flagged.model_copy(update={"notes": "Comes by bus"})
    assert founded.run(lambda work: p.edit_patient(work, flagged, noted)).label == "Edit a patient"


@pytest.fixture
def patient(founded: Founded) -> r.Patient:
    made = a_patient()
    founded.run(lambda w: p.add_patient(w, made, (weight(made, "2026-10-01", "70"),)))
    return made


def test_a_weight_of_the_same_day_is_replaced(founded: Founded, patient: r.Patient) -> None:
    for typed in ("71,5 kg", "72"):
        founded.run(lambda work, kg=typed: record_weight(work, patient.id, TODAY, kg))  # type: ignore[misc]
    weights = founded.read(lambda s: load_weights(s, patient.id))
    assert [str(each.weight_kg) for each in weights] == ["72", "70"]
    founded.run(lambda work: remove_weight(work, weights[0]))
    assert founded.read(lambda s: load_weights(s, patient.id)) == weights[1:]


@pytest.mark.parametrize(
    ("day", "typed", "says"),
    [
        ("2026-11-24", "0", "weight 0 kg must be a number above 0 kg"),
        ("2026-11-24", "-70", "weight -70 kg must be a number above 0 kg"),
        ("2026-11-24", "nan", "'nan' is not a number of kg"),
        ("2026-11-24", "seventy", "'seventy' is not a number of kg"),
        ("2026-11-24", "351", "weight 351 kg is over 350 kg"),
        ("2026-11-24", "154", "differs by 120 % from 70 kg (limit 30 %): kilograms or pounds?"),
        ("2026-09-01", "154", "differs by 120 % from 70 kg"),
        ("2026-11-25", "70", "day 11/25/2026 is in the future"),
        ("1959-03-26", "3", "before the birth on 03/27/1959"),
    ],
)
def test_a_suspicious_weight_is_refused_with_value_and_limit(
    founded: Founded, patient: r.Patient, day: str, typed: str, says: str
) -> None:
    on = date.fromisoformat(day)
    assert says in founded.refused(lambda work: record_weight(work, patient.id, on, typed))


def test_a_jump_in_weight_is_taken_once_a_person_confirmed_it(
    founded: Founded, patient: r.Patient
) -> None:
    founded.run(lambda work: record_weight(work, patient.id, TODAY, "154", is_confirmed=True))
    assert founded.read(lambda s: load_weights(s, patient.id))[0].weight_kg == 154
    absurd = founded.refused(
        lambda work: record_weight(work, patient.id, TODAY, "400", is_confirmed=True)
    )
    assert "over 350 kg" in absurd


def test_a_file_shows_coming_visits_soonest_and_past_ones_newest_first(
    founded: Founded, patient: r.Patient
) -> None:
    chair = r.Chair(name="Chair 1")
    founded.add(chair)
    days = (-40, -12, 0, 20, 48)
    visits = {day: founded.visit(patient, chair, at(9, days=day)) for day in days}
    file = founded.read(lambda s: p.load_patient_file(s, patient.id, TODAY))
    assert file.coming == (visits[0], visits[20], visits[48])
    assert file.past == (visits[-12], visits[-40])
    assert file.visits == file.coming + file.past
    line = next(each for each in file.courses if each.course.id == visits[20].course_id)
    assert (line.next_visit, line.visits_booked, line.visits_done) == (visits[20], 1, 0)
    assert line.product.name == "Gamunex-C 10%" and line.indication.code == "PI"


def test_a_patient_who_is_not_there_is_said_to_be_gone(founded: Founded) -> None:
    with pytest.raises(RuleBrokenError, match="not there any more"):
        founded.read(lambda s: p.load_patient_file(s, a_patient().id, TODAY))


def test_a_need_is_spelt_as_the_chairs_spell_it(founded: Founded) -> None:
    founded.add(r.Chair(name="Bed A", features=("Bed",)))
    patient = a_patient(features_needed=("bed ", "isolation"))
    founded.run(lambda work: p.add_patient(work, patient))
    kept = founded.read(lambda s: s.get(r.Patient, patient.id))
    assert kept and kept.features_needed == ("Bed", "isolation")


def test_a_course_line_counts_visits_done_booked_and_cycles_without_a_place(
    founded: Founded, patient: r.Patient
) -> None:
    chair = r.Chair(name="Chair 1")
    founded.add(chair)
    done = founded.visit(patient, chair, at(7), Status.DONE)
    cycle = r.Cycle(
        course_id=done.course_id,
        patient_id=patient.id,
        number=2,
        due_day=TODAY,
        state=CycleState.NEEDS_BOOKING,
    )
    called_off = done.model_copy(
        update={"id": uuid4(), "status": Status.CANCELLED, "cycle_id": cycle.id, "cycle_number": 2}
    )
    founded.add(cycle, called_off)
    (line,) = founded.read(lambda s: p.load_patient_file(s, patient.id, TODAY)).courses
    assert (line.visits_booked, line.visits_done, line.cycles_needing_booking) == (1, 1, 1)
    assert (line.next_visit, line.last_visit) == (None, done)
