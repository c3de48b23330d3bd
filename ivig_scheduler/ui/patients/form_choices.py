"""What a patient's form offers to choose from."""

from dataclasses import dataclass
from uuid import UUID

from ivig_scheduler.domain.records import Chair, Product
from ivig_scheduler.services.setup.chairs import load_chairs
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class FormChoices:
    """The chairs, the features any of them has, and what any product is contraindicated in."""

    chairs: tuple[Chair, ...] = ()
    features: tuple[str, ...] = ()
    contraindications: tuple[str, ...] = ()

    @property
    def chair_names(self) -> dict[UUID, str]:
        """The chairs' names by id."""
        return {chair.id: chair.name for chair in self.chairs}


def load_form_choices(store: Reader) -> FormChoices:
    """Return what the clinic's chairs and products offer."""
    chairs, products = load_chairs(store), store.all(Product)
    return FormChoices(
        chairs,
        tuple(sorted({feature for chair in chairs for feature in chair.features})),
        tuple(sorted({each for product in products for each in product.contraindicated_in})),
    )
