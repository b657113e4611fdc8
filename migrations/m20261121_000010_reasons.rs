//! The reasons that a new installation starts with. One that is there already stays as it is.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut insert = Query::insert()
            .into_table(Alias::new("review_reasons"))
            .columns(COLUMNS.map(Alias::new))
            .to_owned();
        for reason in REASONS {
            let texts = reason.names.into_iter().chain(reason.letters);
            let mut row = vec![
                Expr::value(reason.code),
                Expr::value(reason.step),
                Expr::value(reason.for_ask_again),
                Expr::value(true),
                Expr::value(true),
                Expr::value(WRITTEN_AT),
                Expr::value(WRITTEN_AT),
            ];
            row.extend(texts.map(Expr::value));
            insert.values_panic(row);
        }
        let known = OnConflict::column(Alias::new("code"))
            .do_nothing()
            .to_owned();
        insert.on_conflict(known);
        manager.get_connection().execute(&insert).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let untouched = Query::delete()
            .from_table(Alias::new("review_reasons"))
            .and_where(Expr::col(Alias::new("code")).is_in(REASONS.map(|reason| reason.code)))
            .and_where(Expr::col(Alias::new("version")).eq(1_i64))
            .to_owned();
        manager.get_connection().execute(&untouched).await?;
        Ok(())
    }
}

/// 21 November 2026, midnight UTC, in milliseconds.
const WRITTEN_AT: i64 = 1_795_219_200_000;

const COLUMNS: [&str; 13] = [
    "code",
    "step",
    "for_ask_again",
    "for_reject",
    "active",
    "created_at",
    "updated_at",
    "name_en",
    "name_de",
    "name_ar",
    "letter_en",
    "letter_de",
    "letter_ar",
];

