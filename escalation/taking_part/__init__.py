"""Who takes part in a disagreement, for whom, and how they come and go."""
