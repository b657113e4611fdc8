//! Whoever has to show first who they are comes back to a page that can be opened.

use std::collections::BTreeSet;

use countersign::edge::paths::{instead_of, page_of_form};

use super::table;

/// They end what there would be to come back to, or no form is sent to them.
const NO_FORM: [&str; 2] = ["/logout", "/requests/{id}/presence"];

#[test]
fn every_form_has_a_page_that_can_be_opened() {
    let pages = table().filter(|(method, _, _)| *method == "GET");
    let pages: BTreeSet<&str> = pages.map(|(_, path, _)| *path).collect();
    let forms = table().filter(|(method, _, _)| *method == "POST");
    for (_, path, _) in forms.filter(|(_, path, _)| !NO_FORM.contains(path)) {
        let instead = instead_of(path);
        assert_eq!(
            instead.is_none(),
            pages.contains(path),
            "{path}: {instead:?}"
        );
        for page in [instead, page_of_form(path)].into_iter().flatten() {
            assert!(pages.contains(page.as_str()), "{path}: {page} is no page");
        }
    }
    for page in pages {
        assert_eq!(instead_of(page), None, "{page} can be opened itself");
    }
}
