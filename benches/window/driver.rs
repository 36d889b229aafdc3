//! A window without a display: egui's context, an application, and events as a system would send them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use eframe::App;
use egui::{
    Context, CursorIcon, Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2,
    RawInput, Rect, TouchPhase, Vec2, ViewportId, pos2, vec2,
};

/// How long a screen shows a frame.
const FRAME: Duration = Duration::from_micros(16_667);
/// What a window may ask for by itself before it counts as never coming to rest.
const MOST_FRAMES_TO_REST: usize = 2_000;

/// Of one frame.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// Processor time of the window's thread for taking in what happened, laying out and building shapes: all that it does before the renderer.
    pub own: Duration,
    /// The same by the clock on the wall: with whatever else the machine did meanwhile.
    pub wall: Duration,
    /// Shapes to triangles.
    pub tessellation: Duration,
}

pub struct Window<A> {
    pub app: A,
    ctx: Context,
    frame: eframe::Frame,
    size: Vec2,
    began: Instant,
    n_wakes: Arc<AtomicUsize>,
    /// What the last frame asked for.
    repaint_after: Duration,
    cursor: CursorIcon,
}

impl<A: App> Window<A> {
    pub fn new(build: impl FnOnce(&Context) -> A) -> Self {
        let ctx = Context::default();
        let n_wakes = Arc::new(AtomicUsize::new(0));
        let counter = n_wakes.clone();
        ctx.set_request_repaint_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let app = build(&ctx);
        Self {
            app,
            ctx,
            frame: eframe::Frame::_new_kittest(),
            size: vec2(1920.0, 1080.0),
            began: Instant::now(),
            n_wakes,
            repaint_after: Duration::ZERO,
            cursor: CursorIcon::Default,
        }
    }

    /// One frame with these events.
    pub fn frame(&mut self, events: Vec<Event>) -> Times {
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            max_texture_side: Some(8192),
            time: Some(self.began.elapsed().as_secs_f64()),
            focused: true,
            events,
            ..RawInput::default()
        };
        let viewport = input.viewports.entry(ViewportId::ROOT).or_default();
        viewport.native_pixels_per_point = Some(1.0);
        let Self {
            app, ctx, frame, ..
        } = self;
        let (start, start_own) = (Instant::now(), processor_time());
        let mut output = ctx.run_ui(input, |ui| {
            app.logic(ui.ctx(), frame);
            app.ui(ui, frame);
        });
        let own = processor_time().saturating_sub(start_own);
        let wall = start.elapsed();
        let shapes = std::mem::take(&mut output.shapes);
        let start_own = processor_time();
        std::hint::black_box(ctx.tessellate(shapes, output.pixels_per_point));
        let tessellation = processor_time().saturating_sub(start_own);
        output.textures_delta.clear();
        self.cursor = output.platform_output.cursor_icon;
        let root = &output.viewport_output[&ViewportId::ROOT];
        self.repaint_after = root.repaint_delay;
        Times {
            own,
            wall,
            tessellation,
        }
    }

    /// One frame, and then as much time as a screen leaves until the next.
    pub fn paced_frame(&mut self, events: Vec<Event>) -> Times {
        let start = Instant::now();
        let times = self.frame(events);
        thread::sleep(FRAME.saturating_sub(start.elapsed()));
        times
    }

    /// Frames at a screen's pace until something holds; their times.
    pub fn frames_until(&mut self, mut is_so: impl FnMut(&A) -> bool) -> Vec<Times> {
        let mut frames = Vec::new();
        while !is_so(&self.app) {
            frames.push(self.paced_frame(Vec::new()));
        }
        frames
    }

    /// Frames as the window asks for them until it asks for none; how many.
    pub fn come_to_rest(&mut self) -> usize {
        for n in 0..MOST_FRAMES_TO_REST {
            let n_wakes = self.n_wakes();
            self.paced_frame(Vec::new());
            if self.repaint_after == Duration::MAX && self.n_wakes() == n_wakes {
                return n;
            }
        }
        MOST_FRAMES_TO_REST
    }

    /// How often anything asked for a frame.
    pub fn n_wakes(&self) -> usize {
        self.n_wakes.load(Ordering::Relaxed)
    }

    pub fn resize(&mut self, size: Vec2) {
        self.size = size;
    }

    pub const fn size(&self) -> Vec2 {
        self.size
    }

    /// Whether the pointer, where it is, can move a column's border.
    pub fn is_on_border(&self) -> bool {
        matches!(
            self.cursor,
            CursorIcon::ResizeHorizontal | CursorIcon::ResizeEast | CursorIcon::ResizeWest
        )
    }

    /// A place in the text.
    pub fn in_text(&self) -> Pos2 {
        pos2(700.0, self.size.y / 2.0)
    }
}

/// What this thread has used so far; on systems that do not tell, the time that has passed.
#[cfg(unix)]
fn processor_time() -> Duration {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let (seconds, nanoseconds) = (u64::try_from(used.tv_sec), u32::try_from(used.tv_nsec));
    Duration::new(seconds.unwrap_or(0), nanoseconds.unwrap_or(0))
}

#[cfg(not(unix))]
fn processor_time() -> Duration {
    static BEGAN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    BEGAN.elapsed()
}

pub fn wheel(points: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    }
}

pub const fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    }
}

/// A key pressed and let go.
pub fn key(key: egui::Key, modifiers: Modifiers) -> Vec<Event> {
    let event = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    vec![event(true), event(false)]
}
