"""The cases of the services that set a clinic up: site, chairs, nurses, patients, tables."""

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from itertools import count
from uuid import uuid4

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.terms import Basis, RateUnit, RiskFlag, TableUse
from ivig_scheduler.services import patients, site_settings, weights
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.setup import (
    absences,
    chairs,
    day_hours,
    nurses,
    outages,
    rate_tables,
    site,
)
from tests.services.founded import TODAY, Founded, a_patient, at

Act = Callable[[Work], ChangeSet]
Case = Callable[[Founded], Act]

_numbers = count(1)


def unique(text: str) -> str:
    """Return a name that no other case uses."""
    return f"{text} {next(_numbers)}"


def a_chair(clinic: Founded) -> r.Chair:
    chair = r.Chair(name=unique("Chair"))
    clinic.add(chair)
    return chair


def a_known_patient(clinic: Founded) -> r.Patient:
    patient = a_patient(unique("MRN"), "Osei")
    clinic.add(patient, r.Weight(patient_id=patient.id, day=TODAY, weight_kg=Decimal(70)))
    return patient


def a_closure() -> r.Closure:
    first_day = date(2027, 1, 1) + timedelta(days=3 * next(_numbers))
    return r.Closure(
        first_day=first_day, last_day=first_day + timedelta(days=2), reason=unique("Closed")
    )


def a_shift(nurse: r.Nurse, weekday: int) -> r.Shift:
    return r.Shift(nurse_id=nurse.id, weekday=weekday, starts=time(8), ends=time(16))


def edit_site(clinic: Founded) -> Act:
    def act(work: Work) -> ChangeSet:
        before = site.load_site(work.store)
        after = before.model_copy(update={"name": unique("Bay"), "zone": "America/Denver"})
        return site.edit_site(work, before, after)

    return act


def save_opening_hours(clinic: Founded) -> Act:
    week = (
        r.OpeningHours(weekday=1, opens=time(7), closes=time(next(_numbers) % 10 + 10)),
        r.OpeningHours(weekday=6, opens=time(9), closes=time(12)),
    )
    return partial(site.save_opening_hours, hours=week)


def add_closure(clinic: Founded) -> Act:
    return partial(site.add_closure, closure=a_closure())


def edit_closure(clinic: Founded) -> Act:
    before = a_closure()
    clinic.add(before)
    after = before.model_copy(update={"last_day": before.first_day, "reason": "Moving"})
    return partial(site.edit_closure, before=before, after=after)


def a_short_saturday() -> r.DayHours:
    return r.DayHours(day=date(2026, 11, 28), opens=time(9), closes=time(13), reason="Catching up")


def save_day_hours(clinic: Founded) -> Act:
    return partial(day_hours.save_day_hours, hours=a_short_saturday())


def replace_day_hours(clinic: Founded) -> Act:
    clinic.add(a_short_saturday())
    longer = a_short_saturday().model_copy(update={"closes": time(15)})
    return partial(day_hours.save_day_hours, hours=longer)


def close_early(clinic: Founded) -> Act:
    return partial(day_hours.close_early, day=TODAY, closes_at=at(14), reason="Storm")


def remove_day_hours(clinic: Founded) -> Act:
    hours = a_short_saturday()
    clinic.add(hours)
    return partial(day_hours.remove_day_hours, hours=hours)


def remove_closure(clinic: Founded) -> Act:
    closure = a_closure()
    clinic.add(closure)
    return partial(site.remove_closure, closure=closure)


def change_setting(clinic: Founded) -> Act:
    return partial(site_settings.change_setting, key="naive.gap", text=str(100 + next(_numbers)))


def reset_setting(clinic: Founded) -> Act:
    clinic.dispatcher.run_once(lambda work: site_settings.change_setting(work, "weight.days", "90"))
    return partial(site_settings.reset_setting, key="weight.days")


def add_chair(clinic: Founded) -> Act:
    return partial(chairs.add_chair, chair=r.Chair(name=unique("Chair"), features=("bariatric",)))


def edit_chair(clinic: Founded) -> Act:
    before = a_chair(clinic)
    update = {"name": unique("Bed"), "in_use_to": date(2027, 1, 1), "features": ("bed",)}
    return partial(chairs.edit_chair, before=before, after=before.model_copy(update=update))


def remove_chair(clinic: Founded) -> Act:
    chair = a_chair(clinic)
    outage = r.ChairOutage(chair_id=chair.id, starts=at(9), ends=at(10), reason="Repair")
    clinic.add(outage, a_patient(unique("MRN"), preferred_chair_id=chair.id))
    return partial(chairs.remove_chair, chair=chair)


