//! Mails as files: for trying things out, and for machines that fetch them.

use std::io::{Error, Result, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::{NotSent, Why};

/// Writes a mail: once its file has its name, it is whole and on the disk. Written again, it takes
/// its own place.
pub(super) async fn send(
    directory: &Path,
    name: String,
    bytes: Vec<u8>,
) -> std::result::Result<(), NotSent> {
    let directory = directory.to_owned();
    off_the_runtime(move || write(&directory, &name, &bytes)).await
}

/// Whether files can be written.
pub(super) async fn check(directory: &Path) -> std::result::Result<(), NotSent> {
    let directory = directory.to_owned();
    off_the_runtime(move || {
        private_directory(&directory)?;
        tempfile::NamedTempFile::new_in(&directory)?.close()
    })
    .await
}

async fn off_the_runtime(
    work: impl FnOnce() -> Result<()> + Send + 'static,
) -> std::result::Result<(), NotSent> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(Error::other)
        .flatten()
        .map_err(|error| NotSent::new(Why::Storage, error))
}

fn write(directory: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    private_directory(directory)?;
    // One name for every try: what a crash leaves half written is written over, not left behind.
    let arriving: PathBuf = directory.join(format!(".{name}.part"));
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&arriving)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&arriving, directory.join(name))?;
    std::fs::File::open(directory)?.sync_all()
}

fn private_directory(path: &Path) -> Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}
