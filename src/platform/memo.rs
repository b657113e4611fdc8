//! A few words that outlive the process and are kept apart from the database: a file that is
//! written whole or not at all, and that nobody else can read.

use std::io::{Error, ErrorKind, Result, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// The longest memo, in bytes.
const MOST: u64 = 4096;

/// What is written there; `None` without a file. Fails on one that is no memo.
pub async fn read(path: &Path) -> Result<Option<String>> {
    let size = match tokio::fs::metadata(path).await {
        Ok(file) => file.len(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if size > MOST {
        return Err(Error::new(ErrorKind::InvalidData, "too long"));
    }
    tokio::fs::read_to_string(path).await.map(Some)
}

/// Writes it in place of what is there, on the disk before this returns.
pub async fn write(path: &Path, text: String) -> Result<()> {
    let path = path.to_owned();
    let written = tokio::task::spawn_blocking(move || {
        let folder = path.parent().unwrap_or(Path::new("."));
        // Its mode is 0600.
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&path)?;
        std::fs::File::open(folder)?.sync_all()
    });
    written.await.map_err(Error::other)?
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[tokio::test]
    async fn a_memo_is_read_as_it_was_written_and_by_nobody_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("memo");
        assert_eq!(read(&path).await.expect("nothing yet"), None);
        for text in ["one", "", "another\n"] {
            write(&path, text.to_owned()).await.expect("a memo");
            assert_eq!(read(&path).await.expect("a memo").as_deref(), Some(text));
        }
        let mode = std::fs::metadata(&path)
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        let files = std::fs::read_dir(folder.path()).expect("a folder");
        assert_eq!(files.count(), 1);
    }

    #[tokio::test]
    async fn what_is_no_memo_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("memo");
        for (bytes, fine) in [
            (vec![b'a'; 4096], true),
            (vec![b'a'; 4097], false),
            (vec![0xff], false),
        ] {
            std::fs::write(&path, bytes).expect("a file");
            assert_eq!(read(&path).await.is_ok(), fine);
        }
    }
}