/// Every one of them may be given for a rejection.
struct Reason {
    code: &'static str,
    /// `files` stands for the steps that files prove, `None` for every step.
    step: Option<&'static str>,
    for_ask_again: bool,
    /// English, German, Arabic.
    names: [&'static str; 3],
    letters: [&'static str; 3],
}

const REASONS: [Reason; 14] = [
    Reason {
        code: "unreadable",
        step: Some("files"),
        for_ask_again: true,
        names: [
            "Blurry or unreadable",
            "Unscharf oder unlesbar",
            "غير واضح أو غير مقروء",
        ],
        letters: [
            "The picture is blurred or too dark, so we could not read it. Please take a new one in good light, hold the camera still, and check that every word can be read.",
            "Das Bild ist unscharf oder zu dunkel, deshalb konnten wir es nicht lesen. Bitte nehmen Sie bei gutem Licht ein neues auf, halten Sie die Kamera ruhig und prüfen Sie, ob jedes Wort lesbar ist.",
            "الصورة غير واضحة أو معتمة، فلم نتمكن من قراءتها. يُرجى التقاط صورة جديدة في إضاءة جيدة مع تثبيت الكاميرا، والتأكد من أن كل كلمة مقروءة.",
        ],
    },
    Reason {
        code: "expired",
        step: Some("document"),
        for_ask_again: true,
        names: ["Expired", "Abgelaufen", "منتهي الصلاحية"],
        letters: [
            "The document has expired. Please send one that is still valid.",
            "Das Dokument ist abgelaufen. Bitte senden Sie uns eines, das noch gültig ist.",
            "انتهت صلاحية المستند. يُرجى إرسال مستند ساري المفعول.",
        ],
    },
    Reason {
        code: "side-missing",
        step: Some("files"),
        for_ask_again: true,
        names: ["Page or side missing", "Seite fehlt", "صفحة أو وجه ناقص"],
        letters: [
            "A page or a side is missing. Please send every page, and of a card both the front and the back.",
            "Es fehlt eine Seite. Bitte senden Sie uns alle Seiten, bei einer Karte Vorder- und Rückseite.",
            "هناك صفحة أو وجه ناقص. يُرجى إرسال جميع الصفحات، وإذا كان المستند بطاقة فأرسل الوجهين الأمامي والخلفي.",
        ],
    },
    Reason {
        code: "cut-off",
        step: Some("files"),
        for_ask_again: true,
        names: ["Cut off", "Abgeschnitten", "مقصوص"],
        letters: [
            "Part of it is cut off or covered. Please take the picture again so that all four corners can be seen and nothing lies on top.",
            "Ein Teil ist abgeschnitten oder verdeckt. Bitte nehmen Sie das Bild noch einmal so auf, dass alle vier Ecken zu sehen sind und nichts darauf liegt.",
            "جزء من المستند مقصوص أو مغطى. يُرجى إعادة التصوير بحيث تظهر الزوايا الأربع كلها ولا يغطيها شيء.",
        ],
    },
    Reason {
        code: "wrong-kind",
        step: Some("files"),
        for_ask_again: true,
        names: [
            "Wrong kind of document",
            "Falsche Art von Dokument",
            "نوع مستند غير مقبول",
        ],
        letters: [
            "We cannot accept this kind of document here. Please look at the list of documents we accept and send one of those.",
            "Diese Art von Dokument können wir hier nicht annehmen. Bitte sehen Sie nach, welche Dokumente wir annehmen, und senden Sie uns eines davon.",
            "لا يمكننا قبول هذا النوع من المستندات هنا. يُرجى الاطلاع على قائمة المستندات المقبولة وإرسال واحد منها.",
        ],
    },
    Reason {
        code: "name-mismatch",
        step: Some("files"),
        for_ask_again: true,
        names: [
            "Name does not match",
            "Name stimmt nicht überein",
            "الاسم غير مطابق",
        ],
        letters: [
            "The name does not match the name in your account. Please send a document in your own name, or correct the name in your account first.",
            "Der Name stimmt nicht mit dem Namen in Ihrem Konto überein. Bitte senden Sie uns ein Dokument auf Ihren Namen oder berichtigen Sie zuerst den Namen in Ihrem Konto.",
            "الاسم لا يطابق الاسم المسجّل في حسابك. يُرجى إرسال مستند باسمك، أو تصحيح الاسم في حسابك أولاً.",
        ],
    },
    Reason {
        code: "birth-date-mismatch",
        step: Some("document"),
        for_ask_again: true,
        names: [
            "Date of birth does not match",
            "Geburtsdatum stimmt nicht überein",
            "تاريخ الميلاد غير مطابق",
        ],
        letters: [
            "The date of birth does not match the one in your account. Please correct it in your account, or send the right document.",
            "Das Geburtsdatum stimmt nicht mit dem in Ihrem Konto überein. Bitte berichtigen Sie es in Ihrem Konto oder senden Sie uns das richtige Dokument.",
            "تاريخ الميلاد لا يطابق التاريخ المسجّل في حسابك. يُرجى تصحيحه في حسابك أو إرسال المستند الصحيح.",
        ],
    },
    Reason {
        code: "address-mismatch",
        step: Some("address"),
        for_ask_again: true,
        names: [
            "Address does not match, or older than 3 months",
            "Adresse stimmt nicht überein oder Nachweis älter als 3 Monate",
            "العنوان غير مطابق أو المستند أقدم من 3 أشهر",
        ],
        letters: [
            "The proof of address shows another address than your account, or it is older than three months. Please send a bill or an official letter from the last three months that shows your name and your present address.",
            "Der Adressnachweis zeigt eine andere Adresse als Ihr Konto oder ist älter als drei Monate. Bitte senden Sie uns eine Rechnung oder ein amtliches Schreiben aus den letzten drei Monaten mit Ihrem Namen und Ihrer jetzigen Adresse.",
            "إثبات العنوان يحمل عنواناً مختلفاً عن عنوان حسابك، أو مضى عليه أكثر من ثلاثة أشهر. يُرجى إرسال فاتورة أو خطاب رسمي من الأشهر الثلاثة الأخيرة يظهر فيه اسمك وعنوانك الحالي.",
        ],
    },
    Reason {
        code: "face-not-recognisable",
        step: Some("selfie"),
        for_ask_again: true,
        names: [
            "Face not recognisable, or selfie without the document",
            "Gesicht nicht erkennbar oder Selfie ohne Dokument",
            "الوجه غير واضح أو الصورة الذاتية بلا مستند",
        ],
        letters: [
            "We could not recognise your face, or the document is not in the picture. Please take a new selfie in good light, without sunglasses or hat, and hold your document beside your face.",
            "Wir konnten Ihr Gesicht nicht erkennen oder das Dokument fehlt auf dem Bild. Bitte nehmen Sie bei gutem Licht ein neues Selfie auf, ohne Sonnenbrille und Hut, und halten Sie Ihr Dokument neben Ihr Gesicht.",
            "لم نتمكن من تمييز وجهك، أو أن المستند غير ظاهر في الصورة. يُرجى التقاط صورة ذاتية جديدة في إضاءة جيدة، من دون نظارات شمسية أو قبعة، مع حمل المستند بجانب وجهك.",
        ],
    },
    Reason {
        code: "password-protected",
        step: Some("files"),
        for_ask_again: true,
        names: [
            "Password-protected file",
            "Passwortgeschützte Datei",
            "ملف محمي بكلمة مرور",
        ],
        letters: [
            "The file is protected by a password, so we cannot open it. Please send it without a password. Do not send us the password.",
            "Die Datei ist mit einem Passwort geschützt, deshalb können wir sie nicht öffnen. Bitte senden Sie sie ohne Passwort. Senden Sie uns das Passwort nicht.",
            "الملف محمي بكلمة مرور فلا يمكننا فتحه. يُرجى إرساله من دون كلمة مرور. لا ترسل إلينا كلمة المرور.",
        ],
    },
    Reason {
        code: "suspected-forgery",
        step: Some("files"),
        for_ask_again: false,
        names: [
            "Suspected forgery",
            "Verdacht auf Fälschung",
            "اشتباه بالتزوير",
        ],
        letters: [
            "We were not able to confirm that the document is genuine. If you think this is a mistake, please contact support.",
            "Wir konnten die Echtheit des Dokuments nicht bestätigen. Wenn Sie das für einen Irrtum halten, wenden Sie sich bitte an den Support.",
            "لم نتمكن من التأكد من صحة المستند. إذا كنت ترى أن هذا خطأ، فيُرجى التواصل مع الدعم.",
        ],
    },
    Reason {
        code: "third-party-document",
        step: Some("files"),
        for_ask_again: false,
        names: [
            "Somebody else’s document",
            "Dokument einer anderen Person",
            "مستند يخص شخصاً آخر",
        ],
        letters: [
            "The document belongs to somebody else. We can only accept documents that are your own.",
            "Das Dokument gehört einer anderen Person. Wir können nur Ihre eigenen Dokumente annehmen.",
            "المستند يخص شخصاً آخر. لا يمكننا قبول إلا المستندات الخاصة بك.",
        ],
    },
    Reason {
        code: "duplicate-account",
        step: None,
        for_ask_again: false,
        names: ["Duplicate account", "Doppeltes Konto", "حساب مكرر"],
        letters: [
            "You already have an account with us, and everybody may have only one. Please use your first account. If you cannot get into it, please contact support.",
            "Sie haben bereits ein Konto bei uns, und jede Person darf nur eines haben. Bitte verwenden Sie Ihr erstes Konto. Wenn Sie keinen Zugang mehr dazu haben, wenden Sie sich bitte an den Support.",
            "لديك حساب لدينا بالفعل، ويُسمح لكل شخص بحساب واحد فقط. يُرجى استخدام حسابك الأول. وإذا تعذّر عليك الدخول إليه، فيُرجى التواصل مع الدعم.",
        ],
    },
    Reason {
        code: "other",
        step: None,
        for_ask_again: true,
        names: ["Other", "Anderer Grund", "سبب آخر"],
        letters: [
            "We could not complete this step. Please contact support; we will gladly explain what is needed.",
            "Wir konnten diesen Schritt nicht abschließen. Bitte wenden Sie sich an den Support; wir erklären Ihnen gern, was noch fehlt.",
            "لم نتمكن من إتمام هذه الخطوة. يُرجى التواصل مع الدعم، ويسعدنا أن نوضح لك المطلوب.",
        ],
    },
];
