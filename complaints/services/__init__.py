"""What changes the database: each function does one thing in a transaction that its caller began."""
