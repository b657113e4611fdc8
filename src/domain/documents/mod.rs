//! Documents: the files of a customer. Each is examined when it comes in, kept with its earlier
//! versions, and never served as it came except as a download.

pub mod accept;
pub mod batch;
pub mod extent;
pub mod file_name;
pub mod media_type;
pub mod preview;
pub mod refusal;
pub mod size;
pub mod slot;
pub mod stored;
pub mod sweep;
