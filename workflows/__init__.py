"""The rules of police complaints casework, as data, and the one engine that applies them.

Nothing here knows of databases, web pages or the time of day: rules read a frozen case file and answer
what may be done next, by when it must be, and how well it was done. Imports the standard library and
`transitions` only. Every workflow is listed in `workflows.registry`.

In docstrings "law 4.6" and "ppda 3" name sections of the domain notes that the rules were written from, and
"settlement 14" a row of `workflows.settlements`. What binds is the citation on each rule.
"""
