//! Where one thread hashes: argon2id with memory that is used again until it rests.

use std::io;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;

use super::password::{HashError, MAX_BYTES, Verdict};
use crate::platform::random;

/// Stored parameters beyond these are not ours: a row from elsewhere must not take the machine.
const MAX_MEMORY_KIB: u32 = 64 * 1024;
const MAX_PASSES: u32 = 10;
const MAX_LANES: u32 = 4;

/// A hash that no password has: its output was drawn, not computed.
fn dummy(cost: &Params) -> io::Result<PasswordHash> {
    phc(cost, &random::bytes::<16>()?, &random::bytes::<32>()?).map_err(io::Error::other)
}

fn phc(cost: &Params, salt: &[u8], output: &[u8]) -> Result<PasswordHash, HashError> {
    let failed = |error: argon2::password_hash::phc::Error| HashError::Failed(error.to_string());
    let params =
        ParamsString::try_from(cost).map_err(|error| HashError::Failed(error.to_string()))?;
    Ok(PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params,
        salt: Some(Salt::new(salt).map_err(failed)?),
        hash: Some(Output::new(output).map_err(failed)?),
    })
}

/// One thread's workplace: the memory it hashes in.
pub struct Bench {
    cost: Params,
    dummy: PasswordHash,
    blocks: Vec<Block>,
}

impl Bench {
    /// A workplace for hashes of this cost.
    pub fn new(cost: Params) -> io::Result<Bench> {
        Ok(Bench {
            dummy: dummy(&cost)?,
            cost,
            blocks: Vec::new(),
        })
    }

    /// A PHC string for a new password.
    pub fn hash(&mut self, password: &SecretString) -> Result<String, HashError> {
        if password.expose_secret().len() > MAX_BYTES {
            return Err(HashError::Failed("the password is too long".to_owned()));
        }
        let salt = random::bytes::<16>().map_err(|error| HashError::Failed(error.to_string()))?;
        let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
        let cost = self.cost.clone();
        self.compute(&cost, password, &salt, &mut output)?;
        Ok(phc(&cost, &salt, &output)?.to_string())
    }

    /// Whether this is the password of a stored PHC string; see [`Hasher::verify`].
    ///
    /// [`Hasher::verify`]: super::password::Hasher::verify
    pub fn verify(
        &mut self,
        password: &SecretString,
        stored: Option<&str>,
    ) -> Result<Verdict, HashError> {
        let ours = stored
            .and_then(ours)
            .filter(|_| password.expose_secret().len() <= MAX_BYTES);
        let known = ours.is_some();
        let (stored, params) = ours.unwrap_or_else(|| (self.dummy.clone(), self.cost.clone()));
        let (Some(salt), Some(expected)) = (stored.salt, stored.hash) else {
            return Ok(Verdict::Wrong);
        };
        let mut output = [0; Output::MAX_LENGTH];
        let output = &mut output[..expected.len()];
        self.compute(&params, password, &salt, output)?;
        let same = bool::from(output.ct_eq(expected.as_bytes()));
        Ok(if same && known {
            Verdict::Right {
                outdated: self.outdated(&params),
            }
        } else {
            Verdict::Wrong
        })
    }

    /// Gives the memory back: 19 MiB are too much to keep for the next sign-in.
    pub fn rest(&mut self) {
        self.blocks = Vec::new();
    }

    fn compute(
        &mut self,
        params: &Params,
        password: &SecretString,
        salt: &[u8],
        output: &mut [u8],
    ) -> Result<(), HashError> {
        let normal = SecretString::from(password.expose_secret().nfc().collect::<String>());
        let usual = self.cost.block_count();
        let needed = params.block_count();
        if self.blocks.len() < needed {
            self.blocks.resize(needed, Block::default());
        }
        let computed = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
            .hash_password_into_with_memory(
                normal.expose_secret().as_bytes(),
                salt,
                output,
                &mut self.blocks,
            );
        if needed > usual {
            self.blocks.truncate(usual);
            self.blocks.shrink_to_fit();
        }
        computed.map_err(|error| HashError::Failed(error.to_string()))
    }

    fn outdated(&self, stored: &Params) -> bool {
        stored.m_cost() < self.cost.m_cost()
            || stored.t_cost() < self.cost.t_cost()
            || stored.p_cost() < self.cost.p_cost()
    }
}

/// A stored hash of our kind within our limits.
fn ours(stored: &str) -> Option<(PasswordHash, Params)> {
    let hash = PasswordHash::new(stored).ok()?;
    let params = Params::try_from(&hash).ok()?;
    let within = params.m_cost() <= MAX_MEMORY_KIB
        && params.t_cost() <= MAX_PASSES
        && params.p_cost() <= MAX_LANES;
    let argon2id = hash.algorithm == Algorithm::Argon2id.ident()
        && hash.version == Some(Version::V0x13.into());
    let whole = hash.salt.is_some() && hash.hash.is_some_and(|output| output.len() >= 16);
    (within && argon2id && whole).then_some((hash, params))
}
