"""The chairs in the order of the schedule, and the panel of the selected one."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.records import Chair, ChairOutage
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.services.setup.chairs import load_chairs, reorder_chairs
from ivig_scheduler.services.setup.outages import find_next_time, load_outages
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.ui.actions import SETUP_ACTIONS, keys_of
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.chair_panel import ChairPanel
from ivig_scheduler.ui.setup.outages_card import OutagesCard
from ivig_scheduler.ui.setup.repetition_texts import show_outage
from ivig_scheduler.ui.setup.section import GAP, PANEL_PX, Section
from ivig_scheduler.ui.shortcuts import bind_keys
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.empty import EmptyState
from ivig_scheduler.ui.widgets.kind import button
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel, Tone
from ivig_scheduler.ui.widgets.scrolled import scrolled
from ivig_scheduler.ui.widgets.table import HouseTable


@dataclass(frozen=True)
class ChairLine:
    """A chair with its outages, and the time out of service that lasts or comes next."""

    chair: Chair
    outages: tuple[ChairOutage, ...] = ()
    next_outage: ChairOutage | None = None


def load_chair_lines(store: Reader, now: datetime) -> tuple[ChairLine, ...]:
    """Return the chairs in order, each with its outages."""
    known = load_outages(store)
    lines = []
    for chair in load_chairs(store):
        outages = tuple(each for each in known if each.chair_id == chair.id)
        coming = (find_next_time(each, now) for each in outages)
        soonest = min((each for each in coming if each), key=lambda each: each.starts, default=None)
        lines.append(ChairLine(chair, outages, soonest))
    return tuple(lines)


def show_use(chair: Chair) -> str:
    """Return the days in which a chair is in use."""
    first, last = show_day(chair.in_use_from), show_day(chair.in_use_to)
    if first and last:
        return f"{first} to {last}"
    if first:
        return f"From {first}"
    return f"To {last}" if last else "Always"


def _availability(line: ChairLine) -> str:
    outage = line.next_outage
    if outage is None:
        return show_use(line.chair)
    return f"Out {show_outage(outage)}: {outage.reason}"


def _availability_tone(line: ChairLine) -> Tone:
    return Tone.WARNING if line.next_outage else Tone.MUTED


COLUMNS = (
    Column[ChairLine]("Name", lambda line: line.chair.name, width=130, tone=Tone.STRONG),
    Column[ChairLine]("Kind", lambda line: line.chair.chair_type, width=110),
    Column[ChairLine](
        "Features",
        lambda line: ", ".join(line.chair.features),
        width=130,
        tip=lambda line: ", ".join(line.chair.features),
    ),
    Column[ChairLine](
        "In use", _availability, stretches=True, tone=_availability_tone, tip=_availability
    ),
)


class ChairsSection(Section):
    """A table at the left, the panel of the selected chair and its outages at the right."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__("Chairs", desk, look)
        self._wanted: UUID | None = None
        self.model = RowsModel(COLUMNS, lambda line: line.chair.id, self)
        self.table = HouseTable(look.theme, self.model)
        self.table.setAccessibleName(self.tr("Chairs"))
        self.panel = ChairPanel(desk, look)
        self.outages = OutagesCard(desk, look)
        self.up_button = button(self.tr("Move up"))
        self.down_button = button(self.tr("Move down"))
        self.add_button = button(self.tr("Add chair"), "primary")
        self.empty = EmptyState(
            self.tr("No chairs yet"),
            self.tr("Chairs are the rows of the schedule: visits are booked into them."),
            self.tr("Add the first chair"),
        )
        self._lay_out()
        self._connect()
        self._show_side(False)

    def load(self) -> None:
        """Read the chairs and their outages."""
        now = self.desk.local_now()
        self.desk.read(lambda store: load_chair_lines(store, now), self._show, view="setup.chairs")

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        super().set_look(look)
        self.table.set_theme(look.theme)
        self.panel.set_look(look)
        self.outages.set_look(look)

    def has_unsaved(self) -> bool:
        """Return whether a chair or an outage was typed and not saved."""
        return self.panel.has_unsaved() or self.outages.has_unsaved()

    def start_new(self) -> None:
        """Open the form of a new chair."""
        self.table.clear_choice()
        self.panel.show_record(None)
        self._show_side(True)
        self.panel.name.setFocus()

    def shift(self, by: int) -> None:
        """Move the selected chair up (-1) or down (1) in the order of the schedule."""
        line = self.table.current_record()
        if not isinstance(line, ChairLine):
            return
        rows = list(self.model.rows)
        place = self.model.place_of(line.chair.id)
        target = place + by
        if not 0 <= target < len(rows):
            return
        rows.insert(target, rows.pop(place))
        # Shown at once, so that the next press moves on from here.
        self.model.show_rows(rows)
        ids = [each.chair.id for each in rows]
        self.desk.act(lambda work: reorder_chairs(work, ids), refused=lambda _error: self.load())

    def _show(self, lines: tuple[ChairLine, ...]) -> None:
        self.panel.offer_kinds(line.chair.chair_type for line in lines)
        self.panel.offer_features(word for line in lines for word in line.chair.features)
        self.model.show_rows(lines)
        self.stack.setCurrentIndex(1 if lines else 0)
        for one in (self.up_button, self.down_button, self.add_button):
            one.setVisible(bool(lines))
        if self._wanted is not None and self.table.select_key(self._wanted):
            self._wanted = None
        current = self.table.current_record()
        if isinstance(current, ChairLine):
            self.panel.renew(current.chair)
            self.outages.show_outages(current.chair, current.outages)
        self._show_moves()

    def _choose(self, line: object) -> None:
        if isinstance(line, ChairLine):
            if self.panel.record is None or self.panel.record.id != line.chair.id:
                self.panel.show_record(line.chair)
            self.outages.show_outages(line.chair, line.outages)
            self._show_side(True)
        elif self.panel.record is not None:
            self._show_side(False)
        self._show_moves()

    def _close(self) -> None:
        if self.panel.record is None:
            self._show_side(False)

    def _note_saved(self, changes: ChangeSet) -> None:
        saved = changes.changes[-1].record if changes.changes else None
        if isinstance(saved, Chair) and self.panel.record is None:
            self._wanted = saved.id

    def _show_side(self, is_shown: bool) -> None:
        self.side.setVisible(is_shown)
        self.outages.setVisible(self.panel.record is not None)

    def _show_moves(self) -> None:
        line = self.table.current_record()
        place = self.model.place_of(line.chair.id) if isinstance(line, ChairLine) else -1
        self.up_button.setEnabled(place > 0)
        self.down_button.setEnabled(0 <= place < len(self.model.rows) - 1)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.panel.closed.connect(self._close)
        self.panel.saved.connect(self._note_saved)
        self.add_button.clicked.connect(self.start_new)
        self.empty.action_requested.connect(self.start_new)
        self.up_button.clicked.connect(lambda: self.shift(-1))
        self.down_button.clicked.connect(lambda: self.shift(1))
        shifts = {"up": partial(self.shift, -1), "down": partial(self.shift, 1)}
        bind_keys(self.table, SETUP_ACTIONS, shifts, within=False)
        for name, one in (("up", self.up_button), ("down", self.down_button)):
            keys = keys_of(SETUP_ACTIONS, name)[0]
            one.setToolTip(self.tr("{0} in the table").format(keys))

    def _lay_out(self) -> None:
        for one in (self.up_button, self.down_button, self.add_button):
            self.header.addWidget(one)
        card = Card()
        card.body.setContentsMargins(8, 8, 8, 8)
        card.add(self.table)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(card)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.panel)
        column.addWidget(self.outages)
        column.addStretch(1)
        self.side = scrolled(inner)
        set_px(self.side, panel=PANEL_PX)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.stack, 1)
        row.addWidget(self.side)
        self.body.addLayout(row, 1)
