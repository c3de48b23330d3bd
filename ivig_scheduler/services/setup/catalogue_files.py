"""Reading the catalogue that ships with the program."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from ivig_scheduler.domain.catalogue import Catalogue, CatalogueError, read_catalogue
from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.resources import resource_path


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Return the catalogue in `folder` (the shipped one by default), validated.

    Raises CatalogueError naming file, entry and field.
    """
    place = folder or resource_path("catalogue")
    return read_catalogue(
        _read_toml(place / "products.toml"), _read_toml(place / "indications.toml")
    )


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(Problem("file", f"{path.name}: not readable: {error}")) from error
    except OSError as error:
        raise CatalogueError(Problem("file", f"{path.name}: {error.strerror}")) from error
