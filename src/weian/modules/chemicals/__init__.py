"""危险物品 stores of chemicals."""
