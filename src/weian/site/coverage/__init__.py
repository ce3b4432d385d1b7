"""Where each requirement of the five documents lives in the product, and whether that is so."""
