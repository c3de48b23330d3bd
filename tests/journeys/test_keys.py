"""The keys of the whole window: each act has one, none acts while typing, on any keyboard."""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ivig_scheduler.ui.actions import (
    ALL_ACTIONS,
    ASIDE_ACTIONS,
    LISTS_ACTIONS,
    SCHEDULE_ACTIONS,
    WINDOW_ACTIONS,
    ActionSpec,
)
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from ivig_scheduler.ui.schedule.visit_menu import MenuEntry, aside_menu
from ivig_scheduler.ui.setup.setup_page import SetupPage
from ivig_scheduler.ui.shortcuts import ACTION_PROPERTY
from tests.journeys.coordinator import Coordinator
from tests.journeys.test_answers_at_once import FIRST_DAY, SlowOffice, slow

__all__ = ["slow"]

Keys = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PAD = Qt.KeyboardModifier.KeypadModifier
PAGES = ("schedule", "courses", "patients", "worklist", "setup")
SECTIONS = ("site", "chairs", "nurses", "products", "settings")


@pytest.fixture
def office(slow: SlowOffice) -> SlowOffice:
    """A clinic with a booked course, its first visit selected."""
    return slow


def visit_pages(someone: Coordinator) -> Iterator[str]:
    """Bring every page and part of Setup to the front, one after the other."""
    for key in PAGES:
        someone.window.show_page(key)
        someone.settle()
        if key == "setup":
            for section in SECTIONS:
                someone.page(SetupPage).show_section(section)
                someone.settle()
                yield f"setup, {section}"
            continue
        if key == "schedule":
            someone.page(SchedulePage).lists.show_lists(True)
        yield key
    someone.window.start_course(None)
    someone.settle()
    yield "new course"


def with_keys(entries: tuple[MenuEntry, ...], actions: tuple[ActionSpec, ...]) -> list[str]:
    """Return the words of the entries whose key is not that of their action."""
    known = {action.key: action.keys for action in actions}
    return [
        entry.words
        for entry in entries
        if entry.key and (not entry.keys or entry.keys not in known.get(entry.key, ()))
    ]


def test_every_entry_of_the_menu_has_keys() -> None:
    assert [action.words for action in WINDOW_ACTIONS if not action.keys] == []


def test_every_entry_of_a_visits_menu_has_keys(office: SlowOffice) -> None:
    entries = office.page.acts.menu_of(office.visit.id)
    assert len(entries) > 12
    assert with_keys(entries, SCHEDULE_ACTIONS) == []
    assert with_keys(aside_menu(), ASIDE_ACTIONS) == []


def test_every_entry_of_the_lists_menus_has_keys(office: SlowOffice) -> None:
    from ivig_scheduler.ui.lists.list_menu import list_menu

    office.press(Keys.Key_Delete)
    panel = office.page.inspector.actions_of_visit.cancel_panel
    from tests.journeys.test_answers_at_once import cancelled

    panel.confirmed.emit(*cancelled())
    office.someone.settle()
    office.page.lists.show_lists(True)
    office.someone.settle()
    lists, found = office.page.lists.panel, 0
    for key in ("today", "needs", "waiting", "tomorrow"):
        lists.show_list(key)
        office.someone.settle()
        for row in lists.page.view.rows.rows:
            entries = list_menu(row)
            found += len(entries)
            assert with_keys(entries, LISTS_ACTIONS) == []
    assert found > 3


def test_every_button_that_asks_something_names_its_keys(office: SlowOffice) -> None:
    known = {action.key for action in ALL_ACTIONS if action.keys}
    without, asked = set(), 0
    for where in visit_pages(office.someone):
        for button in office.someone.window.findChildren(QAbstractButton):
            if "…" not in button.text():
                continue
            asked += 1
            if button.property(ACTION_PROPERTY) not in known:
                without.add(f"{where}: {button.text()}")
    assert asked > 10
    assert without == set()


def fields_in(window: QWidget) -> Iterator[QWidget]:
    """Give each field that text or a number can be typed in, its focus in it."""
    kinds = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
    for field in window.findChildren(QWidget):
        if isinstance(field, kinds) and field.isVisible() and field.isEnabled():
            field.setFocus()
            now = QApplication.focusWidget()
            if now is not None and (now is field or field.isAncestorOf(now)):
                yield field


#: What is typed, and what is meant for the text itself while one types.
PRINTABLE = [chr(code) for code in range(0x20, 0x7F)]
EDITING = (
    (Keys.Key_Z, CTRL), (Keys.Key_Y, CTRL), (Keys.Key_Z, CTRL | SHIFT), (Keys.Key_X, CTRL),
    (Keys.Key_C, CTRL), (Keys.Key_V, CTRL), (Keys.Key_Delete, NONE), (Keys.Key_Backspace, NONE),
)  # fmt: skip


def type_everything(someone: Coordinator, field: QWidget) -> None:
    for letter in PRINTABLE:
        QTest.keyClicks(field, letter)
    for key, held in EDITING:
        QTest.keyClick(field, key, held)
    if isinstance(field, QComboBox):
        field.hidePopup()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def leave_something_to_redo(office: SlowOffice) -> None:
    """Keep the visit in its chair and take that back: undo and redo have something to do."""
    office.press(Keys.Key_C)
    office.someone.settle()
    office.press(Keys.Key_Z, CTRL)
    office.someone.settle()


