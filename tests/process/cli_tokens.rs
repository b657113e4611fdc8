//! Tokens and address rules, from the machine itself.

use crate::support::Installation;

#[test]
fn tokens_are_made_listed_and_revoked() {
    let home = Installation::new();
    home.hire();
    assert!(home.run(&["token", "list"]).fine().contains("no token"));
    let create = ["token", "create", "--name", "Backup", "--staff"];
    let ada = [&create[..], &["ada@example.com"]].concat();
    let token = home.run(&ada).fine();
    let token = token.trim();
    assert!(
        token.starts_with("cs_") && token.len() == 76,
        "the token and nothing else"
    );
    let list = home.run(&["token", "list"]).fine();
    assert!(
        list.contains(&token[..11]) && !list.contains(token),
        "{list}"
    );
    assert!(list.contains("ada@example.com\tBackup\t"), "{list}");
    for days in ["0", "366", "soon"] {
        let odd = [&ada[..], &["--expires", days]].concat();
        home.run(&odd).refused(2);
    }
    let nobody = [&create[..], &["nobody@example.com"]].concat();
    home.run(&nobody).refused(1);
    home.run(&["token", "revoke", "1"]).fine();
    home.run(&["token", "revoke", "1"]).refused(1);
    home.run(&["token", "revoke", "x"]).refused(2);
    assert!(home.run(&["token", "list"]).fine().contains("no token"));
}

#[test]
fn rules_that_are_not_there_are_not_ended() {
    let home = Installation::new();
    let list = home.run(&["address-rules", "list"]).fine();
    assert!(list.contains("everybody may come from anywhere"), "{list}");
    home.run(&["address-rules", "end", "1"]).refused(1);
}
