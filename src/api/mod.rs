//! JSON for machines: the API, under `/api/v2` and, because its published reference mixes both,
//! under `/v2`.

pub mod asked;
pub mod routes;
pub mod users;
