"""Where the program keeps its files: decided here, once."""

from dataclasses import dataclass
from pathlib import Path

APP_NAME = "IVIG Scheduler"


@dataclass(frozen=True, slots=True)
class ProgramFiles:
    """The user's folders of this program; nothing is made before it is written to.

    `data` holds what must not be lost, `cache` what can be made again.
    """

    data: Path
    cache: Path

    @classmethod
    def of_user(cls) -> "ProgramFiles":
        """Return the folders of the user who runs the program, as the system wants them."""
        from platformdirs import PlatformDirs  # noqa: PLC0415 - tests and other folders need none

        folders = PlatformDirs(APP_NAME.replace(" ", ""), appauthor=False)
        return cls(folders.user_data_path, folders.user_cache_path)

    @property
    def database(self) -> Path:
        """The clinic's database, where no other was named."""
        return self.data / "clinic.sqlite"

    @property
    def logs(self) -> Path:
        """The folder of the log and of crash reports."""
        return self.data / "logs"

    @property
    def window_state(self) -> Path:
        """What the window remembers: its place, its page and its colours."""
        return self.data / "window.ini"
