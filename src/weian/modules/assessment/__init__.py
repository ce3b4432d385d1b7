"""考核问责 notices and assessments by the commission."""
