"""What must be on file first."""

from workflows.independence.requirements import DECLARED_FIRST

REQUIREMENTS = (DECLARED_FIRST,)
