//! 批阅 (Piyue), the program: see [`piyue`] for the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    piyue::cli::run(std::env::args_os())
}
