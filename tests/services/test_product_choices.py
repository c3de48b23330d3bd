"""Which products the order form offers, and why the others cannot be given."""

from pathlib import Path

import pytest

from ivig_scheduler.services.orders.drafts import check_draft
from ivig_scheduler.services.orders.form import OrderDraft
from ivig_scheduler.services.orders.sheets import OrderSheet
from ivig_scheduler.services.setup.product_choices import product_choices
from tests.clinics import make_small_clinic


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> OrderSheet:
    folder: Path = tmp_path_factory.mktemp("choices")
    clinic = make_small_clinic(folder)
    found = clinic.sheet(clinic.osei)
    clinic.close()
    return found


def test_before_an_indication_is_chosen_every_product_is_offered(sheet: OrderSheet) -> None:
    choices = product_choices(sheet, "")

    assert len(choices) == len(sheet.products)
    assert not any(choice.why_not for choice in choices)


def test_usable_products_come_first_and_the_others_say_why_not(sheet: OrderSheet) -> None:
    choices = product_choices(sheet, "CIDP")

    usable = [choice.product.name for choice in choices if not choice.why_not]
    assert "Privigen 10%" in usable
    assert [choice.product.name for choice in choices][: len(usable)] == usable
    reasons = {choice.product.name: choice.why_not for choice in choices}
    assert "no rate table for CIDP" in reasons["Bivigam 10%"]
    assert "is a draft" in reasons["Gammaked 10%"]


def test_a_product_without_a_usable_table_is_a_problem_before_any_dose(sheet: OrderSheet) -> None:
    gammaked = next(each for each in sheet.products if each.name == "Gammaked 10%")
    draft = OrderDraft(patient_id=sheet.patient.id, indication_code="CIDP", product_id=gammaked.id)

    found = check_draft(draft, sheet).problem_of("product_id")

    assert "is a draft" in found
