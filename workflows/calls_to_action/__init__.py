"""How well was it done: the IOPC's eight themes as measures over the facts, one file a theme."""
