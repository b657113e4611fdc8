//! A security key made of software: it signs with ES256 (P-256) and counts its uses.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Where the stories' installation is reached.
pub const ORIGIN: &str = "http://localhost:8080";

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const MADE: u8 = 0x40;

/// See the module. What a story wants to be wrong is changed before it answers.
pub struct Device {
    key: EcdsaKeyPair,
    id: Vec<u8>,
    /// How often it was used; the next use says one more. `None` for one that does not count.
    pub counter: Option<u32>,
    /// The page that it believes to be on.
    pub origin: String,
    /// Whom it believes to sign for.
    pub party: String,
    /// Whether its owner has shown that it is them: a finger, a number.
    pub verifies: bool,
}

fn text(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Device {
    /// A new one.
    pub fn new() -> Device {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &random).expect("a key");
        let mut id = vec![0; 16];
        random.fill(&mut id).expect("an id");
        Device {
            key,
            id,
            counter: Some(0),
            origin: ORIGIN.to_owned(),
            party: "localhost".to_owned(),
            verifies: true,
        }
    }

    /// Another key under the id of this one.
    pub fn impostor(&self) -> Device {
        Device {
            id: self.id.clone(),
            ..Device::new()
        }
    }

    /// Makes a passkey for a challenge, as a script sends it.
    pub fn make(&mut self, challenge: &Value) -> String {
        let said = self.said("webauthn.create", challenge);
        let mut data = self.head(MADE);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("short").to_be_bytes());
        data.extend(&self.id);
        data.extend(self.public_key());
        // {"fmt": "none", "attStmt": {}, "authData": data} in CBOR.
        let mut made = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        made.push(u8::try_from(data.len()).expect("short"));
        made.extend(data);
        let response = json!({ "clientDataJSON": text(said), "attestationObject": text(made) });
        self.credential(response)
    }

    /// Answers a challenge, as a script sends it.
    pub fn answer(&mut self, challenge: &Value) -> String {
        let said = self.said("webauthn.get", challenge);
        let data = self.head(0);
        let signed = [data.clone(), Sha256::digest(&said).to_vec()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed);
        let signature = signature.expect("a signature");
        let response = json!({
            "clientDataJSON": text(said),
            "authenticatorData": text(data),
            "signature": text(signature),
        });
        self.credential(response)
    }

    fn credential(&self, response: Value) -> String {
        let id = text(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }

    fn said(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let challenge = &challenge["publicKey"]["challenge"];
        let said = json!({ "type": kind, "challenge": challenge, "origin": self.origin });
        said.to_string().into_bytes()
    }

    /// Whom it is for, that somebody is there, and the count.
    fn head(&mut self, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let counter = self.counter.as_mut().map_or(0, |count| {
            *count += 1;
            *count
        });
        let mut head = Sha256::digest(&self.party).to_vec();
        head.push(PRESENT | verified | more);
        head.extend(counter.to_be_bytes());
        head
    }

    /// {1: 2, 3: -7, -1: 1, -2: x, -3: y} in CBOR.
    fn public_key(&self) -> Vec<u8> {
        let point = &self.key.public_key().as_ref()[1..];
        let (x, y) = point.split_at(32);
        let mut key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        key.extend(x);
        key.extend(b"\x22\x58\x20");
        key.extend(y);
        key
    }
}
