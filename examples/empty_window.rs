//! A window with the program's typefaces and nothing in it: what the system and the renderer cost before the program does anything.
//!
//! `.ci/measure_window.py` measures the program beside it.

fn main() -> eframe::Result {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("empty")
            .with_inner_size([1920.0, 1080.0]),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "empty",
        options,
        Box::new(|creation| {
            piyue::ui::theme::install(&creation.egui_ctx, piyue::ui::theme::Appearance::Light);
            Ok(Box::new(Empty::default()))
        }),
    )
}

/// So that every frame can be told from the one before.
#[derive(Default)]
struct Empty {
    n_frames: u16,
}

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.n_frames = (self.n_frames + 1) % 500;
        egui::CentralPanel::default().show(ui, |ui| {
            let left = 600.0 + f32::from(self.n_frames);
            let mark = egui::Rect::from_min_size(egui::pos2(left, 100.0), egui::vec2(8.0, 900.0));
            ui.painter().rect_filled(mark, 0.0, egui::Color32::GRAY);
        });
    }
}
