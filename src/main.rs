//! 批阅 as a program.
fn main() {
    let path = std::env::args_os().nth(1).map(Into::into);
    if let Err(e) = piyue::ui::run(piyue::ui::WindowOptions {
        path,
        ..Default::default()
    }) {
        eprintln!("{e}");
    }
}
