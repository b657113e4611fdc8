//! The kinds of reasons for rejecting a request, and the reasons, of a new installation.

use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::SchemaManager;

/// 21 November 2026, midnight UTC, in milliseconds.
const WRITTEN_AT: i64 = 1_795_219_200_000;

/// Writes them into tables that were just made, so that the first of each has the id 1.
pub async fn fill(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut types = Query::insert()
        .into_table(Alias::new("resolution_types"))
        .columns(["key", "name", "active", "created_at", "updated_at"].map(Alias::new))
        .to_owned();
    let mut resolutions = Query::insert()
        .into_table(Alias::new("resolutions"))
        .columns(COLUMNS.map(Alias::new))
        .to_owned();
    for (index, kind) in TYPES.iter().enumerate() {
        let row = [kind.key, kind.name].map(Expr::value).into_iter();
        let rest = [
            Expr::value(true),
            Expr::value(WRITTEN_AT),
            Expr::value(WRITTEN_AT),
        ];
        types.values_panic(row.chain(rest));
        for reason in kind.reasons {
            let texts = [reason.key, reason.name].into_iter().chain(reason.letters);
            let mut row = vec![
                Expr::value(i64::try_from(index + 1).unwrap_or_default()),
                Expr::value(true),
                Expr::value(WRITTEN_AT),
                Expr::value(WRITTEN_AT),
            ];
            row.extend(texts.map(Expr::value));
            resolutions.values_panic(row);
        }
    }
    let db = manager.get_connection();
    db.execute(&types).await?;
    db.execute(&resolutions).await?;
    Ok(())
}

const COLUMNS: [&str; 9] = [
    "type_id",
    "active",
    "created_at",
    "updated_at",
    "key",
    "name",
    "letter_en",
    "letter_de",
    "letter_ar",
];

struct Kind {
    key: &'static str,
    name: &'static str,
    reasons: &'static [Reason],
}

