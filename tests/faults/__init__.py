"""What goes wrong on a person's computer, tried many times: nothing that was stored is lost, nothing half is left.

`make faults` tries all of it and tells, for each fault, what was tried, how often, and what was lost; `make test` tries
a little of it. The faults and the tests that hold them, here and elsewhere, stand in `table`.
"""
