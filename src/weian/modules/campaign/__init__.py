"""专项整治: the page of a campaign that a document with phases makes, and what it comes to."""
