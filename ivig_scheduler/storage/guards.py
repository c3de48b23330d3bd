"""What SQLite itself refuses, whoever writes: a chair taken twice, a changed audit trail.

Times are compared as texts, so one that is written in another way than the program's is refused.
"""

from collections.abc import Mapping, Sequence

from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.storage.errors import AUDIT_MESSAGE, OVERLAP_MESSAGE

_FREE = ", ".join(f"'{status.value}'" for status in sorted(CHAIR_FREE))
_DIGIT = "[0-9]"
_MOMENT = "-".join((_DIGIT * 4, _DIGIT * 2, _DIGIT * 2)) + " "
_MOMENT += ":".join((_DIGIT * 2, _DIGIT * 2, _DIGIT * 2)) + "." + _DIGIT * 6


def _is_moment(column: str) -> str:
    return f"{column} GLOB '{_MOMENT}' AND julianday({column}) IS NOT NULL"


_ILL_WRITTEN = f"""
    SELECT RAISE(ABORT, 'a time must be written as 2026-11-30 08:30:00.000000')
    WHERE NOT ({_is_moment("NEW.start")}
        AND {_is_moment('NEW."end"')} AND {_is_moment("NEW.held_until")});
"""

_TOO_LONG = """
    SELECT RAISE(ABORT, 'a visit of more than a day')
    WHERE julianday(NEW.held_until) - julianday(NEW.start) > 1;
"""

#: A visit is no longer than a day, so only a day before its start (and a second, as lengths are
#: told to the millisecond) has to be looked at.
_OVERLAP = f"""
    SELECT RAISE(ABORT, '{OVERLAP_MESSAGE}')
    WHERE NEW.status NOT IN ({_FREE}) AND EXISTS (
        SELECT 1 FROM appointment AS other
        WHERE other.chair_id = NEW.chair_id
          AND other.start < NEW.held_until
          AND other.start > datetime(NEW.start, '-1 day', '-1 second')
          AND other.held_until > NEW.start
          AND other.id <> NEW.id
          AND other.status NOT IN ({_FREE})
    );
"""

_APPOINTMENT = f"BEGIN {_ILL_WRITTEN} {_TOO_LONG} {_OVERLAP} END"

#: REPLACE takes a row away without asking the delete triggers: a number that is there is refused.
_KNOWN_ENTRY = "number = NEW.number"
_KNOWN_SUBJECT = "number = NEW.number AND record_id = NEW.record_id"

#: By their names: made anew where another status frees a chair.
APPOINTMENT_TRIGGERS: Mapping[str, str] = {
    name: f"CREATE TRIGGER {name} BEFORE {act} ON appointment {_APPOINTMENT}"
    for name, act in (
        ("appointment_insert_overlap", "INSERT"),
        ("appointment_update_overlap", 'UPDATE OF chair_id, start, "end", held_until, status'),
    )
}

TRIGGERS: Sequence[str] = (
    *APPOINTMENT_TRIGGERS.values(),
    *(
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{AUDIT_MESSAGE}'); END"
        for table in ("audit_entry", "audit_subject")
        for act in ("update", "delete")
    ),
    *(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {known}) "
        f"BEGIN SELECT RAISE(ABORT, '{AUDIT_MESSAGE}'); END"
        for table, known in (("audit_entry", _KNOWN_ENTRY), ("audit_subject", _KNOWN_SUBJECT))
    ),
)
