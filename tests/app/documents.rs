//! Documents: kept as they came, shown redrawn, replaced and never lost, and every look recorded.

use countersign::domain::documents::slot::Slot;
use countersign::domain::documents::stored::{self, Model as Document};
use countersign::domain::journal::entry::{self, Subject};
use countersign::domain::journal::reading::{self, Kinds};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::{CustomerId, DocumentId};
use countersign::domain::values::scope::Scope;
use countersign::domain::values::sight::Sight;
use countersign::platform::crypto::sha256_hex;

use crate::hostile_uploads::files::{
    jpeg, jpeg_with_place, pdf, pdf_with_script, picture, png, sized,
};
use crate::on_both_engines;
use crate::support::page::{Filling, Page};
use crate::support::{Browser, TestApp};

const MARIA: CustomerId = CustomerId(1);

/// The form of a new customer, complete but for files.
async fn new_customer(browser: &Browser) -> Filling {
    let form = browser.get("/customers/new").await.form();
    form.set("first_name", "Maria")
        .set("email", "maria@example.com")
        .set("gender", "female")
        .set("country", "DE")
        .set("affiliate_profit_share", "0")
}

/// Creates Maria with these files.
async fn create(browser: &Browser, files: &[(&str, &str, &[u8])]) {
    let form = new_customer(browser).await;
    let answer = attached(form, files).submit().await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// Adds files to Maria.
async fn add(browser: &Browser, files: &[(&str, &str, &[u8])]) -> Page {
    let form = browser.get("/customers/1/edit").await.form();
    attached(form, files).submit().await
}

fn attached(form: Filling, files: &[(&str, &str, &[u8])]) -> Filling {
    files.iter().fold(form, |form, (slot, name, bytes)| {
        form.attach(slot, name, bytes)
    })
}

async fn document(app: &TestApp, id: i64) -> Document {
    let found = stored::find(
        app.app.db.read(),
        (&Scope::All, &Sight::Clear),
        DocumentId(id),
    )
    .await
    .expect("an answer");
    found.expect("a document")
}

/// What the journal says about Maria's documents, oldest first: action, file, digest.
async fn told(app: &TestApp) -> Vec<(String, String, String)> {
    let entries = reading::about(
        app.app.db.read(),
        Subject::Customer(MARIA),
        Kinds::ChangesAndLooks,
        None,
    )
    .await
    .expect("entries");
    let of_documents = |entry: &&entry::Model| entry.action.starts_with("customer.document");
    let tell = |entry: &entry::Model| {
        let mut after = entry
            .changes()
            .into_iter()
            .map(|change| change.after.unwrap_or_default());
        let (file, digest) = (
            after.next().unwrap_or_default(),
            after.next().unwrap_or_default(),
        );
        (entry.action.replace("customer.document-", ""), file, digest)
    };
    entries
        .entries
        .iter()
        .filter(of_documents)
        .rev()
        .map(tell)
        .collect()
}

fn stored_files(app: &TestApp) -> usize {
    let folders = std::fs::read_dir(app.app.config.document_store.join("documents"));
    let count =
        |folder: std::fs::DirEntry| std::fs::read_dir(folder.path()).expect("a folder").count();
    folders
        .expect("the store")
        .map(|folder| count(folder.expect("a folder")))
        .sum()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|here| here == part)
}

