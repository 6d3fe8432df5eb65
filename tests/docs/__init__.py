"""Tests of the documents: what they name exists, and what they tell people to do works."""
