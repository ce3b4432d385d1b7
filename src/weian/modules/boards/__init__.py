"""The boards of a commission: the morning, the leader, the big screen, the map."""
