"""The catalogue: what ships, and what a wrong file says."""

import shutil
from pathlib import Path

import pytest

from ivig_scheduler.domain.catalogue import CatalogueError
from ivig_scheduler.domain.choosing import choose_table
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.terms import TableUse
from ivig_scheduler.resources import resource_path
from ivig_scheduler.services.catalogue_files import load_catalogue

CATALOGUE = load_catalogue()


def test_every_shipped_product_is_read() -> None:
    assert len(CATALOGUE.products) == 18
    assert len(CATALOGUE.indications) == 12
    assert {table.is_draft for table in CATALOGUE.rate_tables} == {True, False}


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("steps = [[0.5, 30], [1, 30]", "steps = [[0, 30], [1, 30]", "steps: the rate of step 1"),
        ("steps = [[0.5, 30], [1, 30]", "steps = [[2, 30], [1, 30]", "steps: the rate of step 2"),
        ("steps = [[0.5, 30], [1, 30]", "steps = [[0.5], [1, 30]", "steps: step 1 needs minutes"),
        (", [4, 30], [5]]", ", [4, 30], [5, 30]]", "steps: the last step must be open"),
        ('unit = "mL/kg/h"', 'unit = "drops"', "unit: 'drops'"),
        ('indications = ["PI"]', 'indications = ["XX"]', "indications: 'XX'"),
        ('basis = ["label", "maker",', 'basis = ["label",', "basis: needs one word for each step"),
        ('basis = ["label", "maker",', 'basis = ["label", "dream",', "basis: 'dream'"),
        ("concentration_g_per_ml = 0.10", "concentration_g_per_ml = 0", "concentration_g_per_ml"),
        ("vials_g = [1, 2.5,", "vials_g = [-1, 2.5,", "vials_g"),
        ('maker = "Takeda"\n', "", "maker: is missing"),
        ('[[product]]\nname = "Gammagard Liquid 10%"', "[[product", "not readable"),
    ],
)
def test_a_wrong_file_is_refused_naming_file_product_and_field(
    tmp_path: Path, old: str, new: str, named: str
) -> None:
    shutil.copytree(resource_path("catalogue"), tmp_path, dirs_exist_ok=True)
    file = tmp_path / "products.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(tmp_path)
    message = str(refused.value)
    assert message.startswith("products.toml: ")
    assert named in message
    assert "Gammagard Liquid 10%" in message or "not readable" in message


def test_an_indication_borrows_the_table_it_names() -> None:
    product, indication = CATALOGUE.product("Gamunex-C 10%"), CATALOGUE.indication("MG")
    assert product and indication
    found = choose_table(
        product, indication, TableUse.ANY, CATALOGUE.rate_tables, CATALOGUE.indications
    )
    assert found.indications == ("CIDP",)


@pytest.mark.parametrize(
    ("product", "indication", "says"),
    [
        ("Yimmugo 10%", "PI", "has no rate table: enter one"),
        ("Alyglo 10%", "PI", "is a draft"),
        ("Asceniv 10%", "CIDP", "it has one for PI"),
    ],
)
def test_a_product_without_a_usable_table_says_why(
    product: str, indication: str, says: str
) -> None:
    found, code = CATALOGUE.product(product), CATALOGUE.indication(indication)
    assert found and code
    with pytest.raises(RuleBrokenError, match=says):
        choose_table(found, code, TableUse.ANY, CATALOGUE.rate_tables, CATALOGUE.indications)
