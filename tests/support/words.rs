//! The words of a part of a page, as a person reads them.

use scraper::{ElementRef, Node};

/// What stands in an element, with one space between its words.
pub fn words(element: ElementRef<'_>) -> String {
    let mut words = String::new();
    for node in element.descendants() {
        match node.value() {
            Node::Text(text) => words.extend([text, " "]),
            // A line may break there, but there is no space.
            Node::Element(element) if element.name() == "wbr" => {
                words.truncate(words.trim_end().len());
            }
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
