"""What is entered at the clock of a visit: opens the panels, tells what would come of it, acts."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.terms import PauseCause
from ivig_scheduler.services.clock.infusions import go_on_with_table
from ivig_scheduler.services.visit_file import VisitFile
from ivig_scheduler.ui.clock.clock_asks import Ask, PauseAsk, RateAsk, TimesAsk
from ivig_scheduler.ui.clock.clock_card import (
    GO_ON,
    PAUSE,
    RATE,
    REACTION,
    RESUME,
    ROOM,
    TIMES,
    ClockCard,
)
from ivig_scheduler.ui.clock.clock_value import ClockValue, describe_clock
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.ui.clock.clock_asks import Act


class ClockDesk(QObject):
    """Between a visit's clock and the services; `look` gives the theme of what is opened."""

    def __init__(
        self, desk: Desk, card: ClockCard, look: Callable[[], Look], window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._card, self._look, self._window = desk, card, look, window
        self._file: VisitFile | None = None
        self._value = ClockValue()
        self.rate, self.resume = RateAsk(is_resuming=False), RateAsk(is_resuming=True)
        self.pause, self.times = PauseAsk(), TimesAsk()
        self._asks: dict[str, Ask] = {
            RATE: self.rate,
            RESUME: self.resume,
            PAUSE: self.pause,
            TIMES: self.times,
        }
        for each in self._asks.values():
            each.panel.hide()
            each.panel.edited.connect(partial(self._preview, each))
            each.panel.confirmed.connect(partial(self._enter, each))
            each.panel.closed.connect(card.close_panel)
        card.asked.connect(self.ask)

    def show_file(self, file: VisitFile, now: datetime) -> None:
        """Show the clock of a visit as it stands at the site's clock `now`."""
        before = self._file
        if before is None or (before.appointment, before.events) != (
            file.appointment,
            file.events,
        ):
            # What was being asked was about the visit as it was.
            self._card.close_panel()
        self._file = file
        self._value = describe_clock(file, file.expect(now), now)
        self._card.show_value(self._value)

    def ask(self, what: str) -> None:
        """Open the panel of what is to be entered, or do it; nothing where it cannot be."""
        if self._file is None:
            return
        is_reaction, what = what == REACTION, PAUSE if what == REACTION else what
        if is_reaction and not self._value.can_pause:
            return
        if what == PAUSE and self._value.can_resume:
            what = RESUME
        if not self._can(what):
            return
        if what == GO_ON:
            self._act(partial(go_on_with_table, before=self._file.appointment))
        elif what == ROOM:
            self._make_room(self._file, self._value.longer_by)
        else:
            self._card.open_panel(self._asks[what].panel)
            self._asks[what].open(self._file, self._desk.local_now())
            if is_reaction:
                self.pause.panel.show_cause(PauseCause.REACTION)

    def _can(self, what: str) -> bool:
        value = self._value
        return {
            RATE: value.can_set_rate,
            PAUSE: value.can_pause,
            RESUME: value.can_resume,
            GO_ON: value.can_go_on,
            TIMES: value.can_correct,
            ROOM: value.longer_by > 0,
        }[what]

    def _make_room(self, file: VisitFile, minutes: int) -> None:
        from ivig_scheduler.ui.proposals.repair_flow import let_run_long  # noqa: PLC0415 - seldom

        let_run_long(self._desk, self._look(), file.appointment, minutes, self._window)

    def _preview(self, ask: Ask) -> None:
        if self._file is not None:
            ask.preview(self._file, self._desk.local_now())

    def _enter(self, ask: Ask, is_confirmed: bool) -> None:
        act = ask.act(self._file, is_confirmed=is_confirmed) if self._file is not None else None
        if act is not None:
            self._act(act)

    def _act(self, act: "Act") -> None:
        self._desk.act(act, then=lambda _changes: self._card.close_panel(), refused=self._refuse)

    def _refuse(self, error: RuleBrokenError) -> None:
        panel = self._card.panel()
        if panel is not None:
            panel.show_problems(error.problems)
        else:
            told = (sentence(problem.message) for problem in error.problems)
            self._card.show_refusal("\n".join(told))
