//! Exchange monitors: the rate-monitor sites that send customers.

pub mod monitor;
