"""The sizes of paper. All lengths of a page are units of a tenth of a point."""

from dataclasses import dataclass
from enum import StrEnum

UNITS_PER_POINT = 10
UNITS_PER_INCH = 72 * UNITS_PER_POINT
#: Half an inch: what every office printer can leave white.
MARGIN = 36 * UNITS_PER_POINT
#: Countries whose offices print on Letter; all others print on A4.
LETTER_COUNTRIES = frozenset(
    {"US", "CA", "MX", "PH", "CL", "CO", "VE", "CR", "GT", "NI", "PA", "PR", "SV", "DO"}
)


class PaperName(StrEnum):
    """The papers that are offered."""

    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True, slots=True)
class PageSize:
    """The width and the height of a page in units."""

    width: float
    height: float

    @property
    def turned(self) -> "PageSize":
        """The same paper turned by a quarter."""
        return PageSize(self.height, self.width)

    @property
    def is_wide(self) -> bool:
        """Whether the page is wider than high."""
        return self.width > self.height


_UPRIGHT = {
    PaperName.A4: PageSize(5952.8, 8418.9),
    PaperName.LETTER: PageSize(6120.0, 7920.0),
}


def size_of(paper: PaperName, *, is_wide: bool = False) -> PageSize:
    """Return the size of a paper, upright or turned."""
    upright = _UPRIGHT[paper]
    return upright.turned if is_wide else upright


def usual_paper(country: str) -> PaperName:
    """Return what offices of a country (ISO code, may be empty) print on."""
    return PaperName.LETTER if country.upper() in LETTER_COUNTRIES else PaperName.A4
