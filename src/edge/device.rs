//! Devices in the reader's words.

use super::shell::Shell;
use crate::domain::values::device::Device;

/// A browser in words: `Firefox on Windows`.
pub fn device_words(shell: &Shell, user_agent: Option<&str>) -> String {
    let device = Device::claimed(user_agent.unwrap_or_default());
    match (device.browser, device.system) {
        (Some(browser), Some(system)) => {
            shell.t2("account-device", "browser", browser, "system", system)
        }
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => shell.t("account-device-unknown"),
    }
}
