"""From the reading of a document to a pack: drafts, decisions, four eyes, exchange."""
