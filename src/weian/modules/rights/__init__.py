"""职工权利 what employees may report past their own leaders."""
