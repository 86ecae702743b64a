"""The Experts page: who can answer or teach what, and how it stands with each of them."""
