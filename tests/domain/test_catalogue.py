"""The catalogue: what ships, and what a wrong file says."""

import shutil
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivig_scheduler.domain.catalogue import CatalogueError, find_step_problem, read_catalogue
from ivig_scheduler.domain.choosing import choose_table
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.terms import TableUse
from ivig_scheduler.resources import resource_path
from ivig_scheduler.services.setup.catalogue_files import load_catalogue

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
        ("steps = [[0.5, 30], [1, 30]", "steps = [[], [1, 30]", "steps: step 1 must be"),
        ("steps = [[0.5, 30], [1, 30]", "steps = [[nan, 30], [1, 30]", "steps: step 1 must be"),
        (", [4, 30], [5]]", ", [4, 30], [5e99999999]]", "steps: step 6 must be"),
        (
            "concentration_g_per_ml = 0.10",
            "concentration_g_per_ml = 1e-99999999",
            "must be a number",
        ),
        ("steps = [[0.5, 30], [1, 30]", "steps = [[0.5, 0], [1, 30]", "steps: step 1 needs"),
        (
            "at_risk_max_mg_kg_min = 3.3",
            "at_risk_maximum = 3.3",
            "at_risk_maximum: is no field here",
        ),
        ("hcpcs_unit_mg = 500", "hcpcs_unit_mg = -5", "hcpcs_unit_mg: must be a whole number"),
        ("minimum_age_years = 2", 'minimum_age_years = "2"', "minimum_age_years: must be"),
        ('["MMN", "CIDP"]', '["MMN", "PI"]', "indications: another table is for PI already"),
        ('["MMN", "CIDP"]', '["PI"]', "indications: another table is for PI already"),
        ('["MMN", "CIDP"]', "[]", "indications: there must be one"),
        (
            'name = "Gammagard Liquid ERC 10%"',
            'name = "gammagard Liquid 10%"',
            "name: is there twice",
        ),
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
    assert "gammagard liquid 10%" in message.casefold() or "not readable" in message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('code = "PI"\n', "", "indication: code: is missing"),
        ('code = "CIDP"', 'code = "PI"', "PI: code: is there twice"),
        (
            'rate_table_of = "DM"',
            'rate_table_of = "QQ"',
            "PM: rate_table_of: 'QQ' is no indication",
        ),
        ("[0.2, 0.8]", "[0.8, 0.2]", "PI: maintenance: dose_g_per_kg must be [lowest, highest]"),
        ("[0.2, 0.8]", "[0.8]", "PI: maintenance: dose_g_per_kg must be [lowest, highest]"),
        (
            "interval_days = [21, 28]",
            "interval = [21, 28]",
            "PI: maintenance: interval is no field",
        ),
        ("off_label = true", 'off_label = "yes"', "PM: off_label: must be true or false"),
        ('setting = "inpatient"', 'setting = "home"', "KD: setting: must be 'inpatient'"),
        ('[[indication]]\ncode = "PI"', '[[indications]]\ncode = "PI"', "file: indications: is no"),
    ],
)
def test_a_wrong_indication_is_refused_naming_file_entry_and_field(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    shutil.copytree(resource_path("catalogue"), tmp_path, dirs_exist_ok=True)
    file = tmp_path / "indications.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(tmp_path)
    assert str(refused.value).startswith("indications.toml: ")
    assert says in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"products\.toml: No such file"):
        load_catalogue(tmp_path)


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.text(max_size=3),
    st.lists(st.integers(0, 2), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def _places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        inner = [place for key in value for place in _places(value[key], (*path, key))]
    elif isinstance(value, list):
        inner = [
            place for index in range(len(value)) for place in _places(value[index], (*path, index))
        ]
    else:
        inner = []
    return [path, *inner] if path else inner


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_a_file_holds_is_read_or_refused_by_name(data: st.DataObject) -> None:
    files = {
        name: tomllib.loads(
            (resource_path("catalogue") / f"{name}.toml").read_text("utf-8"), parse_float=Decimal
        )
        for name in ("products", "indications")
    }
    name = data.draw(st.sampled_from(sorted(files)))
    *path, last = data.draw(st.sampled_from(_places(files[name])))
    held: Any = files[name]
    for key in path:
        held = held[key]
    held[last] = data.draw(JUNK)
    try:
        read = read_catalogue(files["products"], files["indications"])
    except CatalogueError as error:
        assert str(error).startswith(("products.toml: ", "indications.toml: "))
    else:
        assert all(not find_step_problem(table.steps) for table in read.rate_tables)


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
