"""Which fault is held by which tests, and how often each kind of kill is tried at least.

python -m tests.faults.table prints the tests, for `make faults`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that goes wrong, what must happen then, and the tests that hold it: a file of tests, or one of them."""

    what: str
    must: str
    tests: tuple[str, ...]

    def holds(self, test: str) -> bool:
        """Whether a test, as pytest names it, is one of this fault's."""
        name = test.partition("[")[0]
        return name in self.tests or name.partition("::")[0] in self.tests


KILLS: Final[Mapping[str, tuple[str, ...]]] = {
    "typing": (
        "tests/faults/test_kills.py::test_a_writer_that_is_killed_loses_nothing_that_was_stored",
        "tests/faults/test_typing.py::test_what_was_typed_into_a_cell_before_its_last_pause_outlives_a_kill",
    ),
    "import": (
        "tests/faults/test_kills.py::test_a_killed_import_is_whole_or_not_there",
        "tests/faults/test_kills.py::test_a_large_import_that_is_killed_is_whole_or_never_seen",
    ),
    "many changed at once": ("tests/faults/test_kills.py::test_many_that_are_changed_at_once_are_all_changed_or_none",),
    "forgetting a large step": (
        "tests/faults/test_kills.py::test_a_large_step_that_is_killed_while_it_is_forgotten_never_comes_back",
    ),
    "reconcile and mend-links": (
        "tests/faults/test_kills.py::"
        "test_a_killed_look_at_the_folders_loses_no_page_and_leaves_all_links_mended_or_none",
    ),
    "export": (
        "tests/faults/test_kills.py::test_an_export_killed_on_the_way_leaves_the_older_file_or_the_newer",
        "tests/faults/test_kills.py::test_an_export_of_everything_killed_on_the_way_leaves_a_whole_folder",
        "tests/faults/test_kills.py::test_a_killed_export_of_any_kind_is_whole_or_not_there",
        "tests/faults/test_kills.py::test_a_pack_killed_on_the_way_is_whole_or_not_there",
    ),
    "backup": ("tests/faults/test_kills.py::test_a_backup_killed_on_the_way_leaves_whole_ones_only",),
    "migration": ("tests/faults/test_kills.py::test_a_migration_killed_on_the_way_is_done_or_not",),
    "restore": (
        "tests/faults/test_kills.py::test_a_restore_killed_on_the_way_is_done_or_not",
        "tests/faults/test_kills.py::test_a_rescue_killed_on_the_way_leaves_the_damaged_file_or_the_backup",
    ),
    "making and copying a file": (
        "tests/faults/test_kills.py::test_a_file_bears_its_name_only_when_it_is_whole",
        "tests/faults/test_kills.py::test_a_copy_over_another_one_is_the_older_or_the_newer",
    ),
    "making a file smaller": (
        "tests/faults/test_kills.py::test_a_file_killed_while_it_gets_smaller_holds_what_it_held",
    ),
}
"""Every kind of work that is killed, and the tests that kill it."""

