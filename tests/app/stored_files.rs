//! What lies on the disk is for the server alone (S70).

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::customers::new_customer;
use crate::hostile_uploads::files::png;
use crate::support::TestApp;

/// Every file and directory below one, with their modes.
fn modes(below: &Path, found: &mut Vec<(String, bool, u32)>) {
    for entry in std::fs::read_dir(below).expect("a directory") {
        let path = entry.expect("an entry").path();
        let about = std::fs::symlink_metadata(&path).expect("metadata");
        let mode = about.permissions().mode() & 0o7777;
        found.push((path.display().to_string(), about.is_dir(), mode));
        if about.is_dir() {
            modes(&path, found);
        }
    }
}

#[actix_web::test]
async fn s70_stored_files_are_for_the_server_alone_and_nothing_runs_them() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    let form = new_customer(&ada).await;
    let form = form.attach("doc_file_1", "passport.png", &png());
    let form = form.attach("selfie_images", "run-me.sh.png", &png());
    assert_eq!(form.submit().await.status, 303);
    let mut found = Vec::new();
    modes(&app.app.config.document_store.join("documents"), &mut found);
    let files = found.iter().filter(|(_, folder, _)| !folder).count();
    assert_eq!(files, 4, "two pictures and their previews: {found:?}");
    for (path, folder, mode) in &found {
        let wanted = if *folder { 0o700 } else { 0o600 };
        assert_eq!(*mode, wanted, "{path}: {mode:o}");
        // Nobody gets at them by an address, whatever it looks like.
        let name = path.rsplit('/').next().expect("a name");
        for address in [
            format!("/documents/{name}"),
            format!("/static/0/{name}"),
            format!("/{name}"),
        ] {
            assert_eq!(ada.get(&address).await.status, 404, "{address}");
        }
    }
}
