"""From rows to the case file that the rules read. `load.facts_of` is the only loader."""