FAULTS: Final = (
    Fault(
        what="Killed (kill -9) while writing, importing, migrating, exporting, mending links, backing up, restoring",
        must="all or nothing; our own temporary files are swept at the next start",
        tests=(
            *(test for tests in KILLS.values() for test in tests),
            "tests/faults/test_kills.py::test_what_a_living_program_writes_is_left_alone",
            "tests/db/library/test_mending.py",
            "tests/db/test_backups.py::test_leftovers_are_swept_and_other_files_left_alone",
            "tests/exports/test_write.py::test_leftovers_of_a_target_are_swept_and_nothing_else",
            "tests/exports/packs/test_handing_over.py::test_stopping_half_way_leaves_what_was_there_and_nothing_else",
        ),
    ),
    Fault(
        what="Power lost: file and journal as they lay at a random moment, the journal cut at a random byte",
        must="it opens and is consistent",
        tests=("tests/faults/test_power.py",),
    ),
    Fault(
        what="Drive full, file-size limit, quota, read-only file, folder or target, target open elsewhere or a folder",
        must="the old file stays; the message names path, reason and need; reading goes on",
        tests=(
            "tests/faults/test_drives.py",
            "tests/db/test_opening.py::test_a_file_that_sqlite_may_only_read_is_opened_for_reading",
            "tests/db/test_opening.py::test_nothing_can_be_changed_in_a_file_opened_for_reading",
            "tests/db/test_opening.py::test_a_read_only_drive_is_read",
            "tests/db/test_opening.py::test_a_full_drive_keeps_what_was_stored",
            "tests/db/test_opening.py::test_a_restore_on_a_full_drive_leaves_the_workspace_open_and_as_it_was",
            "tests/db/test_opening.py::test_an_export_to_a_full_drive_keeps_the_older_one",
            "tests/db/test_opening.py::test_a_limit_to_file_sizes_keeps_what_was_stored",
            "tests/db/test_opening.py::test_a_home_that_cannot_be_written_is_said",
            "tests/exports/test_write.py",
            "tests/exports/packs/test_handing_over.py::test_a_target_that_cannot_be_written_is_told_in_a_sentence",
            "tests/ui/test_unstored.py",
            "tests/ui/test_program.py::test_a_read_only_file_can_be_read",
            "tests/ui/cli/test_files.py::test_a_read_only_file_is_read_but_not_changed",
        ),
    ),
    Fault(
        what="A second instance",
        must="refused within a second, the first window raised; free at once after kill -9",
        tests=(
            "tests/db/test_opening.py::test_a_second_window_is_refused_and_the_first_one_called",
            "tests/db/test_opening.py::test_another_process_is_refused_until_the_first_is_killed",
            "tests/db/test_opening.py::test_another_program_that_writes_is_waited_for_and_then_said",
            "tests/ui/test_program.py::test_one_file_has_one_window",
            "tests/ui/test_program.py::test_a_second_process_is_refused_and_brings_the_first_window_forward",
            "tests/ui/test_program.py::test_the_window_that_has_a_file_says_so_when_it_is_opened_once_more",
            "tests/ui/cli/test_files.py::test_while_a_window_has_it_open_it_is_read_but_not_changed",
        ),
    ),
    Fault(
        what="The workspace moved, replaced, written over or deleted while it is open; its folder unplugged",
        must="noticed within two seconds; writing stops, a copy of what was on screen is offered",
        tests=(
            "tests/db/test_opening.py::test_a_file_that_leaves_while_it_is_open_is_noticed_at_the_next_change",
            "tests/db/test_opening.py::test_a_file_written_over_in_its_place_is_noticed_and_nothing_is_mixed_into_it",
            "tests/ui/test_program.py::test_a_workspace_that_goes_away_is_noticed_and_goes_on_in_a_copy",
            "tests/ui/test_program.py::test_a_copy_that_cannot_be_saved_leaves_the_offer_standing",
            "tests/ui/test_program.py::test_a_workspace_that_comes_back_is_gone_on_with",
        ),
    ),
    Fault(
        what="Conflict copies of a sync service beside the file; placeholders of 0 bytes",
        must="listed as other copies with dates and counts, never opened instead",
        tests=(
            "tests/db/test_other_copies.py",
            "tests/enable_desktop/test_places.py",
            "tests/ui/test_program.py::test_copies_that_a_sync_service_put_beside_a_file_are_told_and_can_be_opened",
            "tests/ui/cli/test_files.py::test_a_check_tells_the_copies_that_a_sync_service_put_beside_the_file",
            "tests/db/test_opening.py::test_an_empty_file_may_not_have_arrived_yet",
            "tests/db/test_backups.py::test_a_file_copied_outside_the_program_gets_backups_of_its_own",
            "tests/db/test_backups.py::test_a_twin_that_is_only_read_is_offered_nobody_elses_backups",
            "tests/db/test_backups.py::test_a_copy_beside_a_damaged_original_leaves_its_backups_to_it",
            "tests/ui/test_program.py::test_a_copy_made_outside_the_program_is_said_to_be_one",
            "tests/ui/test_program.py::test_a_synced_folder_is_mentioned_once",
        ),
    ),
    Fault(
        what="Bits flipped, blocks of noise or zeros, the end cut off",
        must="refused or opened with what is good; the last good backup offered with date and counts; the file kept",
        tests=(
            "tests/faults/test_damage.py",
            "tests/db/test_salvage.py",
            "tests/db/test_opening.py::test_what_is_no_database_is_no_workspace",
            "tests/db/test_backups.py::test_one_flipped_bit_is_noticed",
            "tests/db/test_backups.py::test_a_backup_without_its_true_sum_is_not_used",
            "tests/db/test_backups.py::test_no_backup_is_made_of_a_damaged_file",
            "tests/db/test_backups.py::test_a_stale_journal_does_not_spoil_what_is_put_back",
            "tests/db/test_backups.py::test_a_damaged_file_is_replaced_and_kept_with_its_journal",
            "tests/db/test_backups.py::test_a_damaged_backup_replaces_nothing",
            "tests/ui/test_program.py::test_a_damaged_file_is_kept_and_its_backup_offered",
            "tests/ui/cli/test_files.py::test_a_file_that_cannot_be_opened_comes_back_from_a_backup",
            "tests/ui/cli/test_files.py::test_a_damaged_backup_is_not_used",
        ),
    ),
    Fault(
        what="A newer schema; every older one that was ever released",
        must="refused untouched; backed up and brought up to date in one transaction",
        tests=(
            "tests/db/test_opening.py::test_a_newer_file_is_left_alone",
            "tests/db/test_opening.py::test_an_older_file_is_backed_up_and_brought_up_to_date",
            "tests/db/test_opening.py::test_a_file_that_cannot_be_brought_up_to_date_stays_as_it_was",
            "tests/db/test_schema.py::test_the_program_knows_as_many_schemas_as_it_has_migrations_and_kept_files",
            "tests/db/test_schema.py::test_every_released_file_opens_and_holds_what_it_held",
            "tests/db/test_backups.py::test_a_backup_that_cannot_be_brought_up_to_date_is_taken_out_again",
            "tests/db/test_backups.py::test_a_backup_of_a_newer_program_is_not_put_back",
        ),
    ),
    Fault(
        what="The clock back two years, forward ten, an hour back in autumn",
        must="the order is that of the deeds; backups are neither skipped nor purged",
        tests=(
            "tests/faults/test_clock.py",
            "tests/db/test_backups.py::test_a_wrong_clock_skips_no_backup",
            "tests/db/test_backups.py::test_a_wrong_clock_purges_nothing",
            "tests/db/test_backups.py::test_rotation_keeps_what_was_just_made_and_what_is_from_the_future",
            "tests/db/test_backups.py::test_the_clock_may_be_set_back_an_hour",
        ),
    ),
    Fault(
        what="A watched folder unmounted, emptied, made anew; 100,000 renames; no more inotify watches",
        must="offline, not deleted; all found by looking again, none doubled, the window alive; polling, and says so",
        tests=(
            "tests/faults/test_renames.py",
            "tests/enable_desktop/library/test_reconcile.py",
            "tests/enable_desktop/readers/test_folders.py",
            "tests/enable_desktop/readers/test_online.py",
            "tests/ui/test_following.py",
            "tests/ui/test_watching.py",
        ),
    ),
    Fault(
        what="CSV: any encoding, sign and line end, NUL, ragged, odd headers, long fields, unclosed quotes, a gigabyte",
        must="the encoding shown, a preview; every row stored or listed with its reason; memory bounded",
        tests=(
            "tests/enable_desktop/readers/test_csv_tables.py",
            "tests/enable_desktop/readers/test_text.py",
            "tests/enable_desktop/readers/test_statements.py",
            "tests/faults/test_gigabytes.py",
            "tests/faults/test_parsers.py",
            "tests/faults/test_naughty.py::test_an_import_stores_every_row_as_it_was_or_lists_it",
            "tests/faults/test_naughty.py::test_statements_with_any_words_come_in_as_they_are_or_are_listed",
        ),
    ),
    Fault(
        what="CSV out: cells that start with = + - @ or a tab",
        must="text is neutralised, numbers stay numbers, our own import gives it back",
        tests=(
            "tests/exports/test_spreadsheet.py",
            "tests/faults/test_naughty.py::test_an_import_stores_every_row_as_it_was_or_lists_it",
        ),
    ),
    Fault(
        what="Archives, office files, PDFs, transcripts: bombs, XXE, a wrong ending, malformed, mutated",
        must="bounded in size, time and memory; refused by name, the rest goes on",
        tests=(
            "tests/enable_desktop/readers/test_any_file.py",
            "tests/enable_desktop/readers/test_documents.py",
            "tests/enable_desktop/readers/test_front_matter.py",
            "tests/enable_desktop/readers/test_markdown.py",
            "tests/enable_desktop/readers/test_recordings.py",
            "tests/enable_desktop/readers/test_transcripts.py",
            "tests/enable_desktop/readers/test_word.py",
            "tests/faults/test_every_parser.py",
            "tests/faults/test_mutations.py",
            "tests/faults/test_parsers.py",
        ),
    ),
    Fault(
        what="Names on export: reserved, ending in a dot or a space, controls, 300 letters, twins in case, traversal",
        must="safe on Windows, macOS and Linux; unique; inside the target",
        tests=(
            "tests/exports/test_names.py",
            "tests/exports/packs/test_handing_over.py::test_names_are_safe_everywhere_and_unique_also_in_case",
            "tests/faults/test_naughty.py::test_nothing_that_is_typed_is_executed_or_opened_by_what_is_exported",
        ),
    ),
    Fault(
        what="Hostile Markdown, HTML and SVG in any field, on screen, in PDF, in packs",
        must="nothing runs, nothing is opened, nothing leaves; shown as typed",
        tests=(
            "tests/exports/test_markdown.py",
            "tests/exports/test_pack_page.py::test_hostile_text_in_any_field_is_shown_and_never_runs",
            "tests/exports/test_pack_page.py::test_the_page_allows_its_own_script_and_style_and_nothing_else",
            "tests/ui/test_small_parts.py::test_nothing_shown_is_rich_text",
            "tests/faults/test_naughty.py::test_nothing_that_is_typed_is_executed_or_opened_by_what_is_exported",
        ),
    ),
    Fault(
        what="Any string in any field: controls, bidi, piled-up marks, emoji sequences, lone surrogates, megabytes",
        must="stored and given back as it was, found by search, printed or counted as unprintable",
        tests=(
            "tests/faults/test_naughty.py",
            "tests/db/test_fields.py",
            "tests/ui/test_quick_find.py::test_no_text_is_too_odd",
        ),
    ),
    Fault(
        what="Somebody reads over the shoulder: other accounts, the network, logs, notes of crashes, temporary files",
        must="files and backups are for their owner only; nothing is sent; nothing else holds what was entered",
        tests=(
            "tests/faults/test_leaks.py",
            "tests/faults/test_packs_hold_no_more.py",
            "tests/db/test_doors.py",
            "tests/db/test_opening.py::test_a_file_and_its_folders_are_for_their_owner_only",
            "tests/ui/test_program.py::test_only_this_person_may_read_what_the_program_keeps",
            "tests/ui/test_small_parts.py::test_a_crash_note_holds_places_and_no_content",
        ),
    ),
    Fault(
        what="A forgotten or an anonymous person is looked for in the bytes",
        must="no trace in the file, the backups that still hold it are named; no name in an anonymised export",
        tests=(
            "tests/faults/test_leaks.py",
            "tests/faults/test_names_in_exports.py",
            "tests/db/test_people.py",
            "tests/enable_desktop/test_anonymity.py",
        ),
    ),
    Fault(
        what="Any order of commands, taken back and done again",
        must="undo gives back what was there before, also in files",
        tests=(
            "tests/faults/test_undo.py",
            "tests/undo/test_everything.py",
            "tests/ui/test_undo.py",
            "tests/db/test_any_order.py",
            "tests/db/test_history.py",
            "tests/db/library/test_mending.py",
        ),
    ),
)  # fmt: skip

if __name__ == "__main__":
    named = {test for fault in FAULTS for test in fault.tests}
    print("\n".join(sorted(test for test in named if "::" not in test or test.partition("::")[0] not in named)))
