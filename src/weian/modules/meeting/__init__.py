"""会议 meetings."""
