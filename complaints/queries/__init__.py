"""The read side: every read starts at `visible`, and each page has one file and one frozen view."""
