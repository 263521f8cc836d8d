"""What it costs, measured beside peers and floors in the same run."""
