"""Who is who: agencies, people, their roles, who stands in, and who is told."""
