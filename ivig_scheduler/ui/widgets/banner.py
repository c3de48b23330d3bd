"""A strip across the top of the window for trouble outside the program: disk full, server gone."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.widgets.kind import button, label, set_kind

BannerKind: TypeAlias = Literal["warning", "danger"]

_ICON_PX = 20


class Banner(QFrame):
    """What happened, what to do about it, a button that does it and one that hides the strip."""

    action_requested = Signal()
    dismissed = Signal()

    def __init__(self, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: BannerKind = "warning"
        self._sign = QLabel()
        self._problem = label("", "strong", wrap=True)
        self._remedy = label("", wrap=True)
        self.action = button("")
        self.action.clicked.connect(self.action_requested)
        self.close_button = self._make_close_button()
        self._lay_out()
        self.set_icons(icons)
        self.hide()

    def show_problem(
        self, problem: str, remedy: str, action: str = "", kind: BannerKind = "danger"
    ) -> None:
        """Say what happened and what to do; `action` is the word on the button, if it can help."""
        self._kind = kind
        self._problem.setText(problem)
        self._remedy.setText(remedy)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        set_kind(self, f"banner-{kind}")
        self._draw_sign()
        self.show()

    def problem(self) -> str:
        """Return what the strip says happened."""
        return self._problem.text()

    def dismiss(self) -> None:
        """Hide the strip."""
        self.hide()
        self.dismissed.emit()

    def set_icons(self, icons: IconSet) -> None:
        """Draw the icons of another theme."""
        self._icons = icons
        self.close_button.setIcon(icons.icon("close", "text", 16))
        self._draw_sign()

    def _draw_sign(self) -> None:
        drawn = self._icons.icon("warning", self._kind, _ICON_PX)
        size = QSize(_ICON_PX, _ICON_PX)
        self._sign.setPixmap(drawn.pixmap(size, self.devicePixelRatioF()))

    def _make_close_button(self) -> QToolButton:
        one = QToolButton()
        one.setFixedSize(28, 28)
        one.setIconSize(QSize(16, 16))
        one.setToolTip(self.tr("Hide this message"))
        one.setAccessibleName(self.tr("Hide this message"))
        one.clicked.connect(self.dismiss)
        return one

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._problem)
        words.addWidget(self._remedy)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
