"""The meetings that a procedure asks for."""
