"""Shortcuts made from the table of actions."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QShortcutEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ivig_scheduler.ui.actions import ActionSpec, keys_of
from ivig_scheduler.ui.key_spellings import spellings

#: Where a button names the action whose keys do what it does.
ACTION_PROPERTY = "action"


def bind_keys(
    widget: QWidget,
    actions: Iterable[ActionSpec],
    acts: Mapping[str, Callable[[], None]],
    *,
    within: bool = True,
) -> None:
    """Let the keys of the actions named in `acts` do what stands there.

    They work while `widget` has the focus and, `within`, while any widget in it has. Raises
    KeyError for a name that no action has.
    """
    known = tuple(actions)
    contexts = Qt.ShortcutContext
    context = contexts.WidgetWithChildrenShortcut if within else contexts.WidgetShortcut
    for name, act in acts.items():
        _bind(widget, keys_of(known, name), act, context)


def name_action(button: QAbstractButton, actions: Iterable[ActionSpec], name: str) -> None:
    """Say in the tip of a button which keys do the same. Raises KeyError for an unknown name."""
    keys = keys_of(actions, name)
    tip = button.toolTip()
    button.setToolTip(f"{tip} ({keys[0]})" if tip else keys[0])
    button.setProperty(ACTION_PROPERTY, name)


def bind_button(
    button: QAbstractButton,
    actions: Iterable[ActionSpec],
    name: str,
    panel: QWidget | None = None,
) -> None:
    """Let the keys of an action press a button while it is seen and can be pressed.

    They work in the whole window the button is in, or only in `panel`.
    """
    known = tuple(actions)
    name_action(button, known, name)
    contexts = Qt.ShortcutContext
    if panel is None:
        _bind(button, keys_of(known, name), button.click, contexts.WindowShortcut)
        return
    context = contexts.WidgetWithChildrenShortcut
    _bind(panel, keys_of(known, name), partial(_press, button), context)


class KeyedAction(QAction):
    """An action whose keys have several spellings: a press that counts as two of them does it too.

    Qt takes such a press for a quarrel between two actions and does nothing: Ctrl and plus on an
    American keyboard are Ctrl++ as well as Ctrl+Shift+=.
    """

    def event(self, event: QEvent) -> bool:
        """Do it also where Qt is not sure which of the spellings was pressed."""
        if isinstance(event, QShortcutEvent) and event.isAmbiguous():
            self.trigger()
            return True
        return super().event(event)


def key_sequences(action: ActionSpec) -> list[QKeySequence]:
    """Return everything a keyboard may send for an action, first what is shown for it."""
    shown = [QKeySequence(keys) for keys in action.keys]
    others = (each for keys in action.keys for each in spellings(keys)[1:])
    return shown + [QKeySequence(keys) for keys in others]


def show_keys(action: ActionSpec) -> str:
    """Return the keys of an action as this machine's keyboard names them."""
    return ", ".join(
        QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
        for keys in action.keys
    )


def _bind(
    widget: QWidget, keys: Iterable[str], act: Callable[[], object], context: Qt.ShortcutContext
) -> None:
    for each in dict.fromkeys(spelled for text in keys for spelled in spellings(text)):
        shortcut = QShortcut(QKeySequence(each), widget)
        shortcut.setContext(context)
        shortcut.activated.connect(act)
        # One press may count as two spellings of the same keys; no two acts share keys.
        shortcut.activatedAmbiguously.connect(act)


def _press(button: QAbstractButton) -> None:
    if button.isVisible():
        button.click()
