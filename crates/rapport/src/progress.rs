//! A progress bar in one line of a terminal, redrawn at most ten times a second.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::language::Language;
use crate::output::Step;

const REDRAW_EVERY: Duration = Duration::from_millis(100);
const BAR_CELLS: u64 = 24;

/// The state of the line.
pub struct Bar {
    language: Language,
    label: String,
    began: Instant,
    drawn: Option<Instant>,
    is_visible: bool,
}

impl Bar {
    /// Nothing shown yet.
    pub fn new(language: Language) -> Self {
        Self { language, label: String::new(), began: Instant::now(), drawn: None, is_visible: false }
    }

    /// Redraws the line when it is time.
    pub fn show(&mut self, step: &Step, terminal: &mut dyn Write) {
        let now = Instant::now();
        if step.label != self.label {
            self.label.clone_from(&step.label);
            self.began = now;
        } else if self.drawn.is_some_and(|at| now - at < REDRAW_EVERY) {
            return;
        }
        self.drawn = Some(now);
        self.is_visible = true;
        let line = line(step, now - self.began, self.language);
        let _ = write!(terminal, "\r\x1b[2K{line}").and_then(|()| terminal.flush());
    }

    /// Removes the line, so that text can stand there.
    pub fn clear(&mut self, terminal: &mut dyn Write) {
        if std::mem::take(&mut self.is_visible) {
            self.drawn = None;
            let _ = write!(terminal, "\r\x1b[2K").and_then(|()| terminal.flush());
        }
    }
}

fn line(step: &Step, elapsed: Duration, language: Language) -> String {
    let rows = language.pick("rows", "行");
    let rate = if elapsed.as_millis() < 200 { String::new() } else { format!(" {}/s", grouped(per_second(step.done, elapsed))) };
    match step.total.filter(|total| *total > 0) {
        Some(total) => {
            let done = step.done.min(total);
            let filled = usize::try_from(done * BAR_CELLS / total).unwrap_or(0);
            let rest = usize::try_from(BAR_CELLS).unwrap_or(0).saturating_sub(filled);
            let percent = done * 100 / total;
            format!(
                "{} [{}{}] {percent:3} % {}/{} {rows}{rate}",
                step.label,
                "#".repeat(filled),
                ".".repeat(rest),
                grouped(done),
                grouped(total)
            )
        }
        None => format!("{} {} {rows}{rate}", step.label, grouped(step.done)),
    }
}

fn per_second(done: u64, elapsed: Duration) -> u64 {
    u64::try_from(u128::from(done) * 1000 / elapsed.as_millis().max(1)).unwrap_or(u64::MAX)
}

/// A number with separators, e.g. `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_share_and_rate() {
        let step = |done, total| Step { label: "reading".to_owned(), done, total };
        let second = Duration::from_secs(1);
        assert_eq!(
            line(&step(50_000, Some(100_000)), second, Language::En),
            "reading [############............]  50 % 50,000/100,000 rows 50,000/s"
        );
        assert_eq!(line(&step(1_234, None), second * 2, Language::Zh), "reading 1,234 行 617/s");
        assert_eq!(line(&step(0, Some(10)), Duration::ZERO, Language::En), "reading [........................]   0 % 0/10 rows");
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
