//! Drawn papers: handed in as the customer would have, and recorded as what the decisions about
//! them were made on.

use std::io::Write;

use sea_orm::{DatabaseTransaction, DbErr};

use super::super::people::{self, Paper, Person, Standing};
use super::super::specimen;
use super::around::{REVIEWER, decision, state};
use super::{ago, name};
use crate::domain::actor::{Actor, Who};
use crate::domain::documents::accept::{self, Arrived};
use crate::domain::documents::batch;
use crate::domain::documents::file_name::FileName;
use crate::domain::documents::slot::Slot;
use crate::domain::documents::stored;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::sight::Sight;
use crate::domain::verification::review::{self, Decision, Evidence, NewReview};
use crate::domain::verification::step::{self, Step, StepState};
use crate::platform::clock::Timestamp;
use crate::platform::crypto::sha256_hex;
use crate::platform::db::Db;
use crate::platform::storage::Storage;

/// In milliseconds.
const TWO_DAYS: i64 = 172_800_000;

/// Draws the papers of a demo person, the `index`th of its seed, and hands them in.
pub async fn papers(
    db: &Db,
    storage: &Storage,
    actor: &Actor,
    seed: u64,
    index: u64,
    customer: CustomerId,
) -> anyhow::Result<()> {
    // Somebody who works with the demo already may have been faster.
    let there = stored::of_customer(db.read(), &Sight::Clear, customer).await?;
    if !Slot::ALL.into_iter().all(|slot| there.is_empty(slot)) {
        return Ok(());
    }
    let person = people::person(seed, index, actor.at.utc().date_naive());
    let (directory, drawn) = (storage.clone(), person.clone());
    let arrived = tokio::task::spawn_blocking(move || draw(&directory, &drawn)).await??;
    let (accepted, refused) = accept::examine_all(storage, arrived).await?;
    anyhow::ensure!(refused.is_empty(), "drawn papers were refused");
    let files = batch::store(storage, accepted).await?;
    let txn = db.begin().await?;
    let handed_in = Actor {
        at: handed_in(actor.at, &person),
        ..actor.clone()
    };
    files
        .attach(&txn, &handed_in, (customer, &name(&person)), &[])
        .await?;
    decide(&txn, actor, customer, &person, handed_in.at).await?;
    files.commit(db, txn).await?;
    Ok(())
}

/// When they began to wait; of those who do not wait, soon after they registered.
fn handed_in(now: Timestamp, person: &Person) -> Timestamp {
    let open = person.open.as_ref();
    let waiting = open.filter(|open| open.standing == Standing::Waiting);
    let soon = person.created_before_seconds * 9 / 10;
    ago(now, waiting.map_or(soon, |open| open.since_before_seconds))
}

/// Records the decisions about the papers, with the papers as evidence.
async fn decide(
    txn: &DatabaseTransaction,
    actor: &Actor,
    customer: CustomerId,
    person: &Person,
    handed_in: Timestamp,
) -> Result<(), DbErr> {
    let documents = stored::of_customer(txn, &Sight::Clear, customer).await?;
    let rows = step::of_customer(txn, customer).await?;
    // After the papers were there, and before now.
    let soon = Timestamp(handed_in.0 + ((actor.at.0 - handed_in.0) / 3).min(TWO_DAYS));
    for (step, state, decided, reason) in decided(person) {
        let against = person.open.as_ref().filter(|_| decided != Decision::Accept);
        let at = against.map_or(soon, |open| ago(actor.at, open.since_before_seconds));
        let expected =
            |row: &step::Model| row.step == step && row.state == state && row.review_id.is_none();
        if !rows.iter().any(expected) {
            continue;
        }
        let files = step
            .slots()
            .iter()
            .flat_map(|slot| documents.current(*slot));
        let evidence = files.map(|file| Evidence::Document {
            id: file.id,
            sha256: file.sha256.clone(),
        });
        let new = NewReview {
            customer,
            step,
            decision: decided,
            by_hand: false,
            reason: reason.map(str::to_owned),
            comment: None,
            letter: None,
            evidence: evidence.collect(),
        };
        let cora = Actor {
            who: Who::Command(REVIEWER),
            at,
            ..actor.clone()
        };
        let review_id = Some(review::record(txn, &cora, new).await?);
        let row = step::Model {
            customer_id: customer,
            step,
            state,
            since: at,
            waiting_since: None,
            review_id,
        };
        step::put(txn, row).await?;
    }
    Ok(())
}

/// The steps that papers prove and that were decided: where they stand, and how that came.
fn decided(person: &Person) -> Vec<(Step, StepState, Decision, Option<&'static str>)> {
    let steps = person.steps;
    let verified = [
        (Step::Document, steps.document),
        (Step::Selfie, steps.selfie),
        (Step::Address, steps.address),
    ];
    let accepted = verified
        .into_iter()
        .filter(|(_, verified)| *verified)
        .map(|(step, _)| (step, StepState::Accepted, Decision::Accept, None));
    let against = person.open.iter().flat_map(|open| {
        let decision = decision(open.standing);
        let steps = open.steps.iter();
        steps.filter_map(move |(step, reason)| {
            Some((*step, state(open.standing), decision?, *reason))
        })
    });
    accepted.chain(against).collect()
}

/// A person's papers as if they had just been uploaded. Blocks.
fn draw(storage: &Storage, person: &Person) -> std::io::Result<Vec<Arrived>> {
    let mut arrived = Vec::new();
    for paper in &person.papers {
        let drawn = specimen::specimen(*paper, person);
        let mut file = storage.arriving()?;
        file.write_all(&drawn.bytes)?;
        arrived.push(Arrived {
            slot: slot(*paper),
            file_name: FileName::given(&drawn.file_name),
            file,
            size_bytes: drawn.bytes.len() as u64,
            sha256: sha256_hex(&drawn.bytes),
        });
    }
    Ok(arrived)
}

fn slot(paper: Paper) -> Slot {
    match paper {
        Paper::Passport | Paper::IdCardFront => Slot::DocFile1,
        Paper::IdCardBack => Slot::DocFile2,
        Paper::Selfie => Slot::SelfieImages,
        Paper::ProofOfAddress => Slot::AddressFile,
        Paper::Photo => Slot::Photo,
        Paper::CoverPhoto => Slot::CoverPhoto,
    }
}
