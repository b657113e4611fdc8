//! The key of this installation, and what is derived from it: signatures, digests, the cookie key.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;

use aes_gcm::aead::{Aead, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretSlice};
use sha2::{Digest, Sha256, Sha512};

use super::random;

/// The bytes in front of what is encrypted that make every encryption another one.
const NONCE_BYTES: usize = 12;

/// How many random bytes the key file holds (as hexadecimal digits).
const KEY_BYTES: usize = 32;

/// The installation's secret. Every use derives its own key from it, so that no two uses share one.
#[derive(Clone)]
pub struct MasterKey(Arc<SecretSlice<u8>>);

impl MasterKey {
    /// Reads the key file, or writes a new one (mode 0600). Refuses one that others can read.
    pub fn load_or_create(path: &Path) -> Result<MasterKey> {
        match std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
        {
            Ok(mut file) => {
                file.write_all(random::hex::<KEY_BYTES>()?.as_bytes())?;
                file.sync_all()?;
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        MasterKey::load(path)
    }

    /// Reads an existing key file. Fails if others can read it or if it is too short.
    pub fn load(path: &Path) -> Result<MasterKey> {
        let mut file = std::fs::File::open(path)?;
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            let hint = format!(
                "{} can be read by others; run: chmod 600 {0}",
                path.display()
            );
            return Err(Error::new(ErrorKind::PermissionDenied, hint));
        }
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let text = text.trim();
        if text.len() < KEY_BYTES * 2 {
            let hint = format!(
                "{} is too short: a key has {} digits",
                path.display(),
                KEY_BYTES * 2
            );
            return Err(Error::new(ErrorKind::InvalidData, hint));
        }
        Ok(MasterKey(Arc::new(text.as_bytes().to_vec().into())))
    }

    /// A signature of `message`, valid for one `purpose` only.
    pub fn sign(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let mut mac = keyed(self.0.expose_secret());
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(message);
        mac.finalize().into_bytes().into()
    }

    /// Whether `signature` is ours for this purpose and message; takes the same time either way.
    pub fn verify(&self, purpose: &str, message: &[u8], signature: &[u8]) -> bool {
        use subtle::ConstantTimeEq;
        self.sign(purpose, message).ct_eq(signature).into()
    }

    /// Encrypts a secret for one `purpose`; it opens only for the same `whose` (AES-256-GCM). The
    /// answer is plain text.
    pub fn seal(&self, purpose: &str, whose: &str, secret: &[u8]) -> Result<String> {
        let nonce = random::bytes::<NONCE_BYTES>()?;
        let payload = Payload {
            msg: secret,
            aad: whose.as_bytes(),
        };
        let sealed = self.cipher(purpose).encrypt(&Nonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| Error::other("a secret could not be encrypted"))?;
        Ok(STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// What was sealed for the same purpose and `whose`. Fails when the key is another one by now,
    /// or when somebody has changed or moved it.
    pub fn open(&self, purpose: &str, whose: &str, sealed: &str) -> Result<Vec<u8>> {
        let damaged = || Error::new(ErrorKind::InvalidData, "a secret cannot be decrypted");
        let bytes = STANDARD_NO_PAD.decode(sealed).map_err(|_| damaged())?;
        let (nonce, sealed) = bytes
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or_else(damaged)?;
        let payload = Payload {
            msg: sealed,
            aad: whose.as_bytes(),
        };
        let opened = self.cipher(purpose).decrypt(&Nonce::from(*nonce), payload);
        opened.map_err(|_| damaged())
    }

    fn cipher(&self, purpose: &str) -> Aes256Gcm {
        let key = self.sign("encryption", purpose.as_bytes());
        Aes256Gcm::new(&Key::<Aes256Gcm>::from(key))
    }

    /// Sixty-four bytes for the session cookie's own encryption.
    pub fn cookie_key(&self) -> [u8; 64] {
        let mut digest = Sha512::new();
        digest.update(self.sign("session cookie", b""));
        digest.finalize().into()
    }
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    // A hash first: HMAC then takes a key of its own block size and cannot fail.
    Hmac::<Sha256>::new(&{
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        let digest = Sha256::digest(key);
        block[..digest.len()].copy_from_slice(&digest);
        block
    })
}

/// SHA-256 in hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    random::to_hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_the_same_purpose_and_owner_only() {
        let dir = tempfile::tempdir().expect("a directory");
        let key = MasterKey::load_or_create(&dir.path().join("key")).expect("a key");
        let sealed = key.seal("one thing", "7", b"secret").expect("sealed");
        assert!(!sealed.contains("secret"));
        assert_ne!(
            sealed,
            key.seal("one thing", "7", b"secret").expect("sealed")
        );
        assert_eq!(
            key.open("one thing", "7", &sealed).expect("open"),
            b"secret"
        );
        assert!(key.open("one thing", "8", &sealed).is_err());
        assert!(key.open("another", "7", &sealed).is_err());
        assert!(key.open("one thing", "7", &sealed[..20]).is_err());
        assert!(key.open("one thing", "7", "").is_err());
        let other = MasterKey::load_or_create(&dir.path().join("other")).expect("a key");
        assert!(other.open("one thing", "7", &sealed).is_err());
    }
}
