"""The sheet at the bedside."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest

from ivig_scheduler.domain.records import Indication, Order, Premedication, RateStep, RateTable
from ivig_scheduler.domain.terms import Basis, DoseUnit, RateUnit, RiskFlag, Status, TableUse
from ivig_scheduler.reports.naming import Naming
from ivig_scheduler.reports.paper import Facts, Paper, Table
from ivig_scheduler.reports.titration_sheet import BedsideVisit, make_titration_sheet
from ivig_scheduler.reports.visits import PrintedVisit
from tests.reports.printed import PRODUCT, a_patient, a_visit, at

NINE = at("2026-12-01 09:00")
STEP = Decimal("0.1")


def bedside(visit: PrintedVisit, *drugs: Premedication) -> BedsideVisit:
    order = Order(
        patient_id=visit.patient.id,
        indication_code="PI",
        product_id=PRODUCT.id,
        dose_unit=DoseUnit.G,
        dose=Decimal(20),
        actual_weight_kg=Decimal(70),
        dosing_weight_kg=Fraction(70),
        cycle_dose_g=Decimal(20),
        interval_days=28,
        valid_from=date(2026, 11, 1),
        premedications=drugs,
        notes="Left arm only.",
    )
    table = RateTable(
        product_id=PRODUCT.id,
        lineage=uuid4(),
        table_version=3,
        indications=("PI",),
        use=TableUse.ANY,
        unit=RateUnit.MG_KG_MIN,
        steps=(RateStep(Decimal("0.5"), None, Basis.LABEL),),
        signed_by="R. Amara",
        signed_on=date(2026, 10, 2),
        label_revision="03/2022",
    )
    return BedsideVisit(visit, order, Indication(code="PI", name="Immunodeficiency"), table, STEP)


def sheet(visit: PrintedVisit, *drugs: Premedication) -> Paper:
    return make_titration_sheet(bedside(visit, *drugs), site="Bay Infusion")


def facts(paper: Paper) -> dict[str, str]:
    (found,) = (block for block in paper.blocks if isinstance(block, Facts))
    return dict(found.rows)


def tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def test_each_step_has_its_clock_time_and_a_rate_the_pump_takes() -> None:
    steps = tables(sheet(a_visit(NINE)))[0]
    assert [row.cells for row in steps.rows] == [
        ("1", "09:25", "0:00", "30", "21.0", "0.50", "10.5", "10.5", "", ""),
        ("2", "09:55", "0:30", "60", "189.5", "4.50", "189.5", "200.0", "", ""),
    ]
    assert steps.is_filled_in


def test_vital_signs_have_a_reason_and_boxes_to_fill_in() -> None:
    signs = tables(sheet(a_visit(NINE)))[1]
    assert [row.cells[:2] for row in signs.rows] == [
        ("09:00", "baseline"),
        ("09:40", "15 min into the infusion"),
        ("09:55", "rate to 189.5 mL/h"),
        ("10:55", "end of the infusion"),
        ("11:25", "after the observation"),
    ]
    assert all(cell == "" for row in signs.rows for cell in row.cells[2:])


def test_premedications_have_the_time_at_which_they_are_given() -> None:
    drugs = (Premedication("Diphenhydramine", 15), Premedication("Acetaminophen", 30))
    first = tables(sheet(a_visit(NINE), *drugs))[0]
    assert [row.cells[:3] for row in first.rows] == [
        ("08:55", "Acetaminophen", "30 min"),
        ("09:10", "Diphenhydramine", "15 min"),
    ]


def test_dose_volume_ceilings_and_the_version_of_the_table_stand_at_the_top() -> None:
    at_risk = a_patient().model_copy(update={"risk_flags": (RiskFlag.RENAL,)})
    found = facts(sheet(a_visit(NINE, patient=at_risk)))
    assert found["Product"] == "Privigen 10%, 100 mg/mL"
    assert found["Dose, volume"] == "20 g, 200 mL"
    assert found["Infusion"] == "09:25 to 10:55 (1 h 30)"
    assert found["Ceilings"] == "the order's cap: 189.5 mL/h (4.5 mg/kg/min). Risk: renal"
    assert found["Rate table"] == (
        "PI, any use, version 3; label revision 03/2022; signed off by R. Amara on 10/02/2026"
    )


@pytest.mark.parametrize("begun", [at("2026-12-01 09:40"), at("2026-12-01 09:10")])
def test_once_the_infusion_runs_the_steps_follow_its_actual_start(begun: datetime) -> None:
    visit = a_visit(NINE, status=Status.INFUSING, actual_start=NINE, infusion_start=begun)
    steps = tables(sheet(visit))[0]
    assert steps.rows[0].cells[1] == f"{begun:%H:%M}"


def test_a_sheet_printed_after_a_change_of_rate_says_that_it_is_the_plan() -> None:
    changed = replace(bedside(a_visit(NINE)), has_events=True)
    said = "Rates and pauses entered since the start are not on this sheet."
    assert said in repr(make_titration_sheet(changed, site="Bay"))
    assert said not in repr(sheet(a_visit(NINE)))


def test_steps_are_told_in_the_sites_clock_over_a_change_of_it() -> None:
    night = a_visit(at("2026-11-01 01:00"))
    steps = tables(sheet(night))[0]
    assert [row.cells[1] for row in steps.rows] == ["01:25", "01:55"]
    signs = tables(sheet(night))[1]
    assert signs.rows[-1].cells[0] == "02:25"


def test_who_the_sheet_is_about_stands_in_its_head_and_not_in_its_file() -> None:
    paper = sheet(a_visit(NINE))
    assert paper.subtitle == "Osei, Ama · born 06/02/1968 · MRN 117-402 · Tuesday 12/01/2026"
    assert paper.stem == "titration-2026-12-01"


def test_the_notes_of_the_order_stand_below() -> None:
    assert "Left arm only." in repr(sheet(a_visit(NINE)))


def test_masked_the_sheet_names_nobody_and_leaves_out_what_was_typed_freely() -> None:
    paper = make_titration_sheet(bedside(a_visit(NINE)), site="Bay", naming=Naming(is_masked=True))
    assert not [
        secret
        for secret in ("Osei", "Ama,", "1968", "117-402", "Left arm")
        if secret in repr(paper)
    ]
