//! `countersign journal verify`: what it says of a whole journal, and of one that somebody touched.

use std::time::{Duration, Instant};

use crate::support::database::Database;
use crate::support::{Installation, tell, until};

#[test]
fn s108_the_journal_is_verified_beside_a_running_server_and_a_touched_entry_is_named() {
    let home = Installation::new();
    home.hire();
    home.run(&["demo", "--customers", "40", "--requests", "60"])
        .fine();
    let begun = Instant::now();
    let whole = home.run(&["journal", "verify"]).fine();
    tell("journal verify", begun, &whole);
    let database = Database::of(&home);
    let entries = database.number("SELECT COUNT(*) FROM journal");
    let hash = database
        .texts("SELECT hash FROM journal_chain ORDER BY no DESC LIMIT 1")
        .remove(0);
    assert!(
        entries > 100 && whole.starts_with(&format!("{entries} entries")),
        "{whole}"
    );
    assert!(
        whole.contains(&hash) && whole.contains("not sealed yet"),
        "{whole}"
    );
    assert_eq!(whole.lines().count(), 1, "{whole}");
    {
        let _server = home.serve(&[]);
        until("the server seals", Duration::from_secs(30), || {
            (database.number("SELECT COUNT(*) FROM journal_seals") == 1).then_some(())
        });
        let sealed = home.run(&["journal", "verify"]).fine();
        assert!(
            sealed.contains(&format!("sealed up to entry {entries}")),
            "{sealed}"
        );
    }
    database.change("DROP TRIGGER journal_no_update");
    database.change("UPDATE journal SET outcome = 'refused' WHERE id = 7");
    let broken = home.run(&["journal", "verify"]).refused(1);
    assert!(
        broken.contains("entry 7 of ") && broken.contains("was edited"),
        "{broken}"
    );
}
