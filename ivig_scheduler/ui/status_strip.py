"""The strip at the bottom: how things stand at the left, what was done last at the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.widgets.notice import Notice

_HEIGHT = 30


class StatusStrip(QStatusBar):
    """A status bar whose notice offers the way back."""

    undo_requested = Signal()
    offer_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.state = label("", "muted")
        self.busy = label("", "muted")
        #: What stood there before an act was taken, and whether the database is at work.
        self._words, self._is_busy = "", False
        self.tell_work("")
        self.busy.setVisible(False)
        self.notice = Notice()
        self.notice.undo_requested.connect(self.undo_requested)
        self.notice.offer_taken.connect(self.offer_taken)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(16)
        row.addWidget(self.state, 1)
        row.addWidget(self.busy)
        row.addWidget(self.notice)
        self.addWidget(inner, 1)
        # The way back beside a notice must not push the page up.
        self._inner = inner
        self.fit_text()

    def fit_text(self) -> None:
        """Be as high as the text and the way back beside it ask for."""
        wanted = max(self.sizeHint().height(), self._inner.sizeHint().height() + 2, _HEIGHT)
        self.setFixedHeight(wanted)

    def tell_state(self, text: str) -> None:
        """Say how things stand: chairs in use, nurses there."""
        self.state.setText(text)

    def tell_notice(self, text: str, can_undo: bool) -> None:
        """Say what was just done, or why it was not."""
        self.notice.tell(text, can_undo=can_undo)

    def offer(self, words: str) -> None:
        """Offer what may be done next beside the notice; "" for nothing."""
        self.notice.offer(words)

    def take_offer(self) -> None:
        """Take up what is offered beside the notice, where something is."""
        if not self.notice.offer_button.isHidden():
            self.notice.offer_button.click()

    def tell_work(self, text: str) -> None:
        """Say what the database is at work on, while it is; "" for nothing in particular."""
        self.busy.setText(text or self.tr("Working…"))

    def show_taken(self) -> None:
        """Say at once that what was asked is being done."""
        if self.busy.isHidden():
            self._words = self.busy.text()
            self.busy.setText(self.tr("Saving…"))
            self.busy.show()

    def settle(self) -> None:
        """It is done, or was refused."""
        if self._words:
            self.busy.setText(self._words)
            self.busy.setVisible(self._is_busy)
            self._words = ""

    def set_busy(self, is_busy: bool) -> None:
        """Show that the database is at work."""
        self._is_busy = is_busy
        if is_busy and self._words:
            self.busy.setText(self._words)
            self._words = ""
        self.busy.setVisible(is_busy)
