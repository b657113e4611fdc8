//! The whole application in process, used as people use it. One binary, because each links everything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a story that cannot go on ends"
)]

mod support;

mod access;
mod address_rules;
mod amounts;
mod api_tokens;
mod audit_log;
mod audit_log_plans;
mod audit_settings;
mod audits;
mod bell;
mod block;
mod cookies;
mod customer_sessions;
mod customers;
mod customers_access;
mod customers_conflict;
mod customers_duplicates;
mod customers_files;
mod customers_flags;
mod customers_hostile;
mod customers_merge;
mod customers_progress;
mod customers_rules;
mod dead_links;
mod demo;
mod documents;
mod door;
mod effects;
mod effects_money;
mod errors;
mod errors_door;
mod errors_reader;
mod export;
mod failed_tries;
mod filters_typed;
mod guesses;
mod health;
mod holds;
mod hostile_uploads;
mod import_rows;
mod in_a_row;
mod journal;
mod journal_chain;
mod journal_gaps;
mod journal_stretches;
mod journal_told;
mod ledger;
mod ledger_property;
mod links_in_mails;
mod list;
mod list_back;
mod list_found;
mod list_pages;
mod list_plans;
mod list_refused;
mod list_tagged;
mod locales;
mod lost_password;
mod mail_log;
mod mail_log_secrets;
mod mail_templates;
mod mails;
mod mails_wire;
mod masked;
mod masked_files;
mod masked_reveal;
mod migrations;
mod monitors;
#[cfg(not(feature = "passkeys"))]
mod no_passkeys;
mod own_account;
#[cfg(feature = "passkeys")]
mod passkeys;
mod password;
mod reasons;
mod refusals;
mod requests;
mod requests_bounds;
mod requests_claims;
mod requests_colors;
mod requests_comments;
mod requests_decide;
mod requests_deciding;
mod requests_export;
mod requests_halfway;
mod requests_list;
mod requests_mails;
mod requests_next;
mod requests_once;
mod requests_pages;
mod requests_plans;
mod requests_presence;
mod requests_scope;
mod requests_shown;
mod requests_sums;
mod requests_work;
mod resolutions;
mod scope;
mod scope_found;
mod scope_offered;
mod scope_plans;
mod scope_tags;
mod second_factor;
mod second_factor_account;
mod second_factor_codes;
mod secrets;
mod security_mails;
mod security_table;
mod settled;
mod setup;
mod sign_in;
mod sign_in_form;
mod staff_groups;
mod staff_pages;
mod staff_reach;
mod staff_sessions;
mod static_files;
mod stored_files;
mod strays;
mod throttle;
mod tidy;
mod tidy_front;
mod tidy_sizes;
mod verification_plans;
mod verification_queue;
mod verification_review;
mod verification_rules;
