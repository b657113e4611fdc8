//! One try at the second step: it is counted as failed before anything is looked at, so that tries
//! in parallel cannot slip through together.

use sea_orm::{DatabaseTransaction, DbErr};

use super::{Completed, ProofError, Way, new_mark, record_entry};
use crate::domain::actor::Actor;
use crate::domain::journal::entry::{Change, NewEntry};
use crate::domain::staff::counters::Counters;
use crate::domain::staff::device::KnownDevice;
use crate::domain::staff::failed_try;
use crate::domain::staff::notice::{Guessed, new_device};
use crate::domain::staff::session;
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::staff::throttle::{self, Counted};
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;

/// A try that has been counted.
pub(in crate::domain::staff) struct Attempt<'a> {
    actor: &'a Actor,
    staff: &'a SignedIn,
    device: Option<KnownDevice>,
    counted: Counted,
}

impl<'a> Attempt<'a> {
    /// Counts a try. Fails when there were too many.
    pub(in crate::domain::staff) async fn begin(
        (db, key): (&Db, &MasterKey),
        actor: &'a Actor,
        staff: &'a SignedIn,
        device_mark: Option<&str>,
    ) -> Result<Attempt<'a>, ProofError> {
        let account = staff.email.as_str();
        let device =
            device_mark.and_then(|mark| KnownDevice::recognise(key, account, mark, actor.at));
        let counters = Counters::of_second_step(key, account, actor.ip, device.as_ref());
        let counters = counters.whose(Some(staff.id));
        let counted = throttle::count(db, &counters, actor.at).await?;
        Ok(Attempt {
            actor,
            staff,
            device,
            counted,
        })
    }

    /// What was given is right: its owner is in, when `txn` commits.
    pub(in crate::domain::staff) async fn succeeds(
        self,
        txn: DatabaseTransaction,
        key: &MasterKey,
        way: Way,
    ) -> Result<Completed, ProofError> {
        let (actor, staff) = (self.actor, self.staff);
        throttle::give_back(&txn, &self.counted).await?;
        session::proved(&txn, staff.session.id, actor.at).await?;
        let session_key = session::renew(&txn, staff.session.id, staff.password_changed_at).await?;
        let session_key = session_key.ok_or(ProofError::Gone)?;
        if self.device.is_none() {
            new_device(&txn, actor, staff.id).await?;
        }
        let way = Change::fact("second_factor", way.code());
        record_entry(&txn, actor, staff, vec![way]).await?;
        txn.commit().await?;
        Ok(Completed {
            session_key,
            device_mark: new_mark(key, staff, actor.at, self.device)?,
        })
    }

    /// It is wrong: `entry` says so.
    pub(in crate::domain::staff) async fn fails(
        &self,
        db: &Db,
        entry: NewEntry,
    ) -> Result<(), DbErr> {
        let guessed = (&self.counted, Guessed::SecondStep);
        failed_try::record(db, self.actor, guessed, entry).await
    }
}
