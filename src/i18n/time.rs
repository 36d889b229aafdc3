//! Times and dates as each language writes them; the patterns are messages of their own.

use jiff::Zoned;
use jiff::civil::DateTime;

use super::Language;

impl Language {
    /// Day and minute, without the year.
    #[must_use]
    pub fn time_of(self, at: &Zoned) -> String {
        at.strftime(&*self.t("time-day-minute")).to_string()
    }

    /// The same of a time as sidecars hold it (ISO 8601), as the clock stood there; empty where it is none.
    #[must_use]
    pub fn time_of_stamp(self, at: &str) -> String {
        let local: Option<DateTime> = at.get(..19).and_then(|at| at.parse().ok());
        local.map_or_else(String::new, |local| {
            local.strftime(&*self.t("time-day-minute")).to_string()
        })
    }

    /// Day and minute with the year.
    #[must_use]
    pub fn time_with_year(self, at: &DateTime) -> String {
        at.strftime(&*self.t("time-year-minute")).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_days_its_own_way() {
        let stamp = "2026-03-09T08:05:00+08:00";
        assert_eq!(Language::Chinese.time_of_stamp(stamp), "3月9日 08:05");
        assert_eq!(Language::English.time_of_stamp(stamp), "Mar 9, 08:05");
        assert_eq!(Language::English.time_of_stamp("yesterday"), "");
    }
}
