//! The program: parse the command, call it.

use std::process::ExitCode;

fn main() -> ExitCode {
    countersign::cli::run()
}
