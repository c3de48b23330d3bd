"""The window's actions, made from the table in `actions.py`: keys, menus and the menu's button."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QToolButton

from ivig_scheduler.ui.actions import (
    ALL_ACTIONS,
    SUBMENUS,
    TEXT_KEYS,
    THEME_KEYS,
    TICKED,
    WINDOW_ACTIONS,
    menus,
)
from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.shortcuts import KeyedAction, key_sequences
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.theme import ThemeChoice
from ivig_scheduler.ui.widgets.kind import set_kind
from ivig_scheduler.ui.widgets.rail import RAIL_HEIGHT, RAIL_WIDTH


class WindowActions:
    """Every action of the window as a QAction, and the menu that holds them."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.by_key: dict[str, QAction] = {}
        for spec in WINDOW_ACTIONS:
            action = KeyedAction(QCoreApplication.translate("actions", spec.words), window)
            action.setCheckable(spec.key in (*THEME_KEYS.values(), *TICKED, *TEXT_KEYS))
            action.setShortcuts(key_sequences(spec))
            self.by_key[spec.key] = action
            window.addAction(action)
        self.show_history("", "")
        self._button = QToolButton(window)

    def connect_to(self, acts: Mapping[str, Callable[[], Any]]) -> None:
        """Connect each action to what it does; one without an act is an error of ours."""
        for key, action in self.by_key.items():
            act = acts[key]
            action.triggered.connect(lambda _checked=False, act=act: act())

    def menu_button(self, icons: IconSet) -> QToolButton:
        """Return the button that opens the menu, for the foot of the rail."""
        self.set_icons(icons)
        self._button.setText(QCoreApplication.translate("actions", "Menu"))
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self._button.setIconSize(QSize(22, 22))
        set_px(self._button, width=RAIL_WIDTH, height=RAIL_HEIGHT)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setMenu(self._menu())
        set_kind(self._button, "rail")
        return self._button

    def set_icons(self, icons: IconSet) -> None:
        """Draw the icons of another theme."""
        self._button.setIcon(icons.icon("menu", "muted", 22))

    def show_theme_choice(self, choice: ThemeChoice) -> None:
        """Tick the colours that were chosen."""
        for each, key in THEME_KEYS.items():
            self.by_key[key].setChecked(each == choice)

    def show_text_size(self, per_cent: int) -> None:
        """Tick the size the text has."""
        for key in TEXT_KEYS:
            self.by_key[key].setChecked(key == f"text_{per_cent}")

    def tick(self, keys: Collection[str]) -> None:
        """Tick those of the choices, besides the colours, that are in force."""
        for key in TICKED:
            self.by_key[key].setChecked(key in keys)

    def show_history(self, undo: str, redo: str) -> None:
        """Name what undo and redo would do; "" where there is nothing."""
        for key, words, done in (("undo", "Undo", undo), ("redo", "Redo", redo)):
            action = self.by_key[key]
            action.setText(f"{words}: {done}" if done else words)
            action.setEnabled(bool(done))

    def open_menu(self) -> None:
        """Open the menu beside its button, with the first entry chosen."""
        menu = self._button.menu()
        menu.popup(self._button.mapToGlobal(self._button.rect().topRight()))
        menu.setActiveAction(menu.actions()[0])

    def show_keys(self) -> None:
        """Open the sheet of keys."""
        from ivig_scheduler.ui.keys_sheet import KeysSheet  # noqa: PLC0415 - seldom opened

        KeysSheet(ALL_ACTIONS, self._window).open()

    def _menu(self) -> QMenu:
        menu = QMenu(self._window)
        for name, specs in menus().items():
            if name in SUBMENUS:
                part = menu.addMenu(QCoreApplication.translate("actions", name))
            else:
                part = menu
                if menu.actions():
                    menu.addSeparator()
            for spec in specs:
                part.addAction(self.by_key[spec.key])
        return menu
