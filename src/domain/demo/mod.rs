//! Demo data: customers who do not exist, made from a seed, with drawn papers marked SPECIMEN.

pub mod fill;
pub mod people;
pub mod places;
pub mod specimen;
