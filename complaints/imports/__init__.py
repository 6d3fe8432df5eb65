"""Data that comes in from other systems: read, checked line by line, and taken over whole or not at all."""
