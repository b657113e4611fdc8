//! Verification: the state of each step, every decision with its evidence, and the reasons to
//! choose from.

use sea_orm::{DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await?;
        run(manager, STORED_BEFORE).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}

const UP: &[&str] = &[
    // Since when the oldest undecided step waits for a reviewer; NULL when none does. Made from
    // `verification_steps`.
    "ALTER TABLE customers ADD COLUMN waiting_since BIGINT",
    // Why the progress is not what follows from the flags; NULL when it follows.
    "ALTER TABLE customers ADD COLUMN progress_reason TEXT",
    "CREATE INDEX customers_waiting ON customers (waiting_since, id) WHERE waiting_since IS NOT NULL",
    // One decision about one step: never changed, only added to. `by_hand` ones were made in the
    // customer's form, with the reason in `comment`. `letter` is what the customer was told;
    // `evidence` is a list of the documents (id, SHA-256) or of the channel that was looked at.
    "CREATE TABLE verification_reviews (
        id {id},
        customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        step TEXT NOT NULL,
        decision TEXT NOT NULL,
        by_hand BOOLEAN NOT NULL,
        reason TEXT,
        comment TEXT,
        letter TEXT,
        evidence TEXT NOT NULL,
        decided_at BIGINT NOT NULL,
        decided_by TEXT NOT NULL,
        decided_by_id BIGINT
    )",
    "CREATE INDEX verification_reviews_customer ON verification_reviews (customer_id, id)",
    // Where a step stands; without a row nothing was submitted yet. `review_id` is the decision
    // that brought it there, if one did.
    "CREATE TABLE verification_steps (
        customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        step TEXT NOT NULL,
        state TEXT NOT NULL,
        since BIGINT NOT NULL,
        waiting_since BIGINT,
        review_id BIGINT REFERENCES verification_reviews (id),
        PRIMARY KEY (customer_id, step)
    )",
    "CREATE INDEX verification_steps_waiting ON verification_steps (step, waiting_since, customer_id)
        WHERE waiting_since IS NOT NULL",
    // What a reviewer may give as the reason for asking again or rejecting; the letters are what
    // the customer reads. A step of NULL: for every step.
    "CREATE TABLE review_reasons (
        id {id},
        version BIGINT NOT NULL DEFAULT 1,
        code {bytewise} NOT NULL CONSTRAINT review_reasons_code_key UNIQUE,
        step TEXT,
        for_ask_again BOOLEAN NOT NULL,
        for_reject BOOLEAN NOT NULL,
        active BOOLEAN NOT NULL,
        name_en TEXT NOT NULL,
        name_de TEXT,
        name_ar TEXT,
        letter_en TEXT NOT NULL,
        letter_de TEXT,
        letter_ar TEXT,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
];

// Files and flags from before there were reviews: a flag counts as accepted without a review on
// record, a file without its flag waits.
const STORED_BEFORE: &[&str] = &[
    "INSERT INTO verification_steps (customer_id, step, state, since)
        SELECT id, 'email', 'accepted', updated_at FROM customers WHERE verified_email",
    "INSERT INTO verification_steps (customer_id, step, state, since)
        SELECT id, 'phone', 'accepted', updated_at FROM customers WHERE verified_phone",
    "INSERT INTO verification_steps (customer_id, step, state, since)
        SELECT id, 'document', 'accepted', updated_at FROM customers WHERE verified_document",
    "INSERT INTO verification_steps (customer_id, step, state, since)
        SELECT id, 'selfie', 'accepted', updated_at FROM customers WHERE verified_selfie",
    "INSERT INTO verification_steps (customer_id, step, state, since)
        SELECT id, 'address', 'accepted', updated_at FROM customers WHERE verified_address",
    "INSERT INTO verification_steps (customer_id, step, state, since, waiting_since)
        SELECT papers.customer_id, papers.step, 'submitted', papers.at, papers.at FROM (
            SELECT customer_id, CASE slot WHEN 'selfie_images' THEN 'selfie'
                WHEN 'address_file' THEN 'address' ELSE 'document' END AS step,
                MIN(uploaded_at) AS at
            FROM documents
            WHERE replaced_at IS NULL AND slot NOT IN ('photo', 'cover_photo')
            GROUP BY 1, 2) AS papers
        WHERE NOT EXISTS (SELECT 1 FROM verification_steps AS done
            WHERE done.customer_id = papers.customer_id AND done.step = papers.step)",
    "UPDATE customers SET waiting_since = (
        SELECT MIN(waiting_since) FROM verification_steps WHERE customer_id = customers.id)",
];

const DOWN: &[&str] = &[
    "DROP TABLE review_reasons",
    "DROP TABLE verification_steps",
    "DROP TABLE verification_reviews",
    "DROP INDEX customers_waiting",
    "ALTER TABLE customers DROP COLUMN progress_reason",
    "ALTER TABLE customers DROP COLUMN waiting_since",
];
