"""Rate tables: copied, edited, entered and signed off by the site."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.choosing import choose_table
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.terms import Basis, RateUnit, TableOrigin, TableUse
from ivig_scheduler.services.setup import rate_tables as t
from tests.services.founded import TODAY, Founded, a_patient, at

FASTER = (
    r.RateStep(Decimal(1), Decimal(15), Basis.SITE),
    r.RateStep(Decimal(6), None, Basis.SITE),
)


def sheet(founded: Founded, name: str) -> t.ProductSheet:
    return next(each for each in founded.read(t.load_products) if each.product.name == name)


def chosen(founded: Founded, name: str, code: str = "PI") -> r.RateTable:
    known = founded.read(t.load_catalogue_of)
    product, indication = known.product(name), known.indication(code)
    assert product and indication
    return choose_table(product, indication, TableUse.ANY, known.rate_tables, known.indications)


def copied(founded: Founded, table: r.RateTable) -> r.RateTable:
    founded.run(lambda work: t.copy_rate_table(work, table))
    versions = founded.read(lambda s: s.where(r.RateTable, lineage=table.lineage))
    return max(versions, key=lambda each: each.table_version)


def sign(founded: Founded, table: r.RateTable, on: date = TODAY) -> None:
    founded.run(
        lambda work: t.sign_off_rate_table(
            work, table, signed_by="R. Pharm", signed_on=on, label_revision="Rev. 03/2026"
        )
    )


def test_products_say_why_they_compute_nothing(founded: Founded) -> None:
    assert "enter one" in sheet(founded, "Yimmugo 10%").note
    assert "signed off" in sheet(founded, "Alyglo 10%").note
    ready = sheet(founded, "Privigen 10%")
    assert ready.note == "" and ready.usable == ready.tables


def test_a_copy_is_a_draft_of_the_next_version_and_changes_no_plan_until_signed(
    founded: Founded,
) -> None:
    table = chosen(founded, "Gammaplex 5%")
    copy = copied(founded, table)
    assert (copy.table_version, copy.origin, copy.is_draft) == (2, TableOrigin.SITE, True)
    assert copy.steps == table.steps and copy.lineage == table.lineage
    assert chosen(founded, "Gammaplex 5%") == table


def test_a_signed_copy_is_the_one_visits_are_planned_by(founded: Founded) -> None:
    table = chosen(founded, "Gammaplex 5%")
    copy = copied(founded, table)
    edited = copy.model_copy(update={"steps": FASTER})
    founded.run(lambda work: t.edit_rate_table(work, copy, edited))
    sign(founded, edited)
    now = chosen(founded, "Gammaplex 5%")
    assert (now.steps, now.table_version, now.signed_by) == (FASTER, 2, "R. Pharm")
    assert (now.signed_on, now.label_revision) == (TODAY, "Rev. 03/2026")
    assert founded.read(lambda s: s.get(r.RateTable, table.id)) == table


def test_newest_versions_are_listed_first(founded: Founded) -> None:
    for table in sheet(founded, "Panzyga 10%").tables[:2]:
        copied(founded, table)
    listed = sheet(founded, "Panzyga 10%").tables
    assert sorted(each.table_version for each in listed[:4]) == [1, 1, 2, 2]
    assert [each.table_version for each in listed[4:]] == [1, 1]


def test_there_is_one_draft_of_a_table_at_a_time(founded: Founded) -> None:
    table = chosen(founded, "Gammaplex 5%")
    copied(founded, table)
    said = founded.refused(lambda work: t.copy_rate_table(work, table))
    assert "version 2 of this table is a draft already" in said


@pytest.mark.parametrize("is_signed", [False, True])
def test_a_table_in_use_is_never_edited(founded: Founded, is_signed: bool) -> None:
    table = chosen(founded, "Gammaplex 5%")
    if is_signed:
        sign(founded, table)
        table = chosen(founded, "Gammaplex 5%")
    edited = table.model_copy(update={"steps": FASTER})
    said = founded.refused(lambda work: t.edit_rate_table(work, table, edited))
    assert "copy it and edit the copy" in said


def test_an_appointment_keeps_the_version_it_was_planned_from(founded: Founded) -> None:
    patient, chair = a_patient(), r.Chair(name="Chair 1")
    founded.add(patient, chair)
    visit = founded.visit(patient, chair, at(9))
    table = chosen(founded, "Gamunex-C 10%")
    copy = copied(founded, table)
    founded.run(
        lambda work: t.edit_rate_table(work, copy, copy.model_copy(update={"steps": FASTER}))
    )
    plan = founded.read(lambda s: s.get(r.Plan, visit.plan_id))
    assert plan and plan.table_version == 1
    planned_by = founded.read(lambda s: s.get(r.RateTable, plan.rate_table_id))
    assert planned_by and planned_by.steps == table.steps


def test_a_shipped_draft_computes_once_it_is_signed_off(founded: Founded) -> None:
    with pytest.raises(RuleBrokenError, match="is a draft"):
        chosen(founded, "Alyglo 10%")
    sign(founded, sheet(founded, "Alyglo 10%").tables[0])
    assert chosen(founded, "Alyglo 10%").signed_by == "R. Pharm"


def entered(founded: Founded, name: str, **fields: object) -> r.RateTable:
    given: dict[str, object] = {
        "product_id": founded.product(name).id,
        "lineage": uuid4(),
        "indications": ("PI",),
        "use": TableUse.ANY,
        "unit": RateUnit.ML_KG_H,
        "steps": FASTER,
    }
    return r.RateTable.model_validate({**given, **fields})


def test_a_product_without_a_table_gets_one_that_is_a_draft_first(founded: Founded) -> None:
    table = entered(founded, "Yimmugo 10%", signed_by="nobody", table_version=7)
    founded.run(lambda work: t.enter_rate_table(work, table))
    (kept,) = sheet(founded, "Yimmugo 10%").tables
    assert (kept.table_version, kept.origin, kept.signed_by) == (1, TableOrigin.SITE, None)
    with pytest.raises(RuleBrokenError, match="is not signed off"):
        chosen(founded, "Yimmugo 10%")
    sign(founded, kept)
    assert chosen(founded, "Yimmugo 10%").steps == FASTER


def test_a_table_for_what_is_covered_already_is_refused(founded: Founded) -> None:
    table = entered(founded, "Privigen 10%", indications=("PI", "MMN"))
    said = founded.refused(lambda work: t.enter_rate_table(work, table))
    assert "another table of this product is for PI already" in said


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"steps": ()}, "at least one step"),
        ({"steps": FASTER[::-1]}, "step 1 needs minutes"),
        ({"steps": FASTER[:1]}, "the last step must be open"),
        ({"steps": (FASTER[0], FASTER[0], FASTER[1])}, "the rate of step 2 (1) must be above"),
        ({"indications": ()}, "choose at least one indication"),
        ({"indications": ("PI", "QQ")}, "there is no indication QQ"),
    ],
)
def test_a_wrong_table_is_refused_naming_the_step_or_indication(
    founded: Founded, fields: dict[str, object], says: str
) -> None:
    table = entered(founded, "Yimmugo 10%", **fields)
    assert says in founded.refused(lambda work: t.enter_rate_table(work, table))


def test_a_sign_off_needs_a_name_a_day_and_the_label_revision(founded: Founded) -> None:
    table = sheet(founded, "Alyglo 10%").tables[0]
    said = founded.refused(
        lambda work: t.sign_off_rate_table(
            work, table, signed_by=" ", signed_on=date(2026, 11, 25), label_revision=""
        )
    )
    assert "the name of who compared it is missing" in said
    assert "label's revision is missing" in said
    assert "11/25/2026 is in the future" in said


def test_a_table_is_signed_off_once(founded: Founded) -> None:
    sign(founded, sheet(founded, "Alyglo 10%").tables[0])
    signed = sheet(founded, "Alyglo 10%").tables[0]
    said = founded.refused(
        lambda work: t.sign_off_rate_table(
            work, signed, signed_by="Other", signed_on=TODAY, label_revision="x"
        )
    )
    assert "signed off by R. Pharm on 11/24/2026" in said
