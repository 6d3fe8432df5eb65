"""A report in confidence: who sent it is known to the gatekeeper alone, and questions go both ways."""
