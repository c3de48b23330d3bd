"""Shortcuts made from the table of actions."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.actions import ActionSpec, keys_of


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
        for keys in (each for text in keys_of(known, name) for each in _spellings(text)):
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(context)
            shortcut.activated.connect(act)


def show_keys(action: ActionSpec) -> str:
    """Return the keys of an action as this machine's keyboard names them."""
    return ", ".join(
        QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
        for keys in action.keys
    )


def _spellings(keys: str) -> tuple[str, ...]:
    """Return the keys for Qt, to which the Enter of the number pad is another one than Return."""
    return (keys, keys.replace("Enter", "Return")) if "Enter" in keys else (keys,)
