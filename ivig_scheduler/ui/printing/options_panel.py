"""What can be chosen beside the pages: the sheet, the paper, which way, and masked names."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ivig_scheduler.ui.actions import PRINT_ACTIONS
from ivig_scheduler.ui.printing.page_size import PaperName
from ivig_scheduler.ui.printing.request import SheetKind
from ivig_scheduler.ui.shortcuts import name_action
from ivig_scheduler.ui.widgets.field import Field
from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.widgets.pick import Pick
from ivig_scheduler.ui.widgets.segmented import Segmented

_WIDTH_PX = 268
UPRIGHT, TURNED = "upright", "turned"
#: These are made for pages that are higher than wide.
ALWAYS_UPRIGHT = frozenset({SheetKind.LETTER, SheetKind.TITRATION})


class OptionsPanel(QWidget):
    """`sheet_chosen` asks for another sheet or other names, `page_chosen` for other pages."""

    sheet_chosen = Signal()
    page_chosen = Signal()

    def __init__(
        self, kinds: Sequence[SheetKind], first: SheetKind, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        words = self._sheet_words()
        self.sheet = Pick([(kind, words[kind]) for kind in kinds])
        self.sheet.show_key(first)
        papers = [(paper.value, self.tr(paper.value)) for paper in PaperName]
        self.paper = Segmented(papers)
        self.way = Segmented([(UPRIGHT, self.tr("Portrait")), (TURNED, self.tr("Landscape"))])
        self.masked = QCheckBox(self.tr("Mask names"))
        self.print_button = button(self.tr("Print…"), "primary")
        self.save_button = button(self.tr("Save as PDF…"))
        name_action(self.print_button, PRINT_ACTIONS, "print_now")
        name_action(self.save_button, PRINT_ACTIONS, "save_pdf")
        self.close_button = button(self.tr("Close"))
        self.note, self.problem = label("", "quiet", wrap=True), label("", "danger", wrap=True)
        set_kind(self, "inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self._connect()
        self.say("")
        # Larger text needs more room than the usual.
        self.setFixedWidth(max(_WIDTH_PX, self.sizeHint().width()))

    @property
    def kind(self) -> SheetKind:
        """The sheet that is chosen."""
        return SheetKind(str(self.sheet.key()))

    @property
    def is_wide(self) -> bool:
        """Whether the pages are to be wider than high."""
        return self.way.current() == TURNED and self.kind not in ALWAYS_UPRIGHT

    def show_page(self, paper: PaperName, *, is_wide: bool) -> None:
        """Show the paper and the way it is turned without announcing them."""
        self.paper.select(paper.value)
        self.way.select(TURNED if is_wide else UPRIGHT)
        self.way.setEnabled(self.kind not in ALWAYS_UPRIGHT)

    def say(self, note: str, problem: str = "") -> None:
        """Say what was done, or why it was not."""
        for shown, text in ((self.note, note), (self.problem, problem)):
            shown.setText(text)
            shown.setVisible(bool(text))

    def set_ready(self, is_ready: bool) -> None:
        """Offer to print and to save where there are pages."""
        for each in (self.print_button, self.save_button):
            each.setEnabled(is_ready)

    def _sheet_words(self) -> dict[SheetKind, str]:
        return {
            SheetKind.BY_CHAIR: self.tr("Day sheet by chair"),
            SheetKind.BY_TIME: self.tr("Day sheet by time"),
            SheetKind.NURSES: self.tr("Nurse sheet"),
            SheetKind.LETTER: self.tr("Appointment letter"),
            SheetKind.TITRATION: self.tr("Titration sheet"),
        }

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Print"), "heading"))
        column.addWidget(Field(self.tr("Sheet"), self.sheet))
        column.addWidget(Field(self.tr("Paper"), self.paper))
        column.addWidget(Field(self.tr("Page"), self.way))
        hint = label(
            self.tr("Initials and the last digits of the number; no birth dates."),
            "muted",
            wrap=True,
        )
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.masked)
        names.addWidget(hint)
        column.addLayout(names)
        column.addStretch(1)
        for each in (self.note, self.problem, self.print_button, self.save_button):
            column.addWidget(each)
        column.addWidget(self.close_button)

    def _connect(self) -> None:
        self.sheet.picked.connect(lambda _kind: self.sheet_chosen.emit())
        self.masked.toggled.connect(lambda _is_on: self.sheet_chosen.emit())
        self.paper.chosen.connect(lambda _paper: self.page_chosen.emit())
        self.way.chosen.connect(lambda _way: self.page_chosen.emit())
