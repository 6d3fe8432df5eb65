"""Documents: HTML becomes accessible PDFs, which are joined, and searched for what must not be in them.

`render` makes a PDF of one HTML text, `join` binds several into one, `scan` looks for names and numbers that
may not leave, and `text` reads a PDF back for it. What a document says is decided by its view and template.
"""
