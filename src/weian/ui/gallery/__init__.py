"""Every page shape with invented contents, to look at while building it."""
