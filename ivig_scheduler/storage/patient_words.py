"""The words by which a patient is found: parts of names and number, case and accents aside.

They are kept in an index of their own, so that a search while typing stays fast among a hundred
thousand patients and "muller" finds Müller: SQLite itself folds only ASCII letters.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from ivig_scheduler.domain.records import Patient

PATIENT_WORD = sa.Table(
    "patient_word",
    SQLModel.metadata,
    sa.Column("part", sa.Integer(), primary_key=True, nullable=False),
    sa.Column("word", sa.Text(), primary_key=True, nullable=False),
    sa.Column(
        "patient_id",
        sa.Uuid(),
        sa.ForeignKey("patient.id"),
        primary_key=True,
        nullable=False,
        index=True,
    ),
)
#: What a word was taken from, in the order in which patients found by it are shown.
FAMILY, GIVEN, NUMBER = range(3)
#: No patient has more words with the same beginning than this, as good as ever.
WORDS_ALIKE = 4
#: Sorts after every character a word can hold.
_END = "\U0010ffff"


def fold(text: str) -> str:
    """Return a text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def split_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text; anything but letters and digits parts them."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))


def words_of(patient: Patient) -> frozenset[tuple[int, str]]:
    """Return every word that finds a patient, with its part: O'Brien as o, brien and obrien."""
    texts = (patient.family_name, patient.given_name, patient.number)
    words = {(part, word) for part, text in enumerate(texts) for word in _spellings(text)}
    bare = {(NUMBER, word.lstrip("0")) for word in split_words(patient.number)}
    return frozenset(words | {each for each in bare if each[1]})


def _spellings(text: str) -> set[str]:
    words: set[str] = set()
    for spoken in text.split():
        parts = split_words(spoken)
        words.update(parts)
        words.add("".join(parts))
    return words - {""}


def write_words(connection: Connection, before: Patient | None, after: Patient | None) -> None:
    """Bring the words of one patient up to date."""
    old = words_of(before) if before else frozenset()
    new = words_of(after) if after else frozenset()
    columns = PATIENT_WORD.c
    if before and old - new:
        gone = sa.delete(PATIENT_WORD).where(
            columns.patient_id == before.id,
            sa.tuple_(columns.part, columns.word).in_(list(old - new)),
        )
        connection.execute(gone)
    if after and new - old:
        rows = [
            {"part": part, "word": word, "patient_id": after.id} for part, word in sorted(new - old)
        ]
        connection.execute(sa.insert(PATIENT_WORD), rows)


def find_patient_ids(connection: Connection, words: Sequence[str], limit: int) -> dict[UUID, int]:
    """Return patients that have a word beginning with each of `words`, each with a rank.

    Those found by their family name rank before those found by given name, then by number. The
    longest word, as the rarest, leads through the index; the others are looked up per patient.
    """
    found: dict[UUID, int] = {}
    for part in (FAMILY, GIVEN, NUMBER):
        rows = connection.execute(_matching(part, words, limit * WORDS_ALIKE)).scalars()
        for patient_id in rows:
            if len(found) < limit:
                found.setdefault(patient_id, part)
        if len(found) >= limit:
            break
    return found


def _matching(part: int, words: Sequence[str], limit: int) -> sa.Select[Any]:
    first, *others = sorted(words, key=len, reverse=True)
    led = PATIENT_WORD.alias("led")
    query = sa.select(led.c.patient_id).where(led.c.part == part, *_begins(led, first))
    for position, word in enumerate(others):
        other = PATIENT_WORD.alias(f"other{position}")
        same = other.c.patient_id == led.c.patient_id
        query = query.where(sa.exists().where(same, *_begins(other, word)))
    return query.order_by(led.c.word).limit(limit)


def _begins(table: sa.FromClause, word: str) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.word >= word, table.c.word < word + _END
