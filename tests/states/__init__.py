"""Every page in every state, gathered once: for the checker of HTML, for axe in a browser, and for what titles say."""
