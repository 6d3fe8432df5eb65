"""HTTP: security, pages, forms and errors. A handler reads, calls one service or query, and renders."""
