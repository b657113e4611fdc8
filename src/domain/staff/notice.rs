//! Mails to members of staff about what concerns their own access.

use sea_orm::{DatabaseTransaction, DbErr, EntityTrait};

use super::member;
use crate::domain::actor::Actor;
use crate::domain::outbox::mail::{NewMail, enqueue};
use crate::domain::outbox::message::Message;
use crate::domain::outbox::wording::Wording;
use crate::domain::values::ids::StaffId;
use crate::domain::values::person::Language;
use crate::platform::locales::Locale;

/// Writes a mail to a member, in their language; `words` are the values that it names beside their
/// name.
pub(super) async fn notify(
    txn: &DatabaseTransaction,
    actor: &Actor,
    who: StaffId,
    message: Message,
    words: &[(&str, &str)],
) -> Result<(), DbErr> {
    let Some(member) = member::Entity::find_by_id(who).one(txn).await? else {
        return Ok(());
    };
    let locale: Locale = member.locale.parse().unwrap_or_default();
    let language = locale.code().parse().unwrap_or(Language::En);
    let words = [&[("name", member.name.as_str())], words].concat();
    let letter = Wording::of(txn, language).await?.letter(message, &words);
    let mail = NewMail {
        message,
        customer: None,
        to_name: member.name.clone(),
        to_address: member.email.clone(),
        language,
        subject: letter.subject,
        body: letter.body,
    };
    enqueue(txn, actor, mail).await?;
    Ok(())
}
