//! Where stored bytes live: a directory that nobody but us may read.

use std::io::Result;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tokio::fs::File;

use super::clock::Timestamp;
use super::random;

/// The directory of stored files, and beside it one for files that are still arriving. Both lie on
/// one file system, so that a file is taken over by renaming it.
#[derive(Clone, Debug)]
pub struct Storage {
    root: PathBuf,
    arriving: PathBuf,
}

/// The name of stored bytes: random, never made from anything a person typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageKey(pub String);

impl Storage {
    /// Opens the directories, making them (mode 0700) where missing.
    pub fn open(root: &Path) -> Result<Storage> {
        let storage = Storage {
            root: root.join("documents"),
            arriving: root.join("arriving"),
        };
        private_directory(&storage.root)?;
        private_directory(&storage.arriving)?;
        Ok(storage)
    }

    /// Removes files that were arriving when an earlier process died. Only the serving process may
    /// call this: beside it, a command's own files may just be arriving.
    pub fn sweep(&self) -> Result<usize> {
        let mut removed = 0;
        for entry in std::fs::read_dir(&self.arriving)? {
            match std::fs::remove_file(entry?.path()) {
                Ok(()) => removed += 1,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => tracing::warn!(%error, "a half-arrived file could not be removed"),
            }
        }
        Ok(removed)
    }

    /// A new file for arriving bytes, mode 0600. It disappears when dropped, unless kept.
    pub fn arriving(&self) -> Result<tempfile::NamedTempFile> {
        tempfile::Builder::new()
            .prefix("upload-")
            .tempfile_in(&self.arriving)
    }

    /// The directory of what disappears, for those who make such files themselves.
    pub fn passing(&self) -> &Path {
        &self.arriving
    }

    /// Takes over an arrived file: its bytes and its name are on the disk when this returns.
    /// Blocks; call it off the runtime.
    pub fn keep(&self, file: tempfile::NamedTempFile) -> Result<StorageKey> {
        let key = StorageKey(random::hex::<16>()?);
        let path = self.path(&key);
        let Some(folder) = path.parent() else {
            return Err(std::io::ErrorKind::InvalidInput.into());
        };
        private_directory(folder)?;
        file.as_file()
            .set_permissions(std::fs::Permissions::from_mode(0o600))?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|failed| failed.error)?;
        std::fs::File::open(folder)?.sync_all()?;
        std::fs::File::open(&self.root)?.sync_all()?;
        Ok(key)
    }

    /// Opens stored bytes for reading. Fails with `NotFound` when they are gone.
    pub async fn read(&self, key: &StorageKey) -> Result<File> {
        File::open(self.path(key)).await
    }

    /// Forgets stored bytes; those already gone are no failure.
    pub fn discard(&self, key: &StorageKey) -> Result<()> {
        match std::fs::remove_file(self.path(key)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Writes, reads back and removes a few bytes: whether storing works right now. Blocks.
    pub fn check(&self) -> Result<()> {
        use std::io::Write;
        let mut file = self.arriving()?;
        file.write_all(b"ready")?;
        file.as_file().sync_all()?;
        file.close()
    }

    /// How many files are still arriving.
    pub fn arriving_count(&self) -> Result<usize> {
        Ok(std::fs::read_dir(&self.arriving)?.count())
    }

    /// The folders of stored files. Blocks.
    pub fn folders(&self) -> Result<Vec<String>> {
        let mut folders = Vec::new();
        for entry in std::fs::read_dir(&self.root)? {
            let name = entry?.file_name().into_string();
            folders.extend(name.ok().filter(|name| name.len() == 2 && is_hex(name)));
        }
        Ok(folders)
    }

    /// The stored files of one folder with when they were last changed. What does not have a name
    /// of ours is left out. Blocks.
    pub fn files_in(&self, folder: &str) -> Result<Vec<(StorageKey, Timestamp)>> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(self.root.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().into_string().unwrap_or_default();
            let metadata = match entry.metadata() {
                Ok(metadata) => metadata,
                // Discarded meanwhile.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            if name.len() == 30 && is_hex(&name) && metadata.is_file() {
                let changed_at = Timestamp::of(metadata.modified()?);
                files.push((StorageKey(format!("{folder}{name}")), changed_at));
            }
        }
        Ok(files)
    }

    fn path(&self, key: &StorageKey) -> PathBuf {
        let (folder, name) = key.0.split_at_checked(2).unwrap_or(("", &key.0));
        self.root.join(folder).join(name)
    }
}

fn is_hex(name: &str) -> bool {
    name.bytes()
        .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

fn private_directory(path: &Path) -> Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}
