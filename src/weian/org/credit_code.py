"""The unified social credit code (统一社会信用代码, GB 32100-2015) and its check character."""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def check_character(first: str) -> str:
    """The 18th character for the first 17."""
    total = sum(_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(first))
    return _ALPHABET[-total % 31]


def is_valid(code: str) -> bool:
    """Whether a code has 18 characters of the alphabet and its check character fits."""
    known = len(code) == 18 and all(char in _ALPHABET for char in code)
    return known and code[17] == check_character(code[:17])
