"""For every service: undo(do(x)) == x and redo(undo(do(x))) == do(x), over the whole database."""

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ivig_scheduler.services
from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.errors import RuleBrokenError, StaleRecordError
from ivig_scheduler.domain.wording import DONE_WORDS
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.setup.chairs import edit_chair
from tests.services.founded import Founded, opened
from tests.services.undo_cases import CASES
from tests.services.undo_setup_cases import Act, Case, a_chair

#: Run once, on an empty database, or change nothing: no steps of the history.
NOT_UNDONE = {
    "papers.noting.note_print",
    "setup.founding.found_clinic",
    "demo.clinic.fill_demo",
    "demo.events.slow_an_infusion",
    "demo.events.halt_an_infusion",
    "setup.holiday_years.keep_holidays",
}
EVERY_CASE = [(name, case) for name, cases in CASES.items() for case in cases]


def _services() -> Iterator[str]:
    """Name every public function of the services that is given the work of a transaction."""
    package = ivig_scheduler.services
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters.values()), None)
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and first is not None and first.annotation in {Work, "Work"}:
                yield f"{module.__name__.removeprefix(package.__name__ + '.')}.{name}"


def test_every_service_has_a_case_here() -> None:
    assert set(_services()) - NOT_UNDONE == set(CASES)
    assert all(CASES.values())


@pytest.mark.parametrize(
    ("name", "case"), EVERY_CASE, ids=[case.__name__ for _, case in EVERY_CASE]
)
def test_a_service_can_be_undone_and_done_again(founded: Founded, name: str, case: Case) -> None:
    act = case(founded)
    before = founded.snapshot()
    done = founded.run(act)
    assert done.label.split()[0] in DONE_WORDS, "a notice tells what was done"
    after = founded.snapshot()
    assert after != before, f"{name} changed nothing"
    undone = founded.dispatcher.undo()
    assert founded.snapshot() == before
    assert undone.label == f"Undo: {done.label}"
    founded.dispatcher.redo()
    assert founded.snapshot() == after


def is_done(clinic: Founded, act: Act) -> bool:
    """Run an act and return whether it changed something: one before it may have barred it."""
    before = clinic.snapshot()
    try:
        return bool(clinic.run(act).changes)
    except (RuleBrokenError, StaleRecordError):
        assert clinic.snapshot() == before
        return False


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from([case for _, case in EVERY_CASE]), min_size=2, max_size=8))
def test_any_sequence_of_acts_can_be_undone_and_done_again(
    founded_file: Path, cases: list[Case]
) -> None:
    with TemporaryDirectory() as folder, opened(Path(shutil.copy(founded_file, folder))) as clinic:
        acts = [case(clinic) for case in cases]
        states = [clinic.snapshot()]
        for act in acts:
            if is_done(clinic, act):
                states.append(clinic.snapshot())
        for state in reversed(states[:-1]):
            clinic.dispatcher.undo()
            assert clinic.snapshot() == state
        for state in states[1:]:
            clinic.dispatcher.redo()
            assert clinic.snapshot() == state


def test_undo_refuses_where_somebody_changed_the_record_since(founded: Founded) -> None:
    chair = a_chair(founded)
    mine = chair.model_copy(update={"name": "Mine"})
    founded.run(lambda work: edit_chair(work, chair, mine))
    theirs = mine.model_copy(update={"chair_type": "Bed"})
    founded.dispatcher.run_once(lambda work: edit_chair(work, mine, theirs))
    with pytest.raises(StaleRecordError, match="cannot undo: the chair was changed"):
        founded.dispatcher.undo()
    assert founded.read(lambda store: store.get(r.Chair, chair.id)) == theirs
    assert founded.dispatcher.history.next_undo is not None


def test_a_refused_act_is_no_step_to_undo(founded: Founded) -> None:
    chair = a_chair(founded)
    founded.refused(lambda work: edit_chair(work, chair, chair.model_copy(update={"name": ""})))
    with pytest.raises(RuleBrokenError, match="nothing to undo"):
        founded.dispatcher.undo()
