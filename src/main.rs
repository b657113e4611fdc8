//! The program: parse the command, call it.

use std::process::ExitCode;

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    small_pages();
    countersign::cli::run()
}

/// Memory is taken in pieces of 4 KiB. The allocator asks Linux for pieces of 2 MiB, of which one
/// in use keeps all: that took half as much memory again, and served no page faster. A kernel
/// without them has nothing to refuse.
fn small_pages() {
    #[cfg(target_os = "linux")]
    let _without = rustix::thread::disable_transparent_huge_pages(true);
}
