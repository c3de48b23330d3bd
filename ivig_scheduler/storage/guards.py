"""What SQLite itself refuses, whoever writes: a chair taken twice, a changed audit trail."""

from collections.abc import Sequence

from ivig_scheduler.domain.terms import CHAIR_FREE

OVERLAP_MESSAGE = "chair overlap"
AUDIT_MESSAGE = "the audit trail is append-only"

_FREE = ", ".join(f"'{status.value}'" for status in sorted(CHAIR_FREE))

#: A visit is shorter than a day, so only a day before its start has to be looked at.
_OVERLAP = f"""
    SELECT RAISE(ABORT, '{OVERLAP_MESSAGE}')
    WHERE NEW.status NOT IN ({_FREE}) AND EXISTS (
        SELECT 1 FROM appointment AS other
        WHERE other.chair_id = NEW.chair_id
          AND other.start < NEW.held_until
          AND other.start > datetime(NEW.start, '-1 day')
          AND other.held_until > NEW.start
          AND other.id <> NEW.id
          AND other.status NOT IN ({_FREE})
    );
"""

_TOO_LONG = """
    SELECT RAISE(ABORT, 'a visit of more than a day')
    WHERE julianday(NEW.held_until) - julianday(NEW.start) > 1;
"""

TRIGGERS: Sequence[str] = (
    f"CREATE TRIGGER appointment_insert_overlap BEFORE INSERT ON appointment "
    f"BEGIN {_TOO_LONG} {_OVERLAP} END",
    f"CREATE TRIGGER appointment_update_overlap "
    f'BEFORE UPDATE OF chair_id, start, "end", held_until, status ON appointment '
    f"BEGIN {_TOO_LONG} {_OVERLAP} END",
    *(
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{AUDIT_MESSAGE}'); END"
        for table in ("audit_entry", "audit_subject")
        for act in ("update", "delete")
    ),
)
