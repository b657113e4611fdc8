//! Requests that accept documents.

use std::collections::BTreeMap;

use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Approved, EffectError, refused};
use crate::domain::documents::stored;
use crate::domain::journal::entry::Change;
use crate::domain::requests::details::DOCUMENTS;
use crate::domain::values::ids::DocumentId;
use crate::domain::verification::accept::{AcceptError, accept};
use crate::domain::verification::review::Evidence;
use crate::domain::verification::step::Step;

impl Approved<'_> {
    /// Accepts the steps that documents prove; the flags and the progress follow.
    pub(super) async fn accept_documents(
        self,
        ids: &[DocumentId],
    ) -> Result<Vec<Change>, EffectError> {
        if ids.is_empty() {
            return Err(refused("effect-documents-none", []));
        }
        if ids.len() > DOCUMENTS {
            let values = [
                ("count", ids.len().to_string()),
                ("most", DOCUMENTS.to_string()),
            ];
            return Err(refused("effect-documents-many", values));
        }
        if !self.actor.judges {
            return Err(refused("effect-documents-not-yours", []));
        }
        // First: who replaces a document waits for the customer.
        let customer = self.customer().await?.customer;
        let of_theirs = stored::Entity::find().filter(stored::Column::CustomerId.eq(customer.id));
        let current = stored::Column::ReplacedAt.is_null();
        let named = stored::Column::Id.is_in(ids.iter().copied());
        let found = of_theirs.filter(current.or(named)).all(self.txn).await?;
        let mut proven: BTreeMap<Step, Vec<Evidence>> = BTreeMap::new();
        let mut files = Vec::new();
        for id in ids {
            let file = found
                .iter()
                .find(|file| file.id == *id)
                .ok_or_else(|| refused("effect-document-foreign", [("id", id.to_string())]))?;
            let step = self.proved_by(file)?;
            let seen = Evidence::Document {
                id: file.id,
                sha256: file.sha256.clone(),
            };
            let evidence = proven.entry(step).or_default();
            if !evidence.contains(&seen) {
                evidence.push(seen);
                files.push(Change::fact(file.slot.code(), file.file_name.as_str()));
            }
        }
        let of_proven = |file: &&stored::Model| {
            let step = Step::proved_by(file.slot);
            file.is_current() && step.is_some_and(|step| proven.contains_key(&step))
        };
        // Half of a card proves nothing: a reviewer would look at all of it, too.
        if let Some(file) = found
            .iter()
            .filter(of_proven)
            .find(|file| !ids.contains(&file.id))
        {
            let name = file.file_name.to_string();
            return Err(refused("effect-document-missing", [("file", name)]));
        }
        let proven = proven.into_iter().collect();
        let changes = accept(self.txn, self.actor, &customer, proven).await;
        let changes = changes.map_err(|error| match error {
            AcceptError::Decided(step) => {
                refused("effect-step-decided", [("step", step.code().to_owned())])
            }
            AcceptError::Db(error) => error.into(),
        })?;
        files.extend(changes);
        Ok(files)
    }

    /// The step that a document proves, as long as it is the one to look at.
    fn proved_by(self, file: &stored::Model) -> Result<Step, EffectError> {
        let name = || [("file", file.file_name.to_string())];
        if !file.is_current() {
            return Err(refused("effect-document-replaced", name()));
        }
        Step::proved_by(file.slot).ok_or_else(|| refused("effect-document-proves-nothing", name()))
    }
}
