"""One module a page or a few that belong together; each names its handlers in `ROUTES`."""
