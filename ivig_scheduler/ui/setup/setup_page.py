"""The Setup page: its sections in a list at the left, the chosen one beside it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.page import Page
from ivig_scheduler.ui.setup.chairs_section import ChairsSection
from ivig_scheduler.ui.setup.nurses_section import NursesSection
from ivig_scheduler.ui.setup.products_section import ProductsSection
from ivig_scheduler.ui.setup.section import Section
from ivig_scheduler.ui.setup.settings_section import SettingsSection
from ivig_scheduler.ui.setup.site_section import SiteSection
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.kind import label, set_kind

LIST_PX = 168

SECTIONS: tuple[tuple[str, str, Callable[[Desk, Look], Section]], ...] = (
    ("site", "Site", SiteSection),
    ("chairs", "Chairs", ChairsSection),
    ("nurses", "Nurses", NursesSection),
    ("products", "Products", ProductsSection),
    ("settings", "Settings", SettingsSection),
)


class SetupPage(Page):
    """The sections; only the one in front is kept up to date, the others load when chosen."""

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, navigator, look, parent)
        self.list = QListWidget()
        self.stack = QStackedWidget()
        self.sections: dict[str, Section] = {}
        for key, title, make in SECTIONS:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, 34))
            self.list.addItem(item)
            self.sections[key] = make(desk, look)
            self.stack.addWidget(self.sections[key])
        self._lay_out()
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(self._show_row)

    @property
    def section(self) -> Section:
        """The section in front."""
        return self.sections[self.section_key]

    @property
    def section_key(self) -> str:
        """The key of the section in front."""
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def show_section(self, key: str) -> None:
        """Bring a section to the front: site, chairs, nurses, products or settings."""
        self.list.setCurrentRow(list(self.sections).index(key))

    def refresh(self) -> None:
        """Load the section in front."""
        self.section.load()

    def set_look(self, look: Look) -> None:
        """Take another theme in every section."""
        super().set_look(look)
        for section in self.sections.values():
            section.set_look(look)

    def has_unsaved(self) -> bool:
        """Return whether any section holds typed text that is not saved."""
        return any(section.has_unsaved() for section in self.sections.values())

    def _show_row(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        if self.isVisible():
            self.section.load()

    def _lay_out(self) -> None:
        set_kind(self.list, "nav")
        self.list.setAccessibleName(self.tr("Sections of Setup"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = QWidget()
        set_px(side, panel=LIST_PX)
        set_kind(side, "sidebar")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 16, 9, 8)
        column.setSpacing(12)
        heading = label(self.tr("Setup"), "heading")
        heading.setContentsMargins(8, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self.stack, 1)
