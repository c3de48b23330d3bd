"""What chairs offer and patients need: one spelling for each feature, so that they meet."""

from collections.abc import Iterable


def clean_features(typed: Iterable[str], known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the features without blanks and doubles, each spelt as it is known already.

    A chair with "Bed" suits a patient who needs "bed ": letters' case and spaces do not count.
    """
    spelling = {each.casefold(): each for each in known}
    cleaned: dict[str, str] = {}
    for each in (" ".join(text.split()) for text in typed):
        if each:
            cleaned.setdefault(each.casefold(), spelling.get(each.casefold(), each))
    return tuple(cleaned.values())