on_both_engines! {
    async fn a_replaced_file_stays_as_an_earlier_version(app) {
        let ada = app.administrator().await;
        let (first, second) = (jpeg(), sized(image::ImageFormat::Png, 90, 30));
        create(&ada, &[("doc_file_1", "passport.jpg", &first)]).await;
        assert_eq!(add(&ada, &[("doc_file_1", "new passport.png", &second)]).await.status, 303);

        let all = stored::of_customer(app.app.db.read(), &Sight::Clear, MARIA).await.expect("documents");
        let current: Vec<_> = all.current(Slot::DocFile1).collect();
        let earlier: Vec<_> = all.earlier(Slot::DocFile1).collect();
        assert_eq!((current.len(), earlier.len()), (1, 1));
        assert_eq!((current[0].version, earlier[0].version), (2, 1));
        assert_eq!(earlier[0].replaced_by.as_deref(), Some("administrators"));
        assert_eq!(earlier[0].replaced_at, Some(current[0].uploaded_at));
        for (document, bytes) in [(earlier[0], &first), (current[0], &second)] {
            assert_eq!(document.sha256, sha256_hex(bytes));
            let original = ada.get(&format!("/documents/{}/original", document.id)).await;
            assert_eq!(&original.body, bytes, "the bytes as they came");
        }
        let digests = [sha256_hex(&first), sha256_hex(&second)];
        let expected = [
            ("added", "passport.jpg", &digests[0]),
            ("replaced", "new passport.png", &digests[1]),
            ("downloaded", "passport.jpg", &digests[0]),
            ("downloaded", "new passport.png", &digests[1]),
        ];
        let expected = expected.map(|(what, file, digest)| (what.to_owned(), file.to_owned(), digest.clone()));
        assert_eq!(told(&app).await, expected);

        let page = ada.get("/documents/1").await;
        assert!(page.text().contains("Replaced") && page.text().contains("new passport.png"));
        let page = ada.get("/documents/2").await;
        assert!(page.text().contains("Earlier versions") && page.text().contains("passport.jpg"));
        assert!(page.text().contains(&digests[1]));
    }

    async fn selfies_join_each_other_up_to_six(app) {
        let ada = app.administrator().await;
        let picture = jpeg();
        let three: [(&str, &str, &[u8]); 3] = [("selfie_images", "a.jpg", &picture); 3];
        create(&ada, &three).await;
        assert_eq!(add(&ada, &three).await.status, 303);
        let answer = add(&ada, &three[..1]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.errors().iter().any(|line| line.contains("Only 6 files fit here")));
        let all = stored::of_customer(app.app.db.read(), &Sight::Clear, MARIA).await.expect("documents");
        assert_eq!(all.current(Slot::SelfieImages).count(), 6);
        assert_eq!(all.earlier(Slot::SelfieImages).count(), 0);
        assert_eq!(stored_files(&app), 12, "six files and their previews");
        assert_eq!(app.app.storage.arriving_count().expect("a folder"), 0);
    }

    async fn a_form_that_is_not_saved_keeps_no_bytes(app) {
        let ada = app.administrator().await;
        create(&ada, &[]).await;
        let taken = new_customer(&ada).await.attach("photo", "a.jpg", &jpeg()).submit().await;
        assert_eq!(taken.status, 422, "the address is taken");
        let stale = ada.get("/customers/1/edit").await.form();
        let renamed = stale.clone().set("last_name", "Silva").submit().await;
        assert_eq!(renamed.status, 303);
        let stale = stale.set("last_name", "Souza").attach("photo", "a.jpg", &jpeg());
        assert_eq!(stale.submit().await.status, 409);
        assert_eq!(stored_files(&app), 0);
        assert_eq!(app.app.storage.arriving_count().expect("a folder"), 0);
        assert!(told(&app).await.is_empty());
    }

    async fn every_look_is_recorded_once_before_anything_is_shown(app) {
        let ada = app.administrator().await;
        create(&ada, &[("doc_file_1", "a.jpg", &jpeg()), ("address_file", "b.pdf", &pdf())]).await;
        let before = told(&app).await.len();
        for (path, recorded) in [
            ("/documents/1", Some("viewed")),
            ("/documents/1/preview", Some("viewed")),
            ("/documents/1/original", Some("downloaded")),
            ("/documents/2", Some("viewed")),
            ("/documents/2/original", Some("downloaded")),
            ("/documents/2/preview", None),
            ("/documents/3", None),
        ] {
            let earlier = told(&app).await.len();
            ada.head(path).await;
            assert_eq!(told(&app).await.len(), earlier, "HEAD {path} shows nothing");
            let status = ada.get(path).await.status;
            let now = told(&app).await;
            assert_eq!(status, if recorded.is_some() { 200 } else { 404 }, "{path}");
            assert_eq!(now[earlier..].iter().map(|(what, _, _)| what.as_str()).collect::<Vec<_>>(),
                recorded.into_iter().collect::<Vec<_>>(), "{path}");
        }
        assert_eq!(told(&app).await.len(), before + 5);
        let past = ada.clone().with_header("range", "bytes=999999-");
        assert_eq!(past.get("/documents/1/original").await.status, 416);
        assert_eq!(told(&app).await.len(), before + 5, "nothing was handed out");
    }
}

#[actix_web::test]
async fn a_preview_is_upright_and_tells_nothing_of_the_place() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    let bytes = jpeg_with_place();
    assert!(has(&bytes, b"GPSLatitude"));
    create(&ada, &[("selfie_images", "me.jpg", &bytes)]).await;
    let preview = ada.get("/documents/1/preview").await;
    assert_eq!(
        (preview.status, preview.header("content-type").as_str()),
        (200, "image/jpeg")
    );
    assert!(!has(&preview.body, b"GPS") && !has(&preview.body, b"Exif"));
    let drawn = image::load_from_memory(&preview.body).expect("a picture");
    assert_eq!((drawn.width(), drawn.height()), (48, 64), "turned");
    let document = document(&app, 1).await;
    assert_eq!((document.width, document.height), (Some(48), Some(64)));
    assert_eq!(ada.get("/documents/1/original").await.body, bytes);
}