struct Reason {
    key: &'static str,
    name: &'static str,
    /// English, German, Arabic.
    letters: [&'static str; 3],
}

const TYPES: [Kind; 7] = [
    Kind {
        key: "document-rejected",
        name: "Document rejected",
        reasons: &[
            Reason {
                key: "document-unreadable",
                name: "Unreadable or incomplete",
                letters: [
                    "The document cannot be read, or a part of it is missing. Please send it again, complete and well lit.",
                    "Das Dokument ist nicht lesbar oder unvollständig. Bitte senden Sie es vollständig und gut ausgeleuchtet noch einmal.",
                    "المستند غير مقروء أو ناقص. يُرجى إرساله من جديد كاملاً وفي إضاءة جيدة.",
                ],
            },
            Reason {
                key: "document-expired",
                name: "No longer valid",
                letters: [
                    "The document is no longer valid. Please send one that is.",
                    "Das Dokument ist nicht mehr gültig. Bitte senden Sie uns ein gültiges.",
                    "لم يعد المستند ساري المفعول. يُرجى إرسال مستند ساري المفعول.",
                ],
            },
            Reason {
                key: "document-not-yours",
                name: "Name does not match",
                letters: [
                    "The name in the document is not the name in your account. Please send a document in your own name.",
                    "Der Name im Dokument ist nicht der Name in Ihrem Konto. Bitte senden Sie uns ein Dokument auf Ihren Namen.",
                    "الاسم الوارد في المستند ليس الاسم المسجّل في حسابك. يُرجى إرسال مستند باسمك.",
                ],
            },
        ],
    },
    Kind {
        key: "withdrawal-rejected",
        name: "Withdrawal rejected",
        reasons: &[
            Reason {
                key: "withdrawal-not-verified",
                name: "Verification not complete",
                letters: [
                    "Before money can be withdrawn, your verification has to be complete. Please sign in and complete it, then ask again.",
                    "Bevor Geld ausgezahlt werden kann, muss Ihre Prüfung abgeschlossen sein. Bitte melden Sie sich an, schließen Sie sie ab und beantragen Sie die Auszahlung dann erneut.",
                    "يجب إتمام التحقق من هويتك قبل سحب الأموال. يُرجى تسجيل الدخول وإتمامه ثم تقديم الطلب من جديد.",
                ],
            },
            Reason {
                key: "withdrawal-destination",
                name: "Destination wrong or not the customer's",
                letters: [
                    "We can only pay out to an account or a wallet of your own, and its details must be right. Please check them and ask again.",
                    "Wir können nur auf ein eigenes Konto oder in eine eigene Wallet auszahlen, und deren Angaben müssen stimmen. Bitte prüfen Sie sie und beantragen Sie die Auszahlung erneut.",
                    "لا يمكننا الدفع إلا إلى حساب أو محفظة باسمك، ويجب أن تكون بياناتها صحيحة. يُرجى التحقق منها وتقديم الطلب من جديد.",
                ],
            },
            Reason {
                key: "withdrawal-not-covered",
                name: "Not enough money",
                letters: [
                    "There is not enough money on the account for this withdrawal. Please ask for a smaller amount.",
                    "Auf dem Konto ist für diese Auszahlung nicht genug Geld. Bitte beantragen Sie einen kleineren Betrag.",
                    "لا يوجد في الحساب رصيد كافٍ لهذا السحب. يُرجى طلب مبلغ أقل.",
                ],
            },
        ],
    },
    Kind {
        key: "deposit-rejected",
        name: "Deposit rejected",
        reasons: &[
            Reason {
                key: "deposit-not-received",
                name: "Money has not arrived",
                letters: [
                    "The money has not reached us. Please ask your bank or your provider, and send us their confirmation.",
                    "Das Geld ist nicht bei uns eingegangen. Bitte fragen Sie bei Ihrer Bank oder Ihrem Anbieter nach und senden Sie uns deren Bestätigung.",
                    "لم يصلنا المبلغ. يُرجى الاستفسار لدى مصرفك أو مزوّد الخدمة وإرسال تأكيد منه إلينا.",
                ],
            },
            Reason {
                key: "deposit-third-party",
                name: "Paid by somebody else",
                letters: [
                    "The money was sent by somebody else. We can only accept money from an account in your own name; it goes back to its sender.",
                    "Das Geld wurde von jemand anderem gesendet. Wir können nur Geld von einem Konto auf Ihren Namen annehmen; es geht an den Absender zurück.",
                    "أُرسل المبلغ من شخص آخر. لا يمكننا قبول الأموال إلا من حساب باسمك، وسيُعاد المبلغ إلى مرسله.",
                ],
            },
        ],
    },
    Kind {
        key: "transfer-rejected",
        name: "Transfer rejected",
        reasons: &[
            Reason {
                key: "transfer-recipient",
                name: "Recipient cannot be credited",
                letters: [
                    "The account you named cannot receive this transfer. Please check its number and its currency.",
                    "Das genannte Konto kann diese Überweisung nicht empfangen. Bitte prüfen Sie seine Nummer und seine Währung.",
                    "لا يمكن للحساب الذي ذكرته استلام هذا التحويل. يُرجى التحقق من رقمه وعملته.",
                ],
            },
            Reason {
                key: "transfer-not-covered",
                name: "Not enough money",
                letters: [
                    "There is not enough money on the account for this transfer.",
                    "Auf dem Konto ist für diese Überweisung nicht genug Geld.",
                    "لا يوجد في الحساب رصيد كافٍ لهذا التحويل.",
                ],
            },
        ],
    },
    Kind {
        key: "profile-change-rejected",
        name: "Profile change rejected",
        reasons: &[
            Reason {
                key: "profile-proof-missing",
                name: "Proof missing",
                letters: [
                    "We need a document that proves the change, for example a new identity card or a recent bill. Please send it and ask again.",
                    "Wir brauchen ein Dokument, das die Änderung belegt, zum Beispiel einen neuen Ausweis oder eine aktuelle Rechnung. Bitte senden Sie es uns und beantragen Sie die Änderung erneut.",
                    "نحتاج إلى مستند يثبت التغيير، مثل بطاقة هوية جديدة أو فاتورة حديثة. يُرجى إرساله وتقديم الطلب من جديد.",
                ],
            },
            Reason {
                key: "profile-details-wrong",
                name: "Details do not fit",
                letters: [
                    "The details you gave are not complete, or they contradict your documents. Please check them and ask again.",
                    "Ihre Angaben sind unvollständig oder widersprechen Ihren Dokumenten. Bitte prüfen Sie sie und beantragen Sie die Änderung erneut.",
                    "البيانات التي قدمتها ناقصة أو تخالف مستنداتك. يُرجى مراجعتها وتقديم الطلب من جديد.",
                ],
            },
        ],
    },
    Kind {
        key: "account-rejected",
        name: "Account rejected",
        reasons: &[
            Reason {
                key: "account-not-offered",
                name: "Not offered to this customer",
                letters: [
                    "We cannot offer you this kind of account at present.",
                    "Diese Art von Konto können wir Ihnen derzeit nicht anbieten.",
                    "لا يمكننا أن نوفّر لك هذا النوع من الحسابات في الوقت الحالي.",
                ],
            },
            Reason {
                key: "account-money-left",
                name: "Still in use",
                letters: [
                    "There is still money on the account, or something on it is not finished. Please withdraw or transfer the money first.",
                    "Auf dem Konto ist noch Geld oder ein offener Vorgang. Bitte zahlen Sie das Geld zuerst aus oder überweisen Sie es.",
                    "لا يزال في الحساب مال أو عملية لم تكتمل. يُرجى سحب المال أو تحويله أولاً.",
                ],
            },
        ],
    },
    Kind {
        key: "other",
        name: "Other",
        reasons: &[
            Reason {
                key: "other-withdrawn",
                name: "Taken back by the customer",
                letters: [
                    "You have told us that you no longer want this, so we have closed your request.",
                    "Sie haben uns mitgeteilt, dass Sie dies nicht mehr wünschen. Deshalb haben wir Ihren Antrag geschlossen.",
                    "أبلغتنا بأنك لم تعد ترغب في ذلك، ولهذا أغلقنا طلبك.",
                ],
            },
            Reason {
                key: "other-contact-support",
                name: "Other reason",
                letters: [
                    "We cannot do what you asked for. Please contact support; we will gladly explain why.",
                    "Wir können Ihrem Wunsch nicht entsprechen. Bitte wenden Sie sich an den Support; wir erklären Ihnen gern den Grund.",
                    "لا يمكننا تنفيذ ما طلبته. يُرجى التواصل مع الدعم، ويسعدنا أن نوضح لك السبب.",
                ],
            },
        ],
    },
];
