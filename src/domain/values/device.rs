//! Devices: what a browser calls itself, in two short words.

/// The browser and the system that a user agent names. Only a claim: enough to tell devices apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Device {
    pub browser: Option<&'static str>,
    pub system: Option<&'static str>,
}

/// Browsers by a mark of theirs; most claim to be the ones below them as well.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

const SYSTEMS: [(&str, &str); 6] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

impl std::fmt::Display for Device {
    /// As records keep it, in no language: `Firefox / Linux`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.browser.into_iter().chain(self.system);
        out.write_str(&names.collect::<Vec<_>>().join(" / "))
    }
}

impl Device {
    /// Reads a user agent.
    pub fn claimed(user_agent: &str) -> Device {
        let name = |known: &[(&str, &'static str)]| {
            let found = known.iter().find(|(mark, _)| user_agent.contains(mark));
            found.map(|(_, name)| *name)
        };
        Device {
            browser: name(&BROWSERS),
            system: name(&SYSTEMS),
        }
    }
}