def reorder_chairs(clinic: Founded) -> Act:
    a_chair(clinic), a_chair(clinic)

    def act(work: Work) -> ChangeSet:
        ids = [chair.id for chair in chairs.load_chairs(work.store)]
        return chairs.reorder_chairs(work, (*ids[1:], ids[0]))

    return act


def add_outage(clinic: Founded) -> Act:
    chair = a_chair(clinic)
    outage = r.ChairOutage(chair_id=chair.id, starts=at(9), ends=at(10), reason="Repair")
    return partial(outages.add_outage, outage=outage)


def remove_outage(clinic: Founded) -> Act:
    chair = a_chair(clinic)
    outage = r.ChairOutage(chair_id=chair.id, starts=at(9), ends=at(10), reason="Repair")
    clinic.add(outage)
    return partial(outages.remove_outage, outage=outage)


def reopen_chair(clinic: Founded) -> Act:
    chair = a_chair(clinic)
    times = {"chair_id": chair.id, "starts": at(9), "ends": at(12), "reason": "Repair"}
    clinic.add(
        r.ChairOutage.model_validate(times),
        r.ChairOutage.model_validate({**times, "every_days": 7}),
        r.ChairOutage.model_validate({**times, "starts": at(10), "ends": at(11)}),
    )
    return partial(outages.reopen_chair, chair_id=chair.id, starts=at(10), ends=at(11))


def reopen_chair_for_good(clinic: Founded) -> Act:
    chair = a_chair(clinic)
    daily = {"starts": at(9), "ends": at(12), "reason": "Repair", "every_days": 1}
    clinic.add(r.ChairOutage.model_validate({"chair_id": chair.id, **daily}))
    return partial(outages.reopen_chair, chair_id=chair.id, starts=at(10, days=9))


def a_nurse(clinic: Founded) -> nurses.NurseShifts:
    nurse = r.Nurse(name=unique("Kim"))
    known = nurses.NurseShifts(
        nurse, (a_shift(nurse, 0), a_shift(nurse, 1)), (a_break(nurse, 0), a_break(nurse, 1))
    )
    clinic.add(nurse, *known.shifts, *known.breaks)
    return known


def a_break(nurse: r.Nurse, weekday: int) -> r.NurseBreak:
    return r.NurseBreak(nurse_id=nurse.id, weekday=weekday, starts=time(12), ends=time(13))


def an_absence(nurse: r.Nurse) -> r.NurseAbsence:
    return r.NurseAbsence(nurse_id=nurse.id, starts=at(0), ends=at(0, days=3), reason="Course")


def save_nurse(clinic: Founded) -> Act:
    before = a_nurse(clinic)
    longer = before.shifts[0].model_copy(update={"ends": time(18)})
    nurse = before.nurse.model_copy(update={"patients_at_once": 2, "points_at_once": 3})
    later = before.breaks[0].model_copy(update={"ends": time(14)})
    after = nurses.NurseShifts(nurse, (longer, a_shift(nurse, 4)), (later, a_break(nurse, 4)))
    return partial(nurses.save_nurse, before=before, after=after)


def save_a_new_nurse(clinic: Founded) -> Act:
    nurse = r.Nurse(name=unique("Lou"))
    after = nurses.NurseShifts(nurse, (a_shift(nurse, 2),), (a_break(nurse, 2),))
    return partial(nurses.save_nurse, before=None, after=after)


def remove_nurse(clinic: Founded) -> Act:
    before = a_nurse(clinic)
    clinic.add(an_absence(before.nurse))
    return partial(nurses.remove_nurse, before=before)


def add_absence(clinic: Founded) -> Act:
    return partial(absences.add_absence, absence=an_absence(a_nurse(clinic).nurse))


def remove_absence(clinic: Founded) -> Act:
    absence = an_absence(a_nurse(clinic).nurse)
    clinic.add(absence)
    return partial(absences.remove_absence, absence=absence)


def add_patient(clinic: Founded) -> Act:
    patient = a_patient(unique("MRN"), "Mensah")
    weight = r.Weight(patient_id=patient.id, day=TODAY, weight_kg=Decimal("70.5"))
    return partial(patients.add_patient, patient=patient, weights=(weight,))


def edit_patient(clinic: Founded) -> Act:
    before = a_known_patient(clinic)
    update = {"family_name": "Boateng", "risk_flags": (RiskFlag.RENAL,), "height_cm": None}
    return partial(patients.edit_patient, before=before, after=before.model_copy(update=update))


