//! The machinery underneath: it knows nothing of our business and never names `domain`.

pub mod clock;
pub mod crypto;
pub mod db;
pub mod formula;
pub mod indexes;
pub mod locales;
pub mod lock;
pub mod mailer;
pub mod memo;
pub mod memory;
pub mod random;
pub mod storage;
