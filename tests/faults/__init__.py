"""What goes wrong on a person's computer, tried many times: nothing that was stored is lost, nothing half is left.

`make faults` tries all of it and prints what was tried, how often, and what was lost; `make test` tries a little of it.

- killed while it writes: test_kills, test_typing; also tests/db/library/test_mending
- the power fails: test_power
- full, limited or read-only drives and folders: test_drives, tests/db/test_opening, tests/exports/test_write
- a second instance; moved, replaced, deleted or written over while open: tests/db/test_opening, tests/ui/test_unstored
- damaged, cut, empty, newer, older: test_damage, tests/db/test_salvage, tests/db/test_opening, tests/db/test_schema
- the clock: test_clock, tests/db/test_backups
- watched folders: tests/enable_desktop/library/test_reconcile, tests/ui/test_following, tests/ui/test_watching
- files that come in: test_parsers, tests/enable_desktop/readers
- any string anywhere, and what is exported of it: test_naughty, tests/exports
- nothing leaves, nobody forgotten stays: test_leaks, tests/db/test_people, `no_network` in tests/conftest

Not tried yet: conflict copies of a sync service are not told apart from other files; a file whose first hundred bytes
are damaged is refused, and `recover` cannot read it; quota; a
target that another program on Windows holds open; a CSV of a gigabyte; eight hours of use.
"""
