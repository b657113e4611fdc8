//! Values: types that can only hold what is allowed. Each is parsed once, at the door.

pub mod amount;
pub mod as_text;
pub mod country;
pub mod criteria;
pub mod device;
pub mod digits;
pub mod email;
pub mod ids;
pub mod mask;
pub mod network;
pub mod networks;
pub mod percent;
pub mod person;
pub mod phone;
pub mod problem;
pub mod scope;
pub mod sight;
pub mod tag;
pub mod text;
pub mod total;
pub mod typed_amount;
pub mod zone;
