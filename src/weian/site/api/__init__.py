"""The face for programs: the same questions and verbs as the pages, as JSON over HTTP."""
