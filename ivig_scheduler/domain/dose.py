"""Dosing weight and the dose in whole vials: proposed with every input shown, accepted by a person.

Ideal weight: Devine BJ, Gentamicin therapy, Drug Intell Clin Pharm 1974;8:650-655 (50 kg for men or
45.5 kg for women, plus 2.3 kg per inch over 60 inches).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ivig_scheduler.domain.quantities import Exact, exact, show
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import Sex, WeightKind

CM_PER_INCH = Fraction(254, 100)
DEVINE_INCHES = 60


@dataclass(frozen=True, slots=True)
class DosingWeight:
    """The weight a dose is computed from, all that it was computed from, and why.

    `barred` says why an adjusted weight is not used for this patient, whatever the site's trigger.
    """

    kind: WeightKind
    weight_kg: Fraction
    why: str
    actual_kg: Fraction
    bmi: Fraction | None = None
    ideal_kg: Fraction | None = None
    percent_of_ideal: Fraction | None = None
    adjusted_kg: Fraction | None = None
    barred: str = ""


def dosing_weight(
    actual_kg: Exact,
    height_cm: Exact | None,
    sex: Sex,
    settings: Settings,
    *,
    age_years: int,
    is_pregnant: bool = False,
) -> DosingWeight:
    """Return the weight (kg) that doses a patient, by the site's trigger for an adjusted weight."""
    actual = exact(actual_kg)
    if height_cm is None:
        return DosingWeight(WeightKind.ACTUAL, actual, "height unknown: actual weight", actual)
    height = exact(height_cm)
    bmi = actual / (height / 100) ** 2
    barred = _bar_to_adjusting(height, age_years, is_pregnant, settings)
    if height < exact(settings.amount("dose.adjust_height")):
        return DosingWeight(WeightKind.ACTUAL, actual, barred, actual, bmi, barred=barred)
    ideal = _ideal_kg(height, sex, settings)
    if ideal <= 0:
        barred = "the height gives no ideal weight: actual weight"
        return DosingWeight(WeightKind.ACTUAL, actual, barred, actual, bmi, barred=barred)
    adjusted = ideal + exact(settings.amount("dose.adjust_factor")) * (actual - ideal)
    percent = actual / ideal * 100
    trigger = _trigger(bmi, percent, settings)
    if not barred and trigger and adjusted > actual:
        barred = "the adjusted weight is above the actual one: actual weight"
    is_adjusted = not barred and bool(trigger)
    kind = WeightKind.ADJUSTED if is_adjusted else WeightKind.ACTUAL
    used = adjusted if is_adjusted else actual
    why = trigger if is_adjusted else (barred or "no rule asks for an adjusted weight")
    return DosingWeight(kind, used, why, actual, bmi, ideal, percent, adjusted, barred)


def _ideal_kg(height_cm: Fraction, sex: Sex, settings: Settings) -> Fraction:
    base = settings.amount("dose.devine_male" if sex is Sex.MALE else "dose.devine_female")
    inches_over = height_cm / CM_PER_INCH - DEVINE_INCHES
    return exact(base) + exact(settings.amount("dose.devine_inch")) * inches_over


def _bar_to_adjusting(
    height_cm: Fraction, age_years: int, is_pregnant: bool, settings: Settings
) -> str:
    least_age = settings.amount("dose.adjust_age")
    least_height = settings.amount("dose.adjust_height")
    if age_years < least_age:
        return f"age under {least_age}: actual weight"
    if height_cm < exact(least_height):
        return f"height under {least_height} cm: actual weight"
    if is_pregnant:
        return "pregnancy: actual weight"
    return ""


def _trigger(bmi: Fraction, percent_of_ideal: Fraction, settings: Settings) -> str:
    bmi_limit = settings.amount("dose.adjust_bmi")
    percent_limit = settings.amount("dose.adjust_percent")
    if bmi >= exact(bmi_limit):
        return f"site rule: BMI {bmi_limit} or more"
    if percent_of_ideal > exact(percent_limit):
        return f"site rule: more than {percent_limit} % of ideal weight"
    return ""


@dataclass(frozen=True, slots=True)
class VialProposal:
    """A dose in whole vials, largest first, and how far it is from the dose ordered."""

    ordered_g: Fraction
    vials_g: tuple[Decimal, ...]

    @property
    def dose_g(self) -> Decimal:
        """The grams in the vials."""
        return sum(self.vials_g, Decimal(0))

    @property
    def percent_off(self) -> Fraction:
        """How much the vials hold more (or less, negative) than ordered, in percent."""
        return (exact(self.dose_g) / self.ordered_g - 1) * 100

    @property
    def text(self) -> str:
        """The vials as people write them: 40 + 20 + 10 g."""
        return " + ".join(show(vial) for vial in self.vials_g) + " g"


def propose_vials(
    dose_g: Exact, vials_g: Sequence[Decimal], settings: Settings
) -> VialProposal | None:
    """Return whole vials for `dose_g`, or None where none are within the site's limit.

    Least waste (grams above the dose ordered) comes first, then the fewest vials, then the nearest.
    """
    wanted = exact(dose_g)
    if not vials_g or wanted <= 0:
        return None
    unit = Fraction(1, math.lcm(*(Fraction(vial).denominator for vial in vials_g)))
    limit = exact(settings.amount("dose.vial_rounding")) / 100
    sizes = [int(Fraction(vial) / unit) for vial in vials_g]
    highest = int(wanted * (1 + limit) / unit)
    fewest = _fewest_vials(highest, sizes)
    within = [total for total in fewest if abs(total * unit - wanted) <= wanted * limit]
    if not within:
        return None

    def cost(total: int) -> tuple[Fraction, int, Fraction]:
        off = total * unit - wanted
        return max(off, Fraction(0)), len(fewest[total]), abs(off)

    best = min(within, key=cost)
    chosen = sorted((Decimal(str(vials_g[index])) for index in fewest[best]), reverse=True)
    return VialProposal(wanted, tuple(chosen))


def _fewest_vials(highest: int, sizes: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Return, for every reachable total, the indices of a smallest set of vials that makes it."""
    fewest: dict[int, tuple[int, ...]] = {0: ()}
    for total in range(1, highest + 1):
        options = (
            (*fewest[total - size], index)
            for index, size in enumerate(sizes)
            if total - size in fewest
        )
        best = min(options, key=len, default=None)
        if best is not None:
            fewest[total] = best
    del fewest[0]
    return fewest
