"""举报建议 tips and suggestions."""