#[actix_web::test]
async fn bytes_are_sealed() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    let name = "Päss \"1\".webp";
    let escaped = name.replace('"', "\\\"");
    let webp = picture(image::ImageFormat::WebP);
    create(
        &ada,
        &[
            ("photo", &escaped, &webp),
            ("doc_file_2", "b.pdf", &pdf_with_script()),
        ],
    )
    .await;
    assert_eq!(document(&app, 1).await.file_name.as_str(), name);
    let cases = [
        ("/documents/1/preview", "image/jpeg", "inline; "),
        ("/documents/1/original", "image/webp", "attachment; "),
        ("/documents/2/original", "application/pdf", "attachment; "),
    ];
    for (path, kind, disposition) in cases {
        let ranged = ada.clone().with_header("range", "bytes=0-3");
        for answer in [
            ada.get(path).await,
            ada.head(path).await,
            ranged.get(path).await,
        ] {
            assert!(matches!(answer.status, 200 | 206), "{path}");
            assert_eq!(answer.header("content-type"), kind);
            assert!(
                answer
                    .header("content-disposition")
                    .starts_with(disposition)
            );
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert!(
                answer
                    .header("content-security-policy")
                    .contains("default-src 'none'; sandbox")
            );
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
            assert_eq!(answer.header("set-cookie"), "");
        }
    }
    let disposition = ada
        .get("/documents/1/original")
        .await
        .header("content-disposition");
    let expected =
        "attachment; filename=\"P_ss _1_.webp\"; filename*=UTF-8''P%C3%A4ss%20%221%22.webp";
    assert_eq!(disposition, expected);
}

#[actix_web::test]
async fn parts_are_handed_out_one_at_a_time() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    // Larger than one piece of the stream.
    let mut bytes = jpeg();
    bytes.resize(200_000, 0);
    create(&ada, &[("photo", "a.jpg", &bytes)]).await;
    let whole = ada.get("/documents/1/original").await;
    assert_eq!((whole.status, whole.body.len()), (200, 200_000));
    assert_eq!(whole.header("accept-ranges"), "bytes");
    for (asked, status, range, part) in [
        ("bytes=0-0", 206, "bytes 0-0/200000", &bytes[..1]),
        (
            "bytes=65530-140000",
            206,
            "bytes 65530-140000/200000",
            &bytes[65_530..=140_000],
        ),
        (
            "bytes=-5",
            206,
            "bytes 199995-199999/200000",
            &bytes[199_995..],
        ),
        (
            "bytes=199999-",
            206,
            "bytes 199999-199999/200000",
            &bytes[199_999..],
        ),
        ("bytes=200000-", 416, "bytes */200000", &[][..]),
        ("bytes=9-3", 416, "bytes */200000", &[][..]),
        (
            "bytes=99999999999999999999999-",
            416,
            "bytes */200000",
            &[][..],
        ),
        ("bytes=0-1,5-6", 200, "", &bytes[..]),
        ("bytes=x", 200, "", &bytes[..]),
    ] {
        let answer = ada
            .clone()
            .with_header("range", asked)
            .get("/documents/1/original")
            .await;
        assert_eq!(
            (answer.status, answer.header("content-range").as_str()),
            (status, range),
            "{asked}"
        );
        assert_eq!(answer.body, part, "{asked}");
    }
}

#[actix_web::test]
async fn what_proves_something_needs_its_own_permission() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    create(
        &ada,
        &[("doc_file_1", "a.jpg", &jpeg()), ("photo", "b.png", &png())],
    )
    .await;
    for group in [GroupKey::Compliance, GroupKey::Support, GroupKey::Auditor] {
        let member = app.member_of(group).await;
        let may =
            group.allows(countersign::domain::staff::permission::Permission::ViewVerification);
        let sees =
            group.allows(countersign::domain::staff::permission::Permission::SeePersonalData);
        for end in ["", "/preview", "/original"] {
            // The page says what there is; the bytes are personal data.
            let seen = sees || end.is_empty();
            let proof = member.get(&format!("/documents/1{end}")).await.status;
            let expected = if may && seen { 200 } else { 403 };
            assert_eq!(proof, expected, "{group:?} {end}");
            let photo = member.get(&format!("/documents/2{end}")).await.status;
            assert_eq!(photo, if seen { 200 } else { 403 }, "{group:?} {end}");
        }
    }
    let stranger = app.stranger();
    for path in [
        "/documents/1",
        "/documents/1/preview",
        "/documents/2/original",
    ] {
        let answer = stranger.get(path).await;
        assert_eq!(answer.status, 303);
        assert!(answer.location().starts_with("/login"));
    }
}

#[actix_web::test]
async fn odd_addresses_lead_nowhere() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    for id in [
        "0",
        "-1",
        "7",
        "x",
        "1.5",
        "99999999999999999999",
        "%00",
        "..%2f..%2fetc%2fpasswd",
    ] {
        for end in ["", "/preview", "/original"] {
            let status = ada.get(&format!("/documents/{id}{end}")).await.status;
            assert!(matches!(status, 400 | 404), "{id}{end}: {status}");
        }
    }
}
