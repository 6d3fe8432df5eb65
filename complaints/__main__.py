"""`python -m complaints`: the command line."""

from complaints.cli import main

main()
