"""The order as it is typed: problems beside the fields, the visit explained, the dose accepted."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ivig_scheduler.domain.terms import WeightKind
from ivig_scheduler.ui.courses.new_course_view import ORDER
from ivig_scheduler.ui.courses.why_card import FIRST
from tests.ui.courses.counter import Counter


def test_the_page_asks_for_a_patient_first(counter: Counter) -> None:
    counter.page.start(None)

    assert counter.page.form.isHidden()
    assert not counter.page.header.primary.isEnabled()
    assert not counter.page.has_unsaved()
    with counter.qtbot.waitSignal(counter.navigator.patient_requested) as asked:
        counter.page.patient.new_button.click()
    assert asked.args == [None]


def test_a_patient_is_found_by_typing(counter: Counter) -> None:
    counter.page.start(None)
    with counter.qtbot.waitSignal(counter.page.patient.search.results_shown):
        QTest.keyClicks(counter.page.patient.search, "bra")
    with counter.qtbot.waitSignal(counter.page.order.checked):
        QTest.keyClick(counter.page.patient.search, Qt.Key.Key_Return)

    assert counter.page.patient.texts()[0] == "Brandt, Tom"
    assert counter.page.form.line("weight").text() == "58"


def test_a_form_just_opened_blames_nobody(counter: Counter) -> None:
    counter.start(counter.clinic.osei)

    assert [row.error() for row in counter.page.form.fields.rows if row.error()] == []
    assert not counter.page.has_unsaved()
    assert counter.page.header.missing() == "6 answers to fill in or mend"


def test_going_on_too_early_shows_every_problem_and_focuses_the_first(counter: Counter) -> None:
    counter.start(counter.clinic.osei)

    counter.page.go_on()

    assert counter.page.step() == ORDER
    assert counter.error("indication_code") == "choose the indication"
    assert counter.error("first_day") == "enter the day of the first visit"
    assert counter.page.form.fields.indication.hasFocus()


def test_a_problem_appears_beside_its_field_as_one_types_and_goes_again(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    line = counter.page.form.line("interval_days")

    QTest.keyClicks(line, "x")
    counter.qtbot.waitUntil(lambda: bool(counter.error("interval_days")))
    assert "not a number" in counter.error("interval_days")
    assert line.property("invalid") is True

    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClicks(line, "28")
    counter.qtbot.waitUntil(lambda: not counter.error("interval_days"))
    assert counter.page.has_unsaved()


def test_the_visit_redraws_as_the_dose_is_typed(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.choose("PI", "Privigen 10%")
    assert counter.page.why.bar.value() is None

    counter.write(dose="0.4")
    short = counter.page.why.bar.value()
    counter.write(dose="0.8")
    long = counter.page.why.bar.value()

    assert short is not None
    assert long is not None
    assert long.minutes > short.minutes
    assert counter.page.why.title().startswith("Why a maintenance visit takes ")
    assert counter.page.why.lengths().startswith("First visit ")
    assert counter.page.why.table.steps().rowCount() == len(long.steps)


def test_the_first_visit_can_be_looked_at_too(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()

    counter.page.why.which.select(FIRST)
    counter.page.why.which.chosen.emit(FIRST)

    shown = counter.page.why.shown()
    assert shown is not None
    assert shown.plan.is_naive_like
    assert counter.page.why.title().startswith("Why a first visit takes ")


def test_the_dose_is_proposed_in_whole_vials_and_never_taken_silently(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.choose("PI", "Privigen 10%")
    counter.write(dose="0.45")
    box = counter.page.form.dose_box

    assert box.text() == ""
    assert box.accept.text() == "Accept 30 g"
    assert "31.5 g ordered a cycle" in box.row.hint()
    counter.accept()

    assert box.text() == "30"
    assert "30 g accepted by you, 09:00." in box.row.hint()


def test_an_acceptance_is_taken_back_when_the_order_changes(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    assert counter.page.form.dose_box.text() == "30"

    counter.write(dose="0.42")

    assert counter.page.form.dose_box.text() == ""
    assert "accept the dose again" in counter.page.form.dose_box.row.hint()
    check = counter.page.order.check
    assert check is not None
    assert check.problem_of("accepted_dose_g")


def test_the_weights_are_explained_and_the_rule_can_be_overridden(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.choose("PI", "Privigen 10%")
    counter.write(weight="90", dose="0.4")
    row = counter.page.form.row_of("weight")
    assert "The adjusted weight" in row.hint()

    choice = counter.page.form.fields.weight_choice
    choice.show_key(WeightKind.ACTUAL)
    choice.picked.emit(WeightKind.ACTUAL)
    counter.page.order.check_now()

    assert "The actual weight, 90 kg, doses: actual weight: chosen by a person" in row.hint()


def test_a_jump_in_weight_asks_for_a_confirmation(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.write(weight="154")

    box = counter.page.form.fields.confirm_weight
    assert "kilograms or pounds" in counter.error("weight")
    assert not box.isHidden()
    box.click()
    counter.page.order.check_now()

    assert counter.error("weight") == ""


def test_a_product_with_a_draft_table_says_why_and_how_to_mend_it(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.choose("PI", "Alyglo 10%")

    assert "is a draft" in counter.error("product_id")
    assert "is a draft" in counter.page.why.title()
    last = counter.page.form.fields.product
    assert "is a draft" in last.currentText()
    with counter.qtbot.waitSignal(counter.navigator.setup_requested) as asked:
        counter.page.form.fields.setup_link.click()
    assert asked.args == ["products"]


def test_tab_walks_through_the_order_from_the_top_to_the_bottom(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    fields = counter.page.form.fields
    counter.page.activateWindow()
    fields.indication.setFocus()

    walked = []
    for _ in range(28):
        focus = counter.page.focusWidget()
        walked.append(focus.accessibleName() or focus.property("text"))
        QTest.keyClick(focus, Qt.Key.Key_Tab)

    names = [
        "Indication",
        "Product",
        "Dose of a cycle",
        "Unit",
        "Over days",
        "Weight today, kg",
        "Dosing weight",
        "First day",
        "Until",
        "Before the infusion",
        "Weekday",
        "Chair",
        "port access",
        "Notes",
    ]
    places = [[word.casefold() for word in walked].index(name.casefold()) for name in names]
    assert places == sorted(places)
