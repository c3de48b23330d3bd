"""What the pages ask of the clinic, and where each kind of error goes."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import RuleBrokenError, StaleRecordError, refuse
from ivig_scheduler.domain.records import Site
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.setup.site import edit_site
from ivig_scheduler.storage.errors import StorageError
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.ui.desk import Desk
from tests.clinics import SmallClinic


def read_site(store: Reader) -> Site:
    return store.all(Site)[0]


def rename(name: str) -> Callable[[Work], ChangeSet]:
    def service(work: Work) -> ChangeSet:
        before = read_site(work.store)
        return edit_site(work, before, before.model_copy(update={"name": name}))

    return service


def raising(error: Exception) -> Callable[[Work], ChangeSet]:
    def service(work: Work) -> ChangeSet:
        raise error

    return service


def test_a_read_answers_on_the_ui_thread(qtbot: QtBot, desk: Desk) -> None:
    got: list[Site] = []
    desk.read(read_site, got.append)
    qtbot.waitUntil(lambda: len(got) == 1)


def test_a_late_answer_for_a_view_that_moved_on_is_dropped(qtbot: QtBot, desk: Desk) -> None:
    got: list[str] = []
    desk.read(lambda _store: "old", got.append, view="day")
    desk.read(lambda _store: "new", got.append, view="day")
    desk.read(lambda _store: "other", got.append, view="week")
    qtbot.waitUntil(lambda: desk.is_idle)
    assert got == ["new", "other"]


def test_what_is_asked_before_opening_waits_for_it(qtbot: QtBot, clinic: SmallClinic) -> None:
    from ivig_scheduler.services.office import Office

    office = Office(clinic.database, clinic.dispatcher)
    early = Desk(lambda: office, clinic.clock)
    got: list[Site] = []
    early.read(read_site, got.append)
    early.open()
    qtbot.waitUntil(lambda: len(got) == 1)
    early.close()


def test_an_act_is_told_and_undone_and_redone(qtbot: QtBot, desk: Desk) -> None:
    notices: list[tuple[str, bool]] = []
    names: list[tuple[str, str]] = []
    desk.noticed.connect(lambda text, can_undo: notices.append((text, can_undo)))
    desk.history_changed.connect(lambda undo, redo: names.append((undo, redo)))
    with qtbot.waitSignal(desk.changed):
        desk.act(rename("North clinic"))
    with qtbot.waitSignal(desk.changed):
        desk.undo()
    with qtbot.waitSignal(desk.changed):
        desk.redo()
    label = names[0][0]
    assert notices == [
        ("Edited the site", True),
        ("Undone: Edit the site", False),
        ("Done again: Edit the site", False),
    ]
    assert names == [(label, ""), ("", label), (label, "")]
    got: list[Site] = []
    desk.read(read_site, got.append)
    qtbot.waitUntil(lambda: [site.name for site in got] == ["North clinic"])


def test_a_broken_rule_goes_to_whoever_asked(qtbot: QtBot, desk: Desk) -> None:
    told: list[RuleBrokenError] = []
    desk.act(raising(refuse("name", "the name is empty")), refused=told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].problems[0].field == "name"


def test_a_stale_record_is_told_and_reloads_the_views(qtbot: QtBot, desk: Desk) -> None:
    notices: list[str] = []
    desk.noticed.connect(lambda text, _: notices.append(text))
    with qtbot.waitSignal(desk.changed) as reloaded:
        desk.act(raising(StaleRecordError("the site was changed meanwhile")))
    assert reloaded.args == [None]
    assert notices == ["The site was changed meanwhile."]


def test_trouble_outside_becomes_a_banner(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.troubled) as trouble:
        desk.act(raising(StorageError("the disk is full: free some space and try again")))
    assert trouble.args == ["The disk is full.", "Free some space and try again."]


def test_an_error_of_ours_takes_the_crash_path(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.captureExceptions() as caught:
        desk.act(raising(ZeroDivisionError("ours")))
        qtbot.waitUntil(lambda: len(caught) == 1)
    assert caught[0][0] is ZeroDivisionError


def test_a_database_that_cannot_be_opened_is_told_once(qtbot: QtBot, clinic: SmallClinic) -> None:
    def fail() -> None:
        raise StorageError("the file is no database: choose another")

    broken = Desk(fail, clinic.clock)  # type: ignore[arg-type]
    told: list[str] = []
    broken.troubled.connect(lambda problem, _: told.append(problem))
    broken.read(read_site, lambda _: None)
    broken.open()
    qtbot.waitUntil(lambda: broken.is_idle)
    assert told == ["The file is no database."]
    broken.close()
