"""The document compiler: from the text of a policy document to what it asks of whom and when."""
