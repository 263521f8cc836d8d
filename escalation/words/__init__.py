"""What people read and are asked, by meaning; never layout."""
