"""Possible links between somebody who may work on a case and everybody with a part in it."""
