"""What an act would bring, one sentence a line; it is read anew while one chooses."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.exceptions.words import Told, tell_consequences
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Work
    from ivig_scheduler.services.exceptions.outlook import Consequences

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them

_PAUSE_MS = 150


class ConsequencesBox(QWidget):
    """Lines that follow what is typed. `shown` carries the consequences, None while unknown."""

    shown = Signal(object)

    def __init__(self, desk: Desk, view: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._service: Callable[[Work], ChangeSet] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._lines: list[QWidget] = []
        self.setAccessibleName(self.tr("What this brings"))

    def foresee(self, service: "Callable[[Work], ChangeSet] | None") -> None:
        """Show what a service would bring, once nobody has typed for a moment; None: nothing."""
        self._service = service
        if service is None:
            self._pause.stop()
            self._show(())
            self.shown.emit(None)
            return
        self._pause.start()

    def texts(self) -> tuple[str, ...]:
        """Return the sentences that are shown."""
        return tuple(each.accessibleName() for each in self._lines)

    def _read(self) -> None:
        from ivig_scheduler.services.exceptions.outlook import foresee_consequences

        service, now = self._service, self._desk.local_now()
        if service is None:
            return
        self._desk.read(
            lambda store: foresee_consequences(store, service, now),
            lambda found: self._take(service, found),
            view=self._view,
            refused=lambda error: self._refuse(service, error),
        )

    def _take(self, service: object, found: "Consequences") -> None:
        if service is self._service:
            self._show(tell_consequences(found))
            self.shown.emit(found)

    def _refuse(self, service: object, error: RuleBrokenError) -> None:
        if service is self._service:
            told = (Told(sentence(each.message), "danger") for each in error.problems)
            self._show(tuple(told))
            self.shown.emit(None)

    def _show(self, told: tuple[Told, ...]) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [label(each.text, each.kind, wrap=True) for each in told]
        for line, each in zip(self._lines, told, strict=True):
            line.setAccessibleName(each.text)
            self._column.addWidget(line)
        self.setAccessibleDescription(" ".join(each.text for each in told))
