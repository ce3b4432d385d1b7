"""应急救援 duty rosters."""
