"""Today: what needs the person now, which meetings are ahead, and how it is going."""
