"""The other names under which a keyboard may send the keys of an action.

Qt tells a key by the sign it writes. Enter of the number pad is another one than Return; the row of
digits writes signs on a French or Belgian keyboard, and digits with Shift; plus stands on Shift
on an American keyboard and alone on a German, Swiss or Nordic one.
"""

#: What the digits' keys write without Shift: French, and Belgian where it is another sign.
_DIGITS = {
    "1": ("&",),
    "2": ("É",),
    "3": ('"',),
    "4": ("'",),
    "5": ("(",),
    "9": ("Ç",),
    "0": ("À",),
}
_PLUS = ("Ctrl++", "Ctrl+Shift++", "Ctrl+Shift+=")


def spellings(keys: str) -> tuple[str, ...]:
    """Return Qt's names of everything that is to count as `keys`, first `keys` itself."""
    if "Enter" in keys:
        return (keys, keys.replace("Enter", "Return"))
    if keys == "Ctrl++":
        return _PLUS
    held, _, digit = keys.rpartition("+")
    if held in {"Ctrl", "Alt"} and digit in _DIGITS:
        signs = (f"{held}+{sign}" for sign in _DIGITS[digit])
        return (keys, f"{held}+Shift+{digit}", *signs)
    return (keys,)
