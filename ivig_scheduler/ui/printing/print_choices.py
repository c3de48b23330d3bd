"""What printing remembers between two times: the paper, and the folder files were saved in."""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

from ivig_scheduler.ui.printing.page_size import PaperName, usual_paper

_PAPER, _FOLDER = "print/paper", "print/folder"


class PrintChoices:
    """Reads and writes the window's file; it holds nothing of patients."""

    def __init__(self, kept: QSettings) -> None:
        self._kept = kept

    def paper(self, country: str) -> PaperName:
        """Return the paper that was chosen, else the usual one of the site's country."""
        chosen = str(self._kept.value(_PAPER, ""))
        return PaperName(chosen) if chosen in set(PaperName) else usual_paper(country)

    def keep_paper(self, paper: PaperName) -> None:
        """Remember the paper that was chosen."""
        self._kept.setValue(_PAPER, paper.value)

    @property
    def folder(self) -> Path:
        """Where the last file was saved, else the user's documents, else the home folder."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        kept = str(self._kept.value(_FOLDER, ""))
        known = (kept, QStandardPaths.writableLocation(documents))
        folders = (Path(each) for each in known if each)
        return next((each for each in folders if each.is_dir()), Path.home())

    def keep_folder(self, folder: Path) -> None:
        """Remember where a file was saved."""
        self._kept.setValue(_FOLDER, str(folder))
