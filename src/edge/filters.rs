//! The filters of a list: its address understood, what was typed and is not, and those that are on.

use super::error::Failure;
use super::forms::Fields;
use super::paths::list_of_file;
use super::shell::Shell;
use super::typed::Typed;
use crate::domain::values::criteria::{Parameter, Unknown};

/// What an address says. What was typed into one of the `typed` fields and is not understood goes
/// into the form, with what is `wrong` about it. Fails with what nobody types: unknown names,
/// choices that there are not.
pub fn understood<F>(
    mut parameters: Vec<(String, String)>,
    (form, typed): (&mut Typed, &[&'static str]),
    parse: impl Fn(&[(String, String)]) -> Result<F, Unknown>,
    wrong: impl Fn(&'static str) -> String,
) -> Result<F, Unknown> {
    loop {
        let unknown = match parse(&parameters) {
            Ok(filter) => return Ok(filter),
            Err(unknown) => unknown,
        };
        let field = typed.iter().find(|field| **field == unknown.0);
        let mut values = parameters.iter().filter(|(name, _)| *name == unknown.0);
        let (Some(field), Some((_, value)), None) = (field, values.next(), values.next()) else {
            return Err(unknown);
        };
        form.set(field, value.clone());
        form.refuse(field, wrong(field));
        parameters.retain(|(name, _)| name != field);
    }
}

/// The most characters of an unknown value that are shown.
const SHOWN: usize = 60;

/// What an address is told whose parameter means nothing, and the way to the list without it.
pub fn refused(shell: &Shell, Unknown(parameter): Unknown) -> Failure {
    let words = match parameter.as_str() {
        "after" | "before" => shell.t("error-cursor"),
        _ => match value_of(shell, &parameter) {
            Some(value) => shell.t2(
                "list-unknown-choice",
                "parameter",
                parameter,
                "value",
                value,
            ),
            None => shell.t1("list-unknown-value", "parameter", parameter),
        },
    };
    let list = list_of_file(shell.path()).unwrap_or(shell.path());
    Failure::UnknownFilter {
        words,
        list: list.to_owned(),
    }
}

/// What the address says of a parameter; of several values all of them.
fn value_of(shell: &Shell, parameter: &str) -> Option<String> {
    let fields = Fields::decode(shell.query().as_bytes()).ok()?;
    let values: Vec<&str> = fields.all(parameter).map(str::trim).collect();
    let value: String = values.join(", ").chars().take(SHOWN).collect();
    (!value.is_empty()).then_some(value)
}

/// A filter that is on, and the list without it.
pub struct Chip {
    pub words: String,
    pub without: String,
}

impl Chip {
    /// One for each of the `criteria` among `all` parameters of a list, whose address `path` makes.
    /// `words` has the label and the value of each.
    pub fn each(
        criteria: &[Parameter],
        all: &[Parameter],
        path: impl Fn(&[Parameter]) -> String,
        words: impl Fn(&'static str, &str) -> (String, String),
    ) -> Vec<Chip> {
        let chip = |criterion: &Parameter| {
            let (label, shown) = words(criterion.0, &criterion.1);
            let others = all.iter().filter(|other| *other != criterion);
            let others: Vec<Parameter> = others.cloned().collect();
            Chip {
                words: format!("{label}: {shown}"),
                without: path(&others),
            }
        };
        criteria.iter().map(chip).collect()
    }
}
