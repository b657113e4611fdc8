//! A part of a page that is drawn once and shown many times.

use std::fmt;

use askama::{FastWritable, Template, Values, filters::HtmlSafe};

/// What a template has made. Templates escape, so it goes into another one as it is.
pub struct Drawn(String);

impl Drawn {
    /// Draws a part of a page.
    pub fn of(part: &impl Template) -> askama::Result<Drawn> {
        part.render().map(Drawn)
    }
}

impl HtmlSafe for Drawn {}

impl FastWritable for Drawn {
    fn write_into(&self, out: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(out.write_str(&self.0)?)
    }
}

impl fmt::Display for Drawn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
