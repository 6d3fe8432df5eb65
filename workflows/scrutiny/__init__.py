"""What the scrutiny panel asks for in one case: an action agreed at a meeting, whose it is, and what came of it.

It belongs to the case and not to the meeting, so that whoever may know nothing of the case learns nothing of it here.
"""
