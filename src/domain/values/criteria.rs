//! What the address of a list says: its parameters, read by one rule for every list.

/// A parameter with its value.
pub type Parameter = (&'static str, String);

/// The name of a parameter that a list does not know, has no such value for, or has had before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown(pub String);

/// Hands the parameters of an address to `one`, in their order. Empty ones count as absent, and
/// only those of `several` may come more than once. Fails at the first that `one` does not
/// understand: a silently full list is worse than a message.
pub fn read<'a>(
    parameters: &'a [(String, String)],
    several: &[&str],
    mut one: impl FnMut(&'a str, &'a str) -> Option<()>,
) -> Result<(), Unknown> {
    let mut once: Vec<&str> = Vec::new();
    for (name, value) in parameters {
        let (name, value) = (name.as_str(), value.trim());
        if value.is_empty() {
            continue;
        }
        let again = once.contains(&name) && !several.contains(&name);
        once.push(name);
        let understood = if again { None } else { one(name, value) };
        understood.ok_or_else(|| Unknown(name.to_owned()))?;
    }
    Ok(())
}

/// Puts a value where there is none yet: a page begins or ends in one place.
pub fn set_once<T>(place: &mut Option<T>, value: T) -> Option<()> {
    let free = place.is_none();
    free.then(|| *place = Some(value))
}

/// Adds a value that is not there yet.
pub fn push<T: PartialEq>(values: &mut Vec<T>, value: T) {
    if !values.contains(&value) {
        values.push(value);
    }
}

/// The parameter of a value, if there is one.
pub fn one<T: ToString>(name: &'static str, value: &Option<T>) -> Option<Parameter> {
    value.as_ref().map(|value| (name, value.to_string()))
}

/// A parameter for each of the values.
pub fn many<T: ToString>(name: &'static str, values: &[T]) -> Vec<Parameter> {
    let values = values.iter();
    values.map(|value| (name, value.to_string())).collect()
}

/// How many lines a page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerPage(u16);

impl Default for PerPage {
    fn default() -> PerPage {
        PerPage(Self::ALL[0])
    }
}

impl PerPage {
    /// The choices; the first if nothing is said.
    pub const ALL: [u16; 3] = [25, 50, 100];

    /// One of the choices.
    pub fn parse(typed: &str) -> Option<PerPage> {
        let lines: u16 = typed.parse().ok()?;
        Self::ALL.contains(&lines).then_some(PerPage(lines))
    }

    /// How many lines.
    pub fn lines(self) -> u64 {
        self.0.into()
    }

    /// Whether it is this choice.
    pub fn is(self, lines: u16) -> bool {
        self.0 == lines
    }

    /// How it stands in an address: not at all when nothing need be said.
    pub fn parameter(self) -> Option<Parameter> {
        (self != PerPage::default()).then(|| ("per_page", self.0.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn each_comes_once_but_those_that_may_come_often() {
        let asked = |pairs: &[(&str, &str)]| {
            let parameters = parameters(pairs);
            let mut understood = Vec::new();
            let read = read(&parameters, &["tag"], |name, value| {
                understood.push(format!("{name}={value}"));
                (name != "page").then_some(())
            });
            read.map(|()| understood.join("&"))
        };
        let read = |text: &str| Ok(text.to_owned());
        let unknown = |name: &str| Err(Unknown(name.to_owned()));
        assert_eq!(asked(&[]), read(""));
        assert_eq!(asked(&[("q", " anna "), ("q", " ")]), read("q=anna"));
        assert_eq!(asked(&[("q", "anna"), ("q", "anna")]), unknown("q"));
        assert_eq!(asked(&[("tag", "a"), ("tag", "b")]), read("tag=a&tag=b"));
        assert_eq!(asked(&[("tag", "a"), ("page", "2")]), unknown("page"));
    }

    #[test]
    fn a_place_is_set_once_and_a_value_added_once() {
        let mut place = None;
        assert_eq!(set_once(&mut place, 1), Some(()));
        assert_eq!((set_once(&mut place, 2), place), (None, Some(1)));
        let mut values = vec![1];
        push(&mut values, 1);
        push(&mut values, 2);
        assert_eq!(values, [1, 2]);
    }

    #[test]
    fn a_page_has_one_of_three_lengths() {
        for (typed, lines) in [("25", 25), ("50", 50), ("100", 100)] {
            assert_eq!(PerPage::parse(typed).map(PerPage::lines), Some(lines));
        }
        for typed in ["", "0", "24", "26", "101", "-25", "65561", "x"] {
            assert_eq!(PerPage::parse(typed), None);
        }
        assert_eq!(PerPage::default().parameter(), None);
        let fifty = PerPage::parse("50").and_then(PerPage::parameter);
        assert_eq!(fifty, Some(("per_page", "50".to_owned())));
    }
}
