//! One file of a form on its way from the wire to the disk.

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::fs::File;
use tokio::io::{AsyncWriteExt, BufWriter};

use crate::domain::documents::accept::Arrived;
use crate::domain::documents::file_name::FileName;
use crate::domain::documents::slot::Slot;
use crate::edge::error::Failure;
use crate::platform::random;
use crate::platform::storage::Storage;

/// Bytes are gathered to pieces of this size before they go to the disk.
const PIECE: usize = 256 * 1024;

/// A file on its way to the disk. Dropped, it disappears.
pub struct Incoming {
    file: NamedTempFile,
    out: BufWriter<File>,
    digest: Sha256,
    pub size_bytes: u64,
}

impl Incoming {
    /// A new one, without bytes.
    pub async fn open(storage: &Storage) -> Result<Incoming, Failure> {
        let storage = storage.clone();
        let opened = tokio::task::spawn_blocking(move || {
            let file = storage.arriving()?;
            let writer = file.reopen()?;
            std::io::Result::Ok((file, writer))
        });
        let (file, writer) = opened.await.map_err(std::io::Error::other)??;
        let out = BufWriter::with_capacity(PIECE, File::from_std(writer));
        Ok(Incoming {
            file,
            out,
            digest: Sha256::new(),
            size_bytes: 0,
        })
    }

    /// Adds what has come. It is counted and goes into the digest.
    pub async fn write(&mut self, chunk: &[u8]) -> Result<(), Failure> {
        self.digest.update(chunk);
        self.size_bytes += chunk.len() as u64;
        Ok(self.out.write_all(chunk).await?)
    }

    /// Everything has come.
    pub async fn finish(mut self, slot: Slot, file_name: FileName) -> Result<Arrived, Failure> {
        self.out.flush().await?;
        let sha256 = random::to_hex(&self.digest.finalize());
        Ok(Arrived {
            slot,
            file_name,
            file: self.file,
            size_bytes: self.size_bytes,
            sha256,
        })
    }
}
