//! The party that passkeys are made for: this installation, by the host name of its public address.

use url::Url;
use webauthn_rs::prelude::{Uuid, Webauthn, WebauthnBuilder};

use super::ceremony;
use crate::domain::values::ids::StaffId;
use crate::platform::crypto::MasterKey;

/// What browsers and devices call us.
const NAME: &str = "Countersign";

/// See the module.
pub struct Party(pub(super) Webauthn);

impl Party {
    /// The party at an address. `None` where the host is a number: browsers make passkeys for
    /// names alone.
    pub fn at(public_url: &Url) -> Option<Party> {
        let host = public_url.domain()?;
        let builder = WebauthnBuilder::new(host, public_url).ok()?;
        let builder = builder.rp_name(NAME).timeout(ceremony::LASTS);
        builder.build().ok().map(Party)
    }
}

/// What devices know a member by: always the same, and it tells nobody anything.
pub(super) fn handle(key: &MasterKey, who: StaffId) -> Uuid {
    let digest = key.sign("passkey owner", who.to_string().as_bytes());
    let mut handle = [0; 16];
    handle.copy_from_slice(&digest[..16]);
    Uuid::from_bytes(handle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_can_be_a_party() {
        let party = |address: &str| Party::at(&address.parse().expect("an address")).is_some();
        assert!(party("https://office.example.com/"));
        assert!(party("http://localhost:8080/"));
        assert!(!party("http://127.0.0.1:8080/"));
        assert!(!party("https://[::1]/"));
    }
}
