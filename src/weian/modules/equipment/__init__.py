"""设备证照 special equipment and its maintenance."""