def record_weight(clinic: Founded) -> Act:
    patient = a_known_patient(clinic)
    return partial(
        weights.record_weight,
        patient_id=patient.id,
        day=TODAY - timedelta(days=9),
        weight_kg="71.25",
    )


def replace_weight(clinic: Founded) -> Act:
    patient = a_known_patient(clinic)
    return partial(weights.record_weight, patient_id=patient.id, day=TODAY, weight_kg="72")


def remove_weight(clinic: Founded) -> Act:
    patient = a_known_patient(clinic)
    newest = clinic.read(lambda store: weights.load_weights(store, patient.id))[0]
    return partial(weights.remove_weight, weight=newest)


STEPS = (
    r.RateStep(Decimal("0.5"), Decimal(30), Basis.SITE),
    r.RateStep(Decimal(4), None, Basis.SITE),
)


def a_draft(clinic: Founded) -> r.RateTable:
    """Return a new draft for a product made for the case."""
    product = r.Product(
        name=unique("Product"),
        maker="Maker",
        concentration_g_per_ml=Decimal("0.1"),
        vials_g=(Decimal(10),),
    )
    clinic.add(product)
    table = r.RateTable(
        product_id=product.id,
        lineage=uuid4(),
        indications=("PI",),
        use=TableUse.ANY,
        unit=RateUnit.ML_KG_H,
        steps=STEPS,
    )
    return table.model_copy(update={"origin": "site"})


def enter_rate_table(clinic: Founded) -> Act:
    return partial(rate_tables.enter_rate_table, table=a_draft(clinic))


def an_entered_draft(clinic: Founded) -> r.RateTable:
    table = a_draft(clinic)
    clinic.dispatcher.run_once(lambda work: rate_tables.enter_rate_table(work, table))
    kept = clinic.read(lambda store: store.get(r.RateTable, table.id))
    assert kept
    return kept


def copy_rate_table(clinic: Founded) -> Act:
    table = clinic.tables_of("Privigen 10%")[0].model_copy(
        update={"id": uuid4(), "lineage": uuid4()}
    )
    clinic.add(table)
    return partial(rate_tables.copy_rate_table, table=table)


def edit_rate_table(clinic: Founded) -> Act:
    before = an_entered_draft(clinic)
    after = before.model_copy(update={"steps": STEPS[1:], "indications": ("PI", "CIDP")})
    return partial(rate_tables.edit_rate_table, before=before, after=after)


def sign_off_rate_table(clinic: Founded) -> Act:
    return partial(
        rate_tables.sign_off_rate_table,
        table=an_entered_draft(clinic),
        signed_by="R. Pharm",
        signed_on=TODAY,
        label_revision="Rev. 1",
    )


SETUP_CASES: Mapping[str, tuple[Case, ...]] = {
    "setup.day_hours.save_day_hours": (save_day_hours, replace_day_hours),
    "setup.day_hours.close_early": (close_early,),
    "setup.day_hours.remove_day_hours": (remove_day_hours,),
    "setup.site.edit_site": (edit_site,),
    "setup.site.save_opening_hours": (save_opening_hours,),
    "setup.site.add_closure": (add_closure,),
    "setup.site.edit_closure": (edit_closure,),
    "setup.site.remove_closure": (remove_closure,),
    "site_settings.change_setting": (change_setting,),
    "site_settings.reset_setting": (reset_setting,),
    "setup.chairs.add_chair": (add_chair,),
    "setup.chairs.edit_chair": (edit_chair,),
    "setup.chairs.remove_chair": (remove_chair,),
    "setup.chairs.reorder_chairs": (reorder_chairs,),
    "setup.outages.add_outage": (add_outage,),
    "setup.outages.remove_outage": (remove_outage,),
    "setup.outages.reopen_chair": (reopen_chair, reopen_chair_for_good),
    "setup.nurses.save_nurse": (save_nurse, save_a_new_nurse),
    "setup.nurses.remove_nurse": (remove_nurse,),
    "setup.absences.add_absence": (add_absence,),
    "setup.absences.remove_absence": (remove_absence,),
    "patients.add_patient": (add_patient,),
    "patients.edit_patient": (edit_patient,),
    "weights.record_weight": (record_weight, replace_weight),
    "weights.remove_weight": (remove_weight,),
    "setup.rate_tables.enter_rate_table": (enter_rate_table,),
    "setup.rate_tables.copy_rate_table": (copy_rate_table,),
    "setup.rate_tables.edit_rate_table": (edit_rate_table,),
    "setup.rate_tables.sign_off_rate_table": (sign_off_rate_table,),
}
