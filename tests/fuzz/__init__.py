"""Coverage-guided fuzzing of what reads what others wrote."""
