"""How it is handed over: a report in, a file out."""
