//! The account that somebody typed at the door, and what records keep of it.

use crate::domain::values::email::Email;

/// Addresses longer than this are not looked at.
const ADDRESS_BYTES: usize = 1024;

/// The account that was meant: case, spaces around it and Unicode forms make no difference. What is
/// too long to be anybody's is nobody's.
pub(super) fn account(typed: &str) -> String {
    if typed.len() > ADDRESS_BYTES {
        return String::new();
    }
    match typed.parse::<Email>() {
        Ok(email) => email.to_string(),
        Err(_) => typed.trim().to_lowercase(),
    }
}

/// An address that a reader of records recognises and a stranger does not: `a•••@example.com`.
/// Whatever is no address may be a password typed into the wrong field, so none of it is kept.
pub(super) fn masked(account: &str) -> String {
    match account.parse::<Email>() {
        Ok(email) => email.masked().to_string(),
        Err(_) => "•••".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_the_same_however_it_is_typed() {
        for typed in ["Ada@Example.com", " ada@example.com ", "ADA@EXAMPLE.COM\t"] {
            assert_eq!(account(typed), "ada@example.com", "{typed}");
        }
        assert_eq!(account(" NOBODY "), "nobody");
    }

    #[test]
    fn records_show_no_whole_address_and_nothing_that_may_be_a_password() {
        assert_eq!(masked("ada@example.com"), "a•••@example.com");
        assert_eq!(masked("correct horse battery"), "•••");
        assert_eq!(masked("p@ssword"), "•••");
        assert_eq!(masked(""), "•••");
    }
}
