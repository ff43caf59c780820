"""Which test holds which sentence of docs/privacy.md: the beginning of each sentence, in order, and its tests.

A sentence that claims nothing of the program is ADVICE to people, MEANS something by a word or a sentence before, or tells a
LIMIT: what is not done, cannot be known, or was tried nowhere.
"""

ADVICE, MEANS, LIMIT = "advice", "means", "limit"
_BOUNDARIES, _PERMISSIONS, _FAULTS = (
    f"whole_program/test_{name}.py" for name in ("boundaries", "permissions", "faults")
)
_RECORD, _WITHDRAW, _RELEASE = "study/test_key_record.py", "workflow/test_withdraw.py", "workflow/test_release.py"
_CLUSTER, _ARCHIVE = "cluster/test_cluster.py", "workflow/test_archive.py"
_CODES, _AGREED = "workflow/test_import_codes.py", "workflow/test_agreed_coding.py"
_GATE_FIRST = "test_working_copies_are_written_once_the_gate_has_looked_and_go_when_it_would_refuse"
_SESSION, _COPY = "workflow/test_review_transcript.py", "workflow/test_listening_copy.py"
_WAYS, _GENERATED = "release/search/test_ways_of_writing.py", "release/test_generated.py"
_NOTHING_LEAVES = f"{_RELEASE}::test_nothing_leaves_and_no_check_passes_while"
_KEPT = "workflow/test_approve.py::test_what_is_kept_counts_as_an_original_and_goes_with_whoever_withdraws"
_LISTED = "workflow/test_retention.py::test_every_file_with_originals_is_listed_and_no_other"
_DESTROYED = (
    "workflow/test_retention.py::test_the_key_is_destroyed_at_a_second_word_and_nothing_can_be_released_afterwards"
)

SENTENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "Where originals are.": (
        ("Everything under", _LISTED),
        ("Nothing outside", "whole_program/test_sample_study.py::test_no_name_that_was_spoken_is_in_any_file"),
        ("The key holds the link", MEANS),
        ("Keep the study folder", ADVICE),
    ),
    "The key": (
        ("is an [age]", "study/test_key.py::test_the_library_and_the_specification_agree_on_what_a_key_is"),
        ("`age -d", "study/test_key.py::test_the_library_and_the_specification_agree_on_what_a_key_is"),
        ("Nobody can open it", "study/test_key.py::test_a_wrong_passphrase_changes_nothing"),
        ("A passphrase is proposed", "study/test_passphrases.py::test_what_others_would_try_first_is_refused"),
        ("**When the passphrase is lost**", f"{_RECORD}::test_a_lost_passphrase_is_no_dead_end"),
        ("Move the key", f"{_RECORD}::test_a_lost_passphrase_is_no_dead_end"),
        ("Numbers may change", MEANS),
    ),
    "The right key.": (
        (
            "The study keeps",
            f"{_RECORD}::test_a_key_that_does_not_fit_the_study_is_refused_and_one_that_is_newer_is_told_of",
        ),
        ("`ipstranscribe key adopt`", f"{_RECORD}::test_a_lost_key_is_no_dead_end"),
        ("Beside the key stands", f"{_RECORD}::test_two_copies_of_a_study_do_not_lose_each_others_entries"),
        ("`ipstranscribe key copy`", "study/test_key.py::test_a_backup_is_the_sealed_key_and_never_overwrites"),
        ("A passphrase that", LIMIT),
    ),
    "Tables with originals": (
        (
            "can be deleted",
            "workflow/test_review_identifiers.py::test_deleted_tables_are_written_again_as_they_were_to_the_byte",
        ),
        ("Delete what", ADVICE),
    ),
    "Earlier versions of transcripts": (
        ("stay in", "study/test_transcript_versions.py::test_what_is_replaced_is_kept_and_what_is_current_is_not"),
        ("They hold originals", f"{_WITHDRAW}::test_earlier_versions_of_transcripts_are_originals_of_their_interview"),
        ("When no draft", "workflow/test_import_transcript.py::test_a_version_that_is_gone_is_named"),
    ),
    "Edits on the review page and copies for listening": (
        ("hold originals.", f"{_COPY}::test_what_holds_a_voice_or_words_is_listed"),
        ("Every edit is", f"{_SESSION}::test_an_edit_is_in_the_journal_before_it_is_answered"),
        ("The sound is played", f"{_COPY}::test_a_copy_is_made_once_and_found_again"),
        ("Both are their owner's", f"{_COPY}::test_who_withdraws_leaves_neither_copy_nor_journal"),
        ("`recordings delete`", f"{_COPY}::test_it_goes_when_its_recordings_were_deleted_by_hand"),
        (
            "Neither is part",
            "workflow/test_handover.py::test_edits_that_are_not_stored_are_not_left_behind_unseen",
        ),
        ("A journal that could", f"{_SESSION}::test_a_conflict_with_word_is_told_and_both_are_kept"),
    ),
    "Sound with covered places": (
        ("(`audio`).", MEANS),
        ("Every word that is replaced", "audio/test_covered_places.py"),
        (
            "What cannot be placed",
            "audio/test_covered_places.py::test_what_cannot_be_placed_is_told_by_its_turn_and_never_left_out",
        ),
        (
            "The copy is listened to",
            "workflow/test_audio.py::test_a_copy_in_which_a_name_is_heard_to_the_end_is_not_kept",
        ),
        ("A name that nobody told", LIMIT),
        ("**A voice says who speaks", MEANS),
        (
            "It lies under",
            "workflow/test_audio.py::test_its_files_are_their_owners_alone_and_one_says_that_a_voice_identifies",
        ),
        ("Nobody gets sound", "workflow/test_sound_export.py::test_by_default_nobody_gets_sound"),
        ("`withdraw` and", "workflow/test_audio.py::test_it_goes_with_the_recordings_and_with_who_withdraws"),
        ("Whoever got sound", ADVICE),
        ("How well a tone", LIMIT),
    ),
    "No network, natively either.": (
        ("Every command but", "cli/test_start_up.py::test_no_command_has_the_network"),
        ("On Linux (x86-64", "cli/test_start_up.py::test_neither_has_a_library_nor_what_a_command_starts"),
        ("On Windows and a Mac", LIMIT),
        ("On Linux a library may", LIMIT),
        ("Where HOME is missing", "cli/test_start_up.py::test_a_missing_home_is_taken_from_the_machine_s_own_list"),
        (
            "`ipstranscribe doctor` tries",
            "cli/test_doctor.py::test_connections_are_tried_and_refused_and_a_report_is_written_once",
        ),
        ("The tests go further", f"{_BOUNDARIES}::test_the_watch_sees_connections_of_native_code"),
        ("onnxruntime, from 1.29", f"{_BOUNDARIES}::test_onnxruntime_is_told_not_to_report"),
        (
            "`models fetch` asks for",
            "weights/test_fetch.py::test_a_sentence_model_is_fetched_and_reads_without_a_network",
        ),
    ),
    "The review page": (
        (
            "is served by one socket",
            "web/test_process.py::test_it_listens_on_this_computer_alone_at_one_socket_and_can_make_no_other",
        ),
        (
            "It is opened by",
            "web/test_process.py::test_the_token_lies_in_a_file_of_its_owner_that_goes_when_it_has_served",
        ),
        ("A second use", "web/test_process.py::test_a_second_use_of_the_token_ends_it_loudly"),
        ("The page can load", "web/test_guard.py::test_what_the_page_may_do_is_listed_and_nothing_else"),
        ("No request is logged", "web/test_process.py::test_every_end_stores_and_is_one"),
        ("Browser extensions", LIMIT),
        ("None of this", LIMIT),
    ),
    "Many machines.": (
        (
            "With `run --cluster`",
            "cluster/test_keys.py::test_keys_of_a_run_go_with_it_and_those_that_a_killed_one_left_go_with_the_next",
        ),
        ("All connections", f"{_CLUSTER}::test_who_has_no_key_of_this_run_is_not_let_in"),
        ("Such a certificate", "cluster/test_keys.py::test_keys_are_their_owners_alone"),
        ("Dask's pages", f"{_CLUSTER}::test_a_name_is_in_no_log_no_page_and_no_scratch_file"),
        ("What comes back", "cluster/test_messages.py::test_an_answer_to_something_else_is_refused"),
        (
            "Names and vocabulary",
            "workflow/test_transcribe.py::test_without_a_role_s_word_no_name_is_sent_elsewhere_and_that_is_said",
        ),
        ("Recordings and what", LIMIT),
        ("Slurm shows", LIMIT),
        ("More:", MEANS),
    ),
    "Temporary files.": (
        ("Libraries that write", f"{_PERMISSIONS}::test_temporary_files_of_libraries_lie_in_the_study_and_are_swept"),
        ("Only where", LIMIT),
    ),
    "Permissions.": (
        ("Everything under", f"{_PERMISSIONS}::test_after_the_whole_flow_originals_and_the_key_are_their_owners_alone"),
        ("Each command that writes", f"{_PERMISSIONS}::test_restricted_made_wider_by_hand_is_closed_again_and_said"),
        ("Working copies", f"{_PERMISSIONS}::test_what_is_no_original_has_the_modes_that_its_user_wants"),
        ("A disk that keeps", f"{_PERMISSIONS}::test_a_disk_that_keeps_no_modes_is_said_to_be_open"),
        ("**On Windows", LIMIT),
        ("None of this", LIMIT),
    ),
    "One at a time.": (
        ("One command", f"{_PERMISSIONS}::test_a_command_that_writes_says_that_another_is_at_work_and_changes_nothing"),
        ("What needs all", "study/test_locks.py::test_it_says_what_it_waits_for_and_goes_on_when_that_is_free"),
        ("A lock that", f"{_PERMISSIONS}::test_a_lock_that_a_killed_process_left_does_not_block"),
        ("Lock files", "study/test_locks.py::test_nothing_of_a_lock_names_anybody_or_stays"),
    ),
    "Recognizers that break or take too long": (
        ("(a minute", f"{_FAULTS}::test_a_recognizer_that_takes_too_long_refuses_the_run"),
    ),
    "Synced folders": (
        ("are the likeliest", MEANS),
        ("`init`, `run`", "workflow/test_synced_folder.py::test_init_makes_nothing_there_until_a_role_accepts_it"),
        ("Network drives", "workflow/test_synced_folder.py::test_a_network_drive_is_named_and_not_refused"),
        ("**Not known**", LIMIT),
        ("None of this", LIMIT),
    ),
    "No voiceprints.": (
        (
            "Voices are compared",
            "whole_program/test_privacy_page.py::test_nothing_that_is_stored_of_an_interview_can_hold_a_voice",
        ),
    ),
    "No text in messages.": (
        ("Errors and progress", f"{_FAULTS}::test_a_step_that_breaks_tells_where_and_nothing_else"),
        (
            "The report of `doctor`",
            "workflow/doctor/test_doctor.py::test_the_report_holds_no_name_no_id_and_no_path_of_the_user",
        ),
        ("An unexpected error", f"{_FAULTS}::test_no_kind_of_error_shows_what_it_quotes"),
    ),
    "What the gate lists.": (
        (
            "Words that it refuses",
            "workflow/test_findings.py::test_each_cause_is_a_row_with_what_settles_it_and_its_places_below",
        ),
        (
            "They are originals",
            "workflow/test_findings.py::test_the_list_is_its_owners_alone_and_goes_with_the_tables_of_identifiers",
        ),
    ),
    "What the gate does.": (
        (
            "It searches every byte",
            "release/test_canaries.py::test_an_identifier_is_found_in_every_place_that_can_hold_it_and_its_replacement_passes",
        ),
        ("A form is found", "release/test_canaries.py::test_an_identifier_is_found_however_it_is_written"),
        (
            "Every element and attribute",
            f"{_GENERATED}::test_every_trick_is_found_or_refused_and_what_is_not_is_listed",
        ),
        ("An occurrence passes", "release/test_gate.py::test_a_decision_covers_its_written_form_as_far_as_it_reaches"),
        (
            "Our own words",
            "release/test_fixed_texts.py::test_our_own_word_is_a_name_like_any_other_where_a_study_writes",
        ),
        ("It looks into text", "release/extract/test_unpack.py::test_a_name_is_there_to_be_found_wherever_it_hides"),
        (
            "It refuses what",
            "release/extract/test_unpack.py::test_what_cannot_be_looked_into_is_refused_after_all_that_could_be_found",
        ),
        ("It is closed as well", _NOTHING_LEAVES),
    ),
    "Letters.": (
        (
            "Names are found",
            "release/search/test_known_forms.py::test_a_name_is_found_in_capitals_and_without_its_special_letter",
        ),
        (
            "A spelling of three",
            "pseudonymize/entities/test_known_forms.py::test_a_spelling_that_is_a_word_counts_with_a_capital_and_is_decided_on",
        ),
        ("Greek and Cyrillic", "release/search/test_other_scripts.py::test_a_name_is_found_in_its_own_script"),
        (
            "A name in one script",
            "release/search/test_other_scripts.py::test_what_is_not_found_in_another_script_or_with_endings",
        ),
    ),
    "What it cannot do.": (
        ("It cannot know", LIMIT),
        ("It does not search", f"{_WAYS}::test_what_is_known_not_to_be_found"),
        ("Numbers in words", f"{_WAYS}::test_it_is_found_in_a_text"),
        ("**Not found**", f"{_WAYS}::test_what_is_known_not_to_be_found"),
    ),
    "Files from others": (
        ("(drafts, tables", "documents/test_safe_zip.py::test_a_package_that_is_not_sound_is_not_read"),
        ("A formula gives", "documents/test_ods_grid.py::test_a_cell_is_read_by_its_stored_value"),
    ),
    "What coders get.": (
        ("`export` writes", "workflow/test_coder_packs.py::test_the_folders_of_coders_differ_in_nothing_but_the_id"),
        ("`release` writes", f"{_RELEASE}::test_every_format_and_program_passes_the_gate_and_holds_no_name"),
        ("A file for an analysis", LIMIT),
    ),
    "What the methods report shows.": (
        ("`ipstranscribe report`", "reports/methods/test_report.py::test_no_name_of_the_tables_is_in_the_report"),
        ("It lies under", "reports/methods/test_report.py::test_a_study_half_done"),
    ),
    "What the risk report shows.": (
        ("`ipstranscribe risk`", "reports/risk/test_rarity.py::test_what_is_listed_is_what_a_count_by_hand_finds"),
        (
            "It needs no key",
            "workflow/test_report_risk.py::test_a_search_for_every_written_form_finds_none_in_the_report",
        ),
        ("It misses names", LIMIT),
        ("Attributes are compared", LIMIT),
    ),
    "Withdrawal.": (
        (
            "`ipstranscribe withdraw`",
            f"{_WITHDRAW}::test_at_a_second_word_the_originals_go_too_but_what_others_say_stays_replaced",
        ),
        ("What remains is listed", f"{_WITHDRAW}::test_nothing_remains_that_the_list_does_not_name"),
        ("Not searched", LIMIT),
        ("It cannot reach", LIMIT),
    ),
    "Deposits.": (
        ("`ipstranscribe archive`", f"{_ARCHIVE}::test_nothing_is_laid_out_while"),
        ("It is a new folder", f"{_ARCHIVE}::test_a_deposit_is_never_overwritten_and_never_lies_in_a_study"),
        ("Values of participants", f"{_ARCHIVE}::test_values_of_participants_are_told_only_where_several_share_them"),
        ("Who was in which", f"{_ARCHIVE}::test_it_is_in_the_log_and_on_record_and_who_withdraws_is_told"),
        ("It cannot take", LIMIT),
    ),
    "The end of a study.": (
        ("`ipstranscribe key destroy`", _DESTROYED),
        ("As long as", _DESTROYED),
        ("Deleting a file", LIMIT),
    ),
    "The log": (
        ("`restricted/log.csv`", f"{_RELEASE}::test_a_release_has_every_document_a_manifest_and_a_log"),
        ("It holds no names", f"{_RELEASE}::test_a_name_given_as_a_role_closes_the_gate_until_the_log_is_put_right"),
        ("Then correct", f"{_WITHDRAW}::test_a_name_given_as_a_role_does_not_come_into_what_is_shared"),
    ),
    "Decisions reach further than recognizers.": (
        (
            "A name that you spot",
            "release/test_gate.py::test_a_form_that_a_person_decided_to_replace_is_refused_even_if_the_key_does_not_know_it",
        ),
    ),
    "What you write yourselves is judged before the work.": (
        ("A known name", "workflow/test_own_texts.py::test_a_known_name_in_a_question_is_told_before_the_work_begins"),
        ("After that", "workflow/test_own_texts.py::test_a_text_that_was_judged_passes_wherever_documents_show_it"),
    ),
    "Decisions on one interview or one place do not.": (
        (
            "A form that is",
            "release/search/test_rejected_places.py::test_a_word_that_is_replaced_in_one_place_is_looked_for_nowhere_else",
        ),
        (
            "A name that is left",
            "release/search/test_rejected_places.py::test_a_rejected_place_passes_where_its_text_shows_it",
        ),
    ),
    "Which columns are searched for.": (
        (
            "Of `participants.csv`",
            "pseudonymize/entities/test_roster.py::test_the_digested_roster_reads_as_in_the_first_version",
        ),
        (
            "The program says",
            "workflow/test_columns_told.py::test_columns_that_are_searched_for_and_columns_that_describe_are_told",
        ),
        (
            "Of `interviews.csv`",
            "pseudonymize/entities/test_roster.py::test_the_digested_roster_reads_as_in_the_first_version",
        ),
    ),
    "A release needs everything to be current.": (("Each approval covers", _NOTHING_LEAVES),),
    "What approvals keep.": (
        ("What a step showed", _KEPT),
        ("Those of a transcript", MEANS),
        ("Both count", _KEPT),
        ("A review code", "workflow/test_approve.py::test_a_code_of_something_else_is_refused_and_nothing_is_recorded"),
    ),
    "What was found in a turn": (
        ("is kept under", "workflow/test_recognized_turns.py::test_no_word_is_kept"),
        (
            "It is its owner's",
            "workflow/test_recognized_turns.py::test_it_is_an_original_and_goes_with_whoever_withdraws",
        ),
    ),
    "What coders return": (
        ("(codes, notes", MEANS),
        ("It lies under", f"{_CODES}::test_no_name_of_a_coder_is_kept"),
        ("`withdraw` removes", f"{_CODES}::test_a_withdrawal_from_a_joint_interview_takes_that_talk_out"),
        ("A list of codes", f"{_CODES}::test_who_withdraws_takes_all_codings_along"),
    ),
    "What coders agreed on": (
        ("leaves `restricted/`", f"{_AGREED}::{_GATE_FIRST}"),
        ("The files of one interview", f"{_AGREED}::test_a_file_of_an_interview_holds_nothing_that_came_with_another"),
        ("Readers get", f"{_AGREED}::test_readers_get_what_their_profile_says"),
    ),
    "Themes, code groups and condensates": (
        ("(`stc`) lie under", "workflow/test_stc.py::test_who_withdraws_is_in_nothing_of_it"),
        ("`withdraw` deletes", "workflow/test_stc.py::test_a_withdrawal_waits_for_work_that_was_not_read_back"),
        ("Condensates rest", "workflow/test_stc.py::test_condensates_stay_when_somebody_withdraws_and_are_counted"),
    ),
    "Two of the recognizers are trained": (
        ("(names in talk", "pseudonymize/recognizers/test_names_in_talk.py::test_names_are_found_with_their_kind"),
        (
            "The first learnt from",
            "pseudonymize/recognizers/test_names_in_talk.py::test_it_is_one_of_the_recognizers_and_its_weights_are_small",
        ),
        (
            "What the first is unsure",
            "pseudonymize/recognizers/test_names_in_talk.py::test_what_the_words_around_contradict_is_unlikely",
        ),
        (
            "The second asks",
            "pseudonymize/recognizers/test_facts_in_talk.py::test_nothing_is_replaced_unasked_and_the_likeliest_are_asked_about_first",
        ),
        (
            "Of names it",
            "pseudonymize/recognizers/test_second_opinion.py::test_a_guess_that_is_nobody_is_no_question",
        ),
        (
            "What others are certain of",
            "pseudonymize/recognizers/test_second_opinion.py::test_a_name_that_was_replaced_is_replaced_whatever_the_talk_says",
        ),
        ("Names that are", LIMIT),
        ("Sources", MEANS),
    ),
    "What the recognizers find, and what not.": (
        ("Names, employers", "pseudonymize/recognizers"),
        ("`doctor` says", "workflow/doctor/test_doctor.py::test_what_finds_details_is_said"),
        ("A later allusion", LIMIT),
        ("Names that everybody knows", "pseudonymize/entities/test_name_kinds.py"),
        ("In a small sample", MEANS),
        ("That is what", MEANS),
    ),
    "Languages.": (
        ("There are rules", "workflow/test_borrowed_rules.py::test_only_a_language_that_has_rules_can_be_named"),
        ("An interview in another", "workflow/test_borrowed_rules.py::test_without_a_word_nothing_is_done"),
        ("They find names", LIMIT),
    ),
    "What levels of generalisation do.": (
        (
            "The profile in",
            "pseudonymize/redaction/test_generalize.py::test_the_internal_profile_numbers_and_says_nothing",
        ),
        ("The more it tells", MEANS),
    ),
}
"""Title of a point → its sentences."""

OF_PROCESSES = {
    "The review page",
    "No network, natively either.",
    "Temporary files.",
    "Permissions.",
    "One at a time.",
    "Recognizers that break or take too long",
    "No text in messages.",
    "What the gate does.",
}
"""Points about what a process does: one of their tests runs the program as its users do."""
