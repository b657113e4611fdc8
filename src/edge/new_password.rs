//! A new password as a form has it, typed twice: read, and hashed.

use super::error::Failure;
use super::forms::Fields;
use super::shell::Shell;
use super::typed::Typed;
use crate::app::App;
use crate::domain::staff::new_password::NewPassword;
use crate::domain::staff::password::HashError;

/// The fields `password` and `password_again`. `context` holds what others know about its owner.
/// What is wrong with them is put into `typed`, and the answer is `None` then.
pub fn read(
    shell: &Shell,
    fields: &Fields,
    typed: &mut Typed,
    context: &[&str],
) -> Option<NewPassword> {
    match NewPassword::parse(fields.text("password"), context) {
        Err(problem) => {
            typed.refuse("password", shell.t(problem.words_key()));
            None
        }
        Ok(_) if fields.text("password") != fields.text("password_again") => {
            typed.refuse("password_again", shell.t("password-mismatch"));
            None
        }
        Ok(password) => Some(password),
    }
}

/// Its PHC string.
pub async fn hashed(app: &App, password: NewPassword) -> Result<String, Failure> {
    let hash = app.hasher.hash(password.into_secret()).await;
    hash.map_err(|error| match error {
        HashError::Busy => Failure::Unavailable,
        failed @ HashError::Failed(_) => Failure::Internal(failed.into()),
    })
}
