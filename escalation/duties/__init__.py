"""What a procedure asks besides an answer, until it is done or declined."""
