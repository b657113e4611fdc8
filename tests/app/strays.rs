//! Stored bytes that no document names: what a crash leaves behind goes, everything else stays.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use countersign::domain::documents::sweep::{self, Swept};
use countersign::worker;

use crate::customers::new_customer;
use crate::hostile_uploads::files::png;
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::app::NOW;

/// A file in the store, last changed so long before the story's time.
fn put(app: &TestApp, name: &str, age: Duration) -> PathBuf {
    let folder = app
        .app
        .config
        .document_store
        .join("documents")
        .join(&name[..2]);
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(&name[2..]);
    std::fs::write(&path, "bytes").expect("a file");
    aged(&path, age);
    path
}

fn aged(path: &std::path::Path, age: Duration) {
    let moment = SystemTime::UNIX_EPOCH + Duration::from_millis(NOW.0.unsigned_abs()) - age;
    let file = std::fs::File::options()
        .write(true)
        .open(path)
        .expect("a file");
    file.set_modified(moment).expect("a time");
}

fn stored(app: &TestApp) -> Vec<PathBuf> {
    let root = app.app.config.document_store.join("documents");
    let folders = std::fs::read_dir(root).expect("folders").flatten();
    let files = folders.flat_map(|folder| std::fs::read_dir(folder.path()).expect("files"));
    files.flatten().map(|file| file.path()).collect()
}

async fn swept(app: &TestApp) -> Swept {
    let now = app.app.clock.now();
    sweep::sweep(&app.app.db, &app.app.storage, now)
        .await
        .expect("a sweep")
}

const HOUR: Duration = Duration::from_secs(3600);
const A_LITTLE: Duration = Duration::from_millis(1);

on_both_engines! {
    async fn what_a_crash_left_behind_goes_and_documents_stay(app) {
        let ada = app.administrator().await;
        let form = new_customer(&ada).await.attach("doc_file_1", "passport.png", &png());
        assert_eq!(form.submit().await.status, 303);
        let named = stored(&app);
        assert_eq!(named.len(), 2, "the bytes and the preview");
        named.iter().for_each(|path| aged(path, HOUR * 24));
        let stray = put(&app, &"ab".repeat(16), HOUR + A_LITTLE);
        let beside = put(&app, &"cd".repeat(16), HOUR * 1000);
        let young = put(&app, &"ef".repeat(16), HOUR);
        let foreign = put(&app, "abREADME.txt", HOUR * 1000);
        let arriving = app.app.config.document_store.join("arriving/upload-1");
        std::fs::write(&arriving, "half").expect("a file");
        aged(&arriving, HOUR * 1000);
        assert_eq!(swept(&app).await, Swept::Removed(2));
        assert!(!stray.exists() && !beside.exists());
        assert!(young.exists() && foreign.exists() && arriving.exists());
        assert!(named.iter().all(|path| path.exists()));
        app.app.clock.advance(A_LITTLE);
        worker::sweep_strays(&app.app).await;
        assert!(!young.exists(), "old by now");
        assert_eq!(swept(&app).await, Swept::Removed(0));
        assert_eq!(ada.get("/documents/1/original").await.body, png());
    }

    async fn the_store_of_another_database_is_not_touched(app) {
        let names: Vec<String> = (0..3).map(|number| format!("{number:032x}")).collect();
        names.iter().for_each(|name| _ = put(&app, name, HOUR * 24));
        assert_eq!(swept(&app).await, Swept::Doubtful { strays: 3, named: 0 });
        assert_eq!(stored(&app).len(), 3);
        let ada = app.administrator().await;
        let form = new_customer(&ada).await.attach("doc_file_1", "passport.png", &png());
        assert_eq!(form.submit().await.status, 303);
        stored(&app).iter().for_each(|path| aged(path, HOUR * 24));
        (3..101).for_each(|number| _ = put(&app, &format!("{number:032x}"), HOUR * 24));
        assert_eq!(swept(&app).await, Swept::Doubtful { strays: 101, named: 2 });
        let last = put(&app, &format!("{:032x}", 100), HOUR * 24);
        std::fs::remove_file(last).expect("one less");
        assert_eq!(swept(&app).await, Swept::Removed(100));
        assert_eq!(stored(&app).len(), 2);
    }
}
