"""Bringing a database to the schema of this version; imported only when there is work to do."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection


def upgrade(connection: Connection, schema: str = "head") -> None:
    """Run every migration up to `schema` the database has not had, in one transaction."""
    config = Config()
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.attributes["connection"] = connection
    command.upgrade(config, schema)
