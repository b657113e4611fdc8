//! Recovery codes: ten of them, for whoever has lost their app. Only hashes are stored, and each is
//! used once. While they are new they are shown to the session that made them: made from a salt and
//! the key of the installation, so that they stand nowhere.

use std::time::Duration;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QuerySelect};

use super::member;
use super::notice::{Notice, tell};
use super::second_factor;
use super::signed_in::SignedIn;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::domain::values::ids::StaffId;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;
use crate::platform::random;

/// How many there are.
pub const CODES: u64 = 10;

/// For how long new ones are shown.
const SHOWN: Duration = Duration::from_secs(10 * 60);

/// Characters of a code; each is five bits, so a code has eighty (S30).
pub const CHARS: usize = 16;

/// Letters and digits that nobody takes for one another.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A code that was not used yet.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: StaffId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_hash: String,
}

/// Codes stand alone.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Whether a text, in capital letters, has the form of a code.
pub(super) fn looks_like_one(text: &str) -> bool {
    text.len() == CHARS && text.bytes().all(|byte| ALPHABET.contains(&byte))
}

/// Makes new codes in place of all before. The member has a second factor.
pub(super) async fn make(
    txn: &DatabaseTransaction,
    key: &MasterKey,
    actor: &Actor,
    staff: &SignedIn,
) -> Result<(), DbErr> {
    use second_factor::Column as C;
    let salt = random::hex::<16>().map_err(|error| DbErr::Custom(error.to_string()))?;
    forget(txn, staff.id).await?;
    let rows = made_from(key, staff.id, &salt).map(|code| ActiveModel {
        staff_id: Set(staff.id),
        code_hash: Set(hash(key, staff.id, &code)),
    });
    Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    second_factor::Entity::update_many()
        .col_expr(C::CodesSalt, salt.into())
        .col_expr(C::CodesSession, staff.session.id.0.into())
        .col_expr(C::CodesUntil, actor.at.plus(SHOWN).into())
        .filter(C::StaffId.eq(staff.id))
        .exec(txn)
        .await?;
    Ok(())
}

/// Makes new codes for a member who asks for them; those before stop working. `false` without a
/// second factor.
pub async fn renew(
    (db, key): (&Db, &MasterKey),
    actor: &Actor,
    staff: &SignedIn,
) -> Result<bool, DbErr> {
    let txn = db.begin().await?;
    if second_factor::of(&txn, staff.id).await?.is_none() {
        return Ok(false);
    }
    make(&txn, key, actor, staff).await?;
    let subject = Subject::Staff(staff.id);
    let made = NewEntry::done(Action::RecoveryCodesMade, subject, &staff.name);
    entry::record(&txn, actor, made).await?;
    if let Some(member) = member::Entity::find_by_id(staff.id).one(&txn).await? {
        tell(&txn, actor, &member, Notice::RecoveryCodesMade).await?;
    }
    txn.commit().await?;
    Ok(true)
}

/// New codes, as the session that made them is shown them until its member says that they are kept.
pub async fn shown(
    (db, key): (&Db, &MasterKey),
    staff: &SignedIn,
    now: Timestamp,
) -> Result<Option<Vec<String>>, DbErr> {
    let factor = second_factor::of(db.read(), staff.id).await?;
    let salt = factor
        .filter(|one| one.codes_session == Some(staff.session.id))
        .filter(|one| one.codes_until.is_some_and(|until| now < until))
        .and_then(|one| one.codes_salt);
    Ok(salt.map(|salt| {
        made_from(key, staff.id, &salt)
            .map(|code| grouped(&code))
            .collect()
    }))
}

/// The member has kept the codes: nobody is shown them again.
pub async fn kept(db: &Db, staff: &SignedIn) -> Result<(), DbErr> {
    use second_factor::Column as C;
    second_factor::Entity::update_many()
        .col_expr(C::CodesSalt, Expr::value(None::<String>))
        .col_expr(C::CodesSession, Expr::value(None::<i64>))
        .col_expr(C::CodesUntil, Expr::value(None::<i64>))
        .filter(C::StaffId.eq(staff.id))
        .filter(C::CodesSession.eq(staff.session.id))
        .exec(db.write())
        .await?;
    Ok(())
}

/// Uses a code up. However often and at whatever moment it is sent, one use succeeds.
pub(super) async fn spend(
    txn: &DatabaseTransaction,
    key: &MasterKey,
    who: StaffId,
    code: &str,
) -> Result<bool, DbErr> {
    let used = Entity::delete_by_id((who, hash(key, who, code)));
    Ok(used.exec(txn).await?.rows_affected == 1)
}

/// How many are left.
pub async fn left(db: &impl ConnectionTrait, who: StaffId) -> Result<u64, DbErr> {
    let rows = Entity::find().filter(Column::StaffId.eq(who)).limit(CODES);
    Ok(rows.all(db).await?.len() as u64)
}

/// Removes them all.
pub(super) async fn forget(txn: &DatabaseTransaction, who: StaffId) -> Result<(), DbErr> {
    let all = Entity::delete_many().filter(Column::StaffId.eq(who));
    all.exec(txn).await?;
    Ok(())
}

fn hash(key: &MasterKey, who: StaffId, code: &str) -> String {
    let digest = key.sign("recovery code", format!("{who} {code}").as_bytes());
    random::to_hex(&digest)
}

fn made_from(key: &MasterKey, who: StaffId, salt: &str) -> impl Iterator<Item = String> {
    let code = move |nth: u64| {
        let message = format!("{who} {salt} {nth}");
        let digest = key.sign("new recovery code", message.as_bytes());
        // One byte for a letter: eight bits more than it takes, and no bias.
        let letters = digest[..CHARS].iter();
        let letter = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
        letters.map(letter).collect()
    };
    (0..CODES).map(code)
}

/// In groups of four, for people.
fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect();
    groups.join("-")
}
