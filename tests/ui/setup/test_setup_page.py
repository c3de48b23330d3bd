"""The page with its sections."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ivig_scheduler.domain.records import Chair
from ivig_scheduler.services.setup.chairs import add_chair
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.chairs_section import ChairsSection
from ivig_scheduler.ui.setup.setup_page import SECTIONS, SetupPage
from ivig_scheduler.ui.theme import load_theme
from tests.clinics import SmallClinic
from tests.ui.setup.conftest import Settle


@pytest.mark.parametrize("key", [key for key, _, _ in SECTIONS])
def test_every_section_can_be_reached_and_takes_another_theme(
    page: SetupPage, settle: Settle, key: str
) -> None:
    page.show_section(key)
    settle()
    assert page.section_key == key
    assert page.sections[key].isVisible()
    page.set_look(Look.of(load_theme("dark")))
    assert page.section.look.theme.name == "dark"
    assert not page.has_unsaved()


def test_the_arrow_keys_go_from_section_to_section(page: SetupPage, settle: Settle) -> None:
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    settle()
    assert page.section_key == "chairs"


def test_a_section_is_up_to_date_when_it_is_shown_again(
    page: SetupPage, clinic: SmallClinic, settle: Settle
) -> None:
    page.show_section("chairs")
    settle()
    page.show_section("site")
    clinic.run(lambda work: add_chair(work, Chair(name="Chair 9")))
    page.show_section("chairs")
    settle()
    chairs = page.sections["chairs"]
    assert isinstance(chairs, ChairsSection)
    assert [line.chair.name for line in chairs.model.rows][-1] == "Chair 9"
