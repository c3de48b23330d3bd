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
        """Where the last file was saved, else the user's documents."""
        kept = str(self._kept.value(_FOLDER, ""))
        if kept and Path(kept).is_dir():
            return Path(kept)
        usual = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(usual) or Path.home())

    def keep_folder(self, folder: Path) -> None:
        """Remember where a file was saved."""
        self._kept.setValue(_FOLDER, str(folder))
