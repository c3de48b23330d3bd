"""The strip below the bar of the schedule: what stands out, how close, and where the chairs are."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ivig_scheduler.ui.actions import SCHEDULE_ACTIONS, WINDOW_ACTIONS
from ivig_scheduler.ui.schedule.filtering import Filter, FilterOption, Wanted
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.view_choices import ViewChoices
from ivig_scheduler.ui.schedule.zooming import STEPS
from ivig_scheduler.ui.shortcuts import name_action
from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.widgets.segmented import Segmented

_MARGIN_PX = 16


class ViewStrip(QWidget):
    """`filter_changed` carries the Filter that is wanted now."""

    filter_changed = Signal(object)

    def __init__(self, choices: ViewChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._options: tuple[FilterOption, ...] = ()
        self._filter = Filter()
        self.filter_button = button(self.tr("Filter…"), "strip")
        self.clear_button = button(self.tr("Clear the filter"), "link")
        name_action(self.filter_button, SCHEDULE_ACTIONS, "filter")
        name_action(self.clear_button, SCHEDULE_ACTIONS, "no_filter")
        self.chips: list[QPushButton] = []
        self.key_button = button(self.tr("Colour key"), "strip")
        self.key_button.setCheckable(True)
        name_action(self.key_button, WINDOW_ACTIONS, "colour_key")
        self.layouts = Segmented(
            ((Layout.DOWN, self.tr("Chairs down")), (Layout.ACROSS, self.tr("Chairs across")))
        )
        self.wider, self.closer = button("−", "strip"), button("+", "strip")
        self.step = label("", "muted")
        self._of_day = (self.layouts, self.wider, self.step, self.closer, self.key_button)
        self._lay_out()
        self._connect()
        self.show_choices()
        self.show_filter(Filter())

    @property
    def filter(self) -> Filter:
        """What is wanted."""
        return self._filter

    def follow(self, choices: ViewChoices) -> None:
        """Change and show other choices from now on."""
        self._choices = choices
        self.show_choices()

    def set_chips(self, box: QWidget) -> None:
        """Show how ready the day is before everything else."""
        self._row.insertWidget(0, box)

    def show_choices(self) -> None:
        """Show how the day is seen."""
        step = self._choices.step
        self.layouts.select(self._choices.layout)
        self.step.setText(self.tr("{} min").format(step))
        self.step.setAccessibleName(self.tr("{} minutes a line").format(step))
        self.wider.setEnabled(step != STEPS[0])
        self.closer.setEnabled(step != STEPS[-1])
        self.key_button.setChecked(self._choices.has_key)

    def show_options(self, options: Iterable[FilterOption]) -> None:
        """Offer what the visits that are shown can be told apart by."""
        self._options = tuple(options)

    def show_view(self, *, is_day: bool, has_visits: bool) -> None:
        """Leave out what another view than the day has no use for."""
        for part in self._of_day:
            part.setVisible(is_day)
        self.filter_button.setVisible(has_visits)
        self._show_chips(has_visits=has_visits)

    def show_filter(self, wanted: Filter) -> None:
        """Show what is wanted as chips that take it back."""
        self._filter = wanted
        for chip in self.chips:
            self._chip_row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._make_chip(each) for each in wanted.in_order]
        for chip in self.chips:
            self._chip_row.insertWidget(self._chip_row.count() - 1, chip)
        self._show_chips(has_visits=not self.filter_button.isHidden())

    def open_menu(self) -> None:
        """Let the user choose what stands out."""
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        below = QPoint(0, self.filter_button.height() + 2)
        menu.popup(self.filter_button.mapToGlobal(below))

    def make_menu(self) -> QMenu:
        """Return the menu of everything the visits can be told apart by."""
        menu, kind = QMenu(self), None
        for option in self._options:
            if option.wanted[0] != kind:
                kind = option.wanted[0]
                if menu.actions():
                    menu.addSeparator()
                # Words of their own: the style shows a section as a mere line.
                menu.addAction(kind.capitalize()).setEnabled(False)
            action = menu.addAction(f"{option.wanted[1]}\t{option.visits}")
            action.setCheckable(True)
            action.setChecked(option.wanted in self._filter.wanted)
            action.triggered.connect(lambda _on=False, each=option.wanted: self._toggle(each))
        if not self._options:
            menu.addAction(self.tr("No visits to tell apart")).setEnabled(False)
        return menu

    def clear(self) -> None:
        """Let every visit stand out again."""
        self._want(Filter())

    def _show_key(self, is_shown: bool) -> None:
        self._choices.show_key(is_shown)

    def _toggle(self, wanted: Wanted) -> None:
        self._want(self._filter.toggled(wanted))

    def _want(self, wanted: Filter) -> None:
        if wanted != self._filter:
            self.show_filter(wanted)
            self.filter_changed.emit(wanted)

    def _make_chip(self, wanted: Wanted) -> QPushButton:
        chip = button(f"{wanted[1]}  ×", "filter")
        chip.setToolTip(self.tr("Take this out of the filter"))
        chip.setAccessibleName(self.tr("Filter: {}; take out").format(wanted[1]))
        chip.clicked.connect(lambda: self._toggle(wanted))
        return chip

    def _show_chips(self, *, has_visits: bool) -> None:
        for chip in self.chips:
            chip.setVisible(has_visits)
        self.clear_button.setVisible(has_visits and self._filter.is_on)

    def _lay_out(self) -> None:
        set_kind(self, "topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN_PX, 3, _MARGIN_PX, 3)
        row.setSpacing(8)
        # More chips than there is room for must not make the window wider.
        chip_box = QWidget()
        chip_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._chip_row = QHBoxLayout(chip_box)
        self._chip_row.setContentsMargins(0, 0, 0, 0)
        self._chip_row.setSpacing(6)
        self._chip_row.addStretch(1)
        # As high in every view, so that what lies below does not jump.
        row.addStrut(self.layouts.sizeHint().height())
        row.addWidget(self.filter_button)
        row.addWidget(chip_box, 1)
        row.addWidget(self.clear_button)
        row.addWidget(self.key_button)
        row.addWidget(self.layouts)
        for part in (self.wider, self.step, self.closer):
            row.addWidget(part)
        for one, words in ((self.wider, self.tr("Zoom out")), (self.closer, self.tr("Zoom in"))):
            one.setToolTip(words)
            one.setAccessibleName(words)
        name_action(self.wider, WINDOW_ACTIONS, "zoom_out")
        name_action(self.closer, WINDOW_ACTIONS, "zoom_in")

    def _connect(self) -> None:
        self.filter_button.clicked.connect(self.open_menu)
        self.clear_button.clicked.connect(self.clear)
        self.key_button.clicked.connect(self._show_key)
        self.layouts.chosen.connect(lambda key: self._choices.choose_layout(Layout(key)))
        self.wider.clicked.connect(lambda: self._choices.zoom(-1))
        self.closer.clicked.connect(lambda: self._choices.zoom(1))
