"""A table that is signed off plans the booked visits anew where a person accepts it."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Course, Plan, RateTable
from ivig_scheduler.domain.terms import TableUse
from ivig_scheduler.services.setup.rate_tables import copy_rate_table, edit_rate_table
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from ivig_scheduler.ui.setup.products_section import ProductsSection
from ivig_scheduler.ui.setup.setup_page import SetupPage
from tests.clinics import SmallClinic
from tests.ui.setup.conftest import Settle


@pytest.fixture
def course(clinic: SmallClinic) -> Course:
    return clinic.book_course(clinic.osei, cycles=3)


def a_slower_draft(clinic: SmallClinic) -> RateTable:
    """Return a copy of the table of usual visits, its last rate lower and not signed off yet."""
    product = clinic.product()
    tables = clinic.read(lambda s: s.where(RateTable, product_id=product.id))
    table = next(e for e in tables if "PI" in e.indications and e.use is not TableUse.FIRST)
    done = clinic.run(lambda work: copy_rate_table(work, table))
    draft = next(c.after for c in done.changes if isinstance(c.after, RateTable))
    last = draft.steps[-1]
    slower = type(last)(last.rate - Decimal(3), last.minutes, last.basis)
    edited = draft.model_copy(update={"steps": (*draft.steps[:-1], slower)})
    clinic.run(lambda work: edit_rate_table(work, draft, edited))
    found = clinic.read(lambda s: s.get(RateTable, draft.id))
    assert found is not None
    return found


def test_signing_a_new_version_off_re_plans_the_booked_visits_in_one_act(
    qtbot: QtBot, clinic: SmallClinic, course: Course, page: SetupPage, settle: Settle
) -> None:
    draft = a_slower_draft(clinic)
    page.show_section("products")
    settle()
    section = page.section
    assert isinstance(section, ProductsSection)
    row = next(r for r, e in enumerate(section.model.rows) if e.product.name == "Privigen 10%")
    section.list.selectRow(row)
    section.card.table.select_key(draft.id)
    card = section.sign_off
    card.signed_by.setText("R. Vance, PharmD")
    card.signed_on.setText("11/20/2026")
    card.label_revision.setText("Rev. 03/2026")
    card.sign_button.click()
    qtbot.waitUntil(lambda: bool(card.findChildren(ProposalSheet)))
    settle()
    sheet = card.findChildren(ProposalSheet)[0]
    assert len(sheet.proposal.moves) >= 1
    sheet.accept_button.click()
    settle()
    signed = clinic.read(lambda s: s.get(RateTable, draft.id))
    assert signed is not None
    assert not signed.is_draft
    with clinic.database.read() as store:
        plans = store.some(Plan, (each.plan_id for each in clinic.visits(course)))
    assert draft.id in {plan.rate_table_id for plan in plans.values()}
