"""As soon as a place comes free: how many on the waiting list fit it, offered beside the notice."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.waiting.matches import SlotMatches
    from ivig_scheduler.ui.lists.waiting_flow import WaitingFlow

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them

#: What undo and redo bring is what was there before: nothing new is offered after them.
_REPEATED = ("Undo:", "Redo:")
#: What may free a place.
_KINDS = frozenset({"appointment", "outage"})


class WaitingOffer(QObject):
    """`offered` carries the words of the offer, or nothing once it no longer holds."""

    offered = Signal(str)

    def __init__(self, desk: Desk, look: Callable[[], Look], window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._look, self._window = desk, look, window
        self._found: tuple[SlotMatches, ...] = ()
        self.flow: WaitingFlow | None = None
        desk.changed.connect(self._note_change)

    def take(self) -> None:
        """Show who fits what is offered."""
        found, self._found = self._found, ()
        if not found:
            return
        from ivig_scheduler.ui.lists.waiting_flow import WaitingFlow

        self.offered.emit("")
        self.flow = WaitingFlow(self._desk, self._look(), self._window)
        self.flow.show_matches(found)

    def _note_change(self, changes: "ChangeSet | None") -> None:
        self._found = ()
        if changes is None or changes.label.startswith(_REPEATED):
            return
        before = (each.before for each in changes.changes)
        if not any(each is not None and each.kind in _KINDS for each in before):
            return
        from ivig_scheduler.services.waiting.matching import match_freed

        now = self._desk.local_now()
        self._desk.read(
            lambda store: match_freed(store, changes, now), self._offer, view="waiting.offer"
        )

    def _offer(self, found: "tuple[SlotMatches, ...]") -> None:
        if not found:
            return
        from ivig_scheduler.ui.lists.match_rows import offer_words

        self._found = found
        self.offered.emit(f"{offer_words(found)}…")
