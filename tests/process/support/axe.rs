//! What stands in the way of people on a page: what axe finds, and what does not fit a narrow window.

use serde_json::{Value, json};

use super::Chromium;

const AXE: &str = include_str!("../../vendor/axe.min.js");

const RUN: &str = "
    const answer = arguments[0];
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }).then(
        (result) => answer(result.violations.flatMap(({ id, nodes }) => nodes.map((node) =>
            `${id}: ${node.html}\\n      ${node.failureSummary.replaceAll('\\n', ' ')}`))),
        (error) => answer([`axe: ${error}`]),
    );";

const OVERFLOW: &str = "
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
    });
    return [`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}: ` +
        wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 160)).join(' | ')];";

/// The barriers of the page at hand, which is called `page`.
pub async fn barriers(chromium: &Chromium, page: &str) -> Vec<String> {
    if chromium.has("[data-pdf]").await {
        let drawn = chromium.find("[data-pdf]").await;
        drawn.scroll_into_view().await.unwrap();
        chromium.find("[data-pdf][data-drawn=true]").await;
    }
    chromium.ask(&format!("{AXE}; return [];")).await;
    let axe = chromium.driver.execute_async(RUN, Vec::new()).await;
    let axe = axe.unwrap_or_else(|error| panic!("axe on {page}: {error}"));
    let mut found = words(axe.json());
    let narrow = json!({ "width": 320, "height": 800, "deviceScaleFactor": 1, "mobile": false });
    let window = "Emulation.setDeviceMetricsOverride";
    chromium.tool(window, narrow).await;
    chromium.wait("innerWidth === 320").await;
    found.extend(words(&chromium.ask(OVERFLOW).await));
    let window = "Emulation.clearDeviceMetricsOverride";
    chromium.tool(window, json!({})).await;
    chromium.settle(page).await;
    found
}

fn words(findings: &Value) -> Vec<String> {
    let findings = findings.as_array().into_iter().flatten();
    let words = findings.filter_map(|finding| finding.as_str());
    words.map(str::to_owned).collect()
}
