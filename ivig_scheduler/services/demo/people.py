"""The demo clinic's 120 patients, and what each is treated with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import cycle

from ivig_scheduler.domain.records import Chair, Patient, Weight
from ivig_scheduler.domain.terms import RiskFlag, Sex
from ivig_scheduler.services.demo.house import CHILDREN_CHAIR
from ivig_scheduler.services.demo.names import FAMILY_NAMES, GIVEN_NAMES_F, GIVEN_NAMES_M
from ivig_scheduler.services.demo.seed import Seed

#: When patients like to come; most do not mind an early start.
OPENING = time(8)
_TIMES = (None, None, None, OPENING, time(8, 30), time(12, 30), time(13))
#: Children among the patients, by their place in the list, with their age in years.
_CHILDREN = {1: 7, 6: 12}


@dataclass(frozen=True, slots=True)
class Treatment:
    """A kind of course: g/kg of a cycle over how many days, every how many days, by what."""

    people: int
    indication: str
    products: tuple[str, ...]
    dose_g_per_kg: str
    days: int
    interval_days: int


_PI = ("Privigen 10%", "Gamunex-C 10%", "Gammaplex 5%", "Octagam 5%", "Asceniv 10%", "Bivigam 10%")
TREATMENTS = (
    Treatment(34, "PI", _PI, "0.4", 1, 21),
    Treatment(20, "CIDP", ("Privigen 10%", "Gamunex-C 10%", "Panzyga 10%"), "1.2", 4, 21),
    Treatment(20, "MMN", ("Gammagard Liquid 10%",), "0.8", 3, 21),
    Treatment(8, "CIDP", ("Gamunex-C 10%", "Privigen 10%"), "0.9", 2, 21),
    Treatment(4, "CIDP", ("Panzyga 10%", "Privigen 10%"), "2", 2, 21),
    Treatment(10, "SLE", ("Octagam 5%", "Gammaplex 10%", "Asceniv 10%"), "1", 4, 28),
    Treatment(10, "DM", ("Octagam 10%",), "2", 5, 28),
    Treatment(8, "MG", ("Gamunex-C 10%", "Panzyga 10%"), "0.8", 2, 21),
    Treatment(6, "CLL", ("Panzyga 10%", "Flebogamma DIF 5%"), "0.3", 1, 28),
)
HEAVY_KG, PRODUCT_FOR_HEAVY = 85, "Privigen 10%"
#: Products whose rate table gives a ceiling for patients at risk.
_WITH_CEILING = frozenset({"Gammagard Liquid 10%", "Octagam 10%", "Panzyga 10%"})


@dataclass(frozen=True, slots=True)
class Person:
    """A patient with their weights, the newest last, and their treatment."""

    patient: Patient
    weights: tuple[Weight, ...]
    treatment: Treatment
    product: str


def demo_people(seed: Seed, chairs: tuple[Chair, ...], today: date) -> tuple[Person, ...]:
    """Return the patients, the hardest to place first.

    They are those who need a special chair, who like to come when the doors open, and whose cycles
    are long.
    """
    families = list(FAMILY_NAMES)
    seed.shuffle(families)
    names = cycle(families)
    people = [
        _person(seed, index, treatment, product, next(names), chairs, today)
        for index, (treatment, product) in enumerate(_treatments())
    ]
    seed.shuffle(people)
    return tuple(sorted(people, key=_ease))


def _ease(person: Person) -> tuple[bool, bool, int]:
    patient = person.patient
    return not patient.features_needed, patient.preferred_time != OPENING, -person.treatment.days


def _treatments() -> Iterator[tuple[Treatment, str]]:
    for treatment in TREATMENTS:
        products = cycle(treatment.products)
        for _ in range(treatment.people):
            yield treatment, next(products)


def _person(
    seed: Seed,
    index: int,
    treatment: Treatment,
    product: str,
    family_name: str,
    chairs: tuple[Chair, ...],
    today: date,
) -> Person:
    sex = seed.choice((Sex.FEMALE, Sex.MALE))
    age = _CHILDREN.get(index) or round(seed.triangular(21, 88, 58))
    height, weight = _body(seed, sex, age)
    patient = Patient(
        id=seed.new_id(),
        number=f"{204 + index // 9}-{100 + index % 9 * 100 + seed.randrange(100)}",
        family_name=family_name,
        given_name=seed.choice(GIVEN_NAMES_F if sex is Sex.FEMALE else GIVEN_NAMES_M),
        birth_date=today - timedelta(days=age * 365 + seed.randrange(20, 340)),
        sex=sex,
        height_cm=Decimal(height),
        preferred_time=seed.choice(_TIMES),
        preferred_chair_id=chairs[CHILDREN_CHAIR].id if age < 18 else None,
        features_needed=_features(seed, age),
        risk_flags=_risks(seed, product, age),
    )
    # As a pharmacy does: half the volume for those who need most.
    suited = PRODUCT_FOR_HEAVY if weight > HEAVY_KG and "5%" in product else product
    return Person(patient, _weights(seed, patient, weight, today), treatment, suited)


def _body(seed: Seed, sex: Sex, age: int) -> tuple[int, Decimal]:
    """Return height in cm and weight in kg."""
    if age < 18:
        height = 80 + round(age * 6.2)
        return height, Decimal(8 + age * 2)
    height = round(seed.gauss(164 if sex is Sex.FEMALE else 177, 7))
    bmi = seed.triangular(18.5, 38, 24)
    return height, Decimal(round(bmi * (height / 100) ** 2 * 2)) / 2


def _features(seed: Seed, age: int) -> tuple[str, ...]:
    if age < 18:
        return ("children",)
    chance = seed.random()
    if chance < 0.05:
        return ("port",)
    return ("lies flat",) if chance < 0.1 else ()


def _risks(seed: Seed, product: str, age: int) -> tuple[RiskFlag, ...]:
    if product not in _WITH_CEILING or age < 55:
        return ()
    chance = seed.random()
    if chance < 0.2:
        return (RiskFlag.RENAL,)
    return (RiskFlag.THROMBOTIC,) if chance < 0.3 else ()


def _weights(seed: Seed, patient: Patient, weight_kg: Decimal, today: date) -> tuple[Weight, ...]:
    newest = seed.randrange(188, 194) if seed.random() < 0.06 else seed.randrange(15, 120)
    days = (seed.randrange(330, 360), seed.randrange(195, 230), newest)
    half_kilos = (0, seed.randrange(-3, 4), seed.randrange(-4, 5))
    return tuple(
        Weight(
            id=seed.new_id(),
            patient_id=patient.id,
            day=today - timedelta(days=ago),
            weight_kg=weight_kg + Decimal(change) / 2,
        )
        for ago, change in zip(days, half_kilos, strict=True)
    )
