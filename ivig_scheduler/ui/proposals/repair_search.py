"""Looking for a repair, day after day, with a sheet that says how far it is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.proposals.search_sheet import SearchSheet
from ivig_scheduler.ui.proposals.turn_search import TurnSearch

if TYPE_CHECKING:
    from ivig_scheduler.services.proposals import Proposal
    from ivig_scheduler.services.repair.troubles import Trouble
    from ivig_scheduler.services.repair.turns import RepairTurns
    from ivig_scheduler.storage.reader import Reader

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


def search_repair(
    desk: Desk, trouble: "Trouble", then: "Callable[[Proposal], None]", parent: QWidget
) -> None:
    """Look for the repair of a trouble and hand it to `then`; stopped, what was found so far."""
    now = desk.local_now()
    told, stop = desk.tr("Looking for places…"), desk.tr("Stop and show what is found")
    sheet = SearchSheet(trouble.title, told, stop, parent)

    def begin(store: "Reader") -> "RepairTurns":
        from ivig_scheduler.services.repair.turns import RepairTurns

        return RepairTurns(store, trouble, now)

    search: TurnSearch[Proposal] = TurnSearch(
        desk, sheet, then, lambda error: desk.tell(str(error)), "repair"
    )
    search.start(begin)