def test_nothing_is_done_while_typing(office: SlowOffice) -> None:
    done: list[object] = []
    someone, typed = office.someone, 0
    leave_something_to_redo(office)
    someone.desk.taken.connect(done.append)
    for where in visit_pages(someone):
        for field in list(fields_in(someone.window)):
            field.setFocus()
            type_everything(someone, field)
            typed += 1
            assert done == [], f"{where}: {type(field).__name__} {field.accessibleName()}"
        someone.settle()
    assert typed > 12
    assert done == []


def test_letters_of_the_schedule_do_nothing_in_its_search_and_its_panels(
    office: SlowOffice,
) -> None:
    done: list[object] = []
    someone, page = office.someone, office.page
    leave_something_to_redo(office)
    someone.desk.taken.connect(done.append)
    page.acts.act("move")
    someone.settle()
    for field in (someone.window.search, *fields_in(page.inspector)):
        field.setFocus()
        type_everything(someone, field)
        assert done == [], type(field).__name__
    assert someone.window.page is page


def send(window: QWidget, key: Qt.Key, held: Qt.KeyboardModifier, text: str) -> None:
    """Send keys as a keyboard does, to whatever has the focus."""
    handle = window.windowHandle()
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(handle, QKeyEvent(kind, key, held, text))


#: What keyboards send: the layout, the key with its sign, what is held, and what is to happen.
LAYOUTS = (
    ("German", Keys.Key_Plus, CTRL, "+", "zoom in"),
    ("American, with Shift", Keys.Key_Plus, CTRL | SHIFT, "+", "zoom in"),
    ("American, without Shift", Keys.Key_Equal, CTRL, "=", "zoom in"),
    ("number pad", Keys.Key_Plus, CTRL | PAD, "+", "zoom in"),
    ("number pad", Keys.Key_2, CTRL | PAD, "2", "courses"),
    ("Swiss", Keys.Key_2, CTRL, "2", "courses"),
    ("French", Keys.Key_Eacute, CTRL, "é", "courses"),
    ("French, with Shift", Keys.Key_2, CTRL | SHIFT, "2", "courses"),
    ("French", Keys.Key_QuoteDbl, CTRL, '"', "patients"),
    ("French", Keys.Key_Apostrophe, CTRL, "'", "worklist"),
    ("French", Keys.Key_ParenLeft, CTRL, "(", "setup"),
    ("French", Keys.Key_QuoteDbl, ALT, '"', "month"),
    ("French", Keys.Key_Eacute, ALT, "é", "week"),
    ("German", Keys.Key_3, ALT, "3", "month"),
)


@pytest.mark.parametrize(
    ("layout", "key", "held", "text", "wanted"),
    LAYOUTS,
    ids=[" ".join(each[::4]) for each in LAYOUTS],
)
def test_keys_work_on_every_keyboard(
    office: SlowOffice, layout: str, key: Qt.Key, held: Qt.KeyboardModifier, text: str, wanted: str
) -> None:
    window, page = office.someone.window, office.page
    step = window.view_choices.step
    office.page.day_view.setFocus()
    send(window, key, held, text)
    office.someone.settle()
    happened: dict[str, Callable[[], bool]] = {
        "zoom in": lambda: window.view_choices.step < step,
        "week": lambda: page.view == "week",
        "month": lambda: page.view == "month",
    }
    assert happened.get(wanted, lambda: window.page_key == wanted)(), layout


def test_no_keys_need_the_alternate_graphics_key() -> None:
    # AltGr comes as Ctrl+Alt on Windows: what a German or French keyboard types with it is a sign.
    keys = [text for action in ALL_ACTIONS for text in action.keys]
    assert [each for each in keys if "Ctrl+Alt" in each or "Alt+Ctrl" in each] == []


def test_keys_with_ctrl_and_shift_are_letters_or_have_a_name() -> None:
    # A sign with Shift is another one on each keyboard.
    held = [text for action in ALL_ACTIONS for text in action.keys if "Ctrl+Shift+" in text]
    named = re.compile(r"Ctrl\+Shift\+([A-Z]|Up|Down|Left|Right)$")
    assert [each for each in held if not named.match(each)] == []


def test_a_choice_of_looks_is_reached_by_two_keys(office: SlowOffice) -> None:
    window = office.someone.window
    QTest.keyClick(window.windowHandle(), Keys.Key_M, CTRL)
    QTest.keyClick(window.windowHandle(), Keys.Key_N)
    assert window.view_choices.hover == "hover_off"


def test_the_menu_opens_by_a_key(office: SlowOffice) -> None:
    window = office.someone.window
    QTest.keyClick(window.windowHandle(), Keys.Key_F10)
    office.someone.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_a_visit_is_kept_in_its_chair_by_a_key(office: SlowOffice) -> None:
    office.press(Keys.Key_C)
    office.someone.settle()
    assert office.someone.appointments()[0].is_chair_locked


@pytest.mark.parametrize(("key", "page"), [(Keys.Key_F3, "patients"), (Keys.Key_F4, "courses")])
def test_the_files_behind_a_visit_open_by_keys(office: SlowOffice, key: Qt.Key, page: str) -> None:
    office.press(key)
    office.someone.settle()
    assert office.someone.window.page_key == page


@pytest.mark.parametrize("key", [Keys.Key_M, Keys.Key_N, Keys.Key_Delete])
def test_what_is_asked_about_a_visit_opens_by_keys(office: SlowOffice, key: Qt.Key) -> None:
    actions = office.page.inspector.actions_of_visit
    office.press(key)
    office.someone.settle()
    assert not actions.next_button.isVisible()
    assert QKeySequence(key).toString() in {
        text for action in SCHEDULE_ACTIONS for text in action.keys
    }
    assert office.page.day == FIRST_DAY
