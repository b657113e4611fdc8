//! Requests that accept documents.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Approved, EffectError, refused};
use crate::domain::documents::stored;
use crate::domain::journal::entry::Change;
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
        if !self.actor.judges {
            return Err(refused("effect-documents-not-yours", []));
        }
        // First: who replaces a document waits for the customer.
        let customer = self.customer().await?.customer;
        let found = stored::Entity::find()
            .filter(stored::Column::Id.is_in(ids.iter().copied()))
            .all(self.txn)
            .await?;
        let mut proven: BTreeMap<Step, Vec<Evidence>> = BTreeMap::new();
        let mut files = Vec::new();
        for id in ids {
            let file = found
                .iter()
                .filter(|file| file.customer_id == customer.id)
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
