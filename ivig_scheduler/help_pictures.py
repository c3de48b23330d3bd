"""Takes the pictures of the README and the help from the demo clinic.

    python -m ivig_scheduler.help_pictures [FOLDER]

writes them into resources/help/ (or FOLDER). The clock is fixed, so a picture changes only where
the program does.
"""

import subprocess
import sys
from pathlib import Path

from ivig_scheduler.resources import resource_path

NOW = "2026-11-23T11:52"
SIZE = "1440x900"
#: Name of the picture, page and theme.
PICTURES = (
    ("schedule-light", "schedule", "light"),
    ("schedule-dark", "schedule", "dark"),
    ("new-course-light", "new_course", "light"),
    ("work-list-light", "worklist", "light"),
)


def picture_arguments(folder: Path, name: str, page: str, theme: str) -> list[str]:
    """Return what the program is asked for one picture."""
    path = str(folder / f"{name}.png")
    where = ["--screenshot", path, "--page", page, "--theme", theme]
    return ["--demo", *where, "--size", SIZE, "--now", NOW]


def main(arguments: list[str]) -> int:
    """Take every picture; return how many failed."""
    folder = Path(arguments[0]) if arguments else resource_path("help")
    folder.mkdir(parents=True, exist_ok=True)
    start = [
        sys.executable,
        "-c",
        "import sys; from ivig_scheduler.app import main; sys.exit(main())",
    ]
    runs = [
        subprocess.run([*start, *picture_arguments(folder, *picture)], check=False)
        for picture in PICTURES
    ]
    return sum(run.returncode != 0 for run in runs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
