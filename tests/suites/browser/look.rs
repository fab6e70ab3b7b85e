//! How a page is looked at: how wide the window is, and whether the person likes it light or dark.

use serde_json::json;
use thirtyfour::prelude::*;

/// Width of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// 390 × 844 CSS pixels.
    Phone,
    /// 1280 × 900 CSS pixels.
    Desktop,
}

impl Width {
    /// Width and height in CSS pixels.
    pub(crate) fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (390, 844),
            Self::Desktop => (1280, 900),
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// One way to look at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) width: Width,
    pub(crate) scheme: Scheme,
}

impl Look {
    /// A computer, as most people have it.
    pub(crate) const DESK: Self = Self { width: Width::Desktop, scheme: Scheme::Light };
    /// A phone at night.
    pub(crate) const NIGHT: Self = Self { width: Width::Phone, scheme: Scheme::Dark };
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [
        Self { width: Width::Phone, scheme: Scheme::Light },
        Self::NIGHT,
        Self { width: Width::Desktop, scheme: Scheme::Dark },
        Self::DESK,
    ];

    /// `390-dark`
    pub(crate) fn name(self) -> String {
        format!("{}-{}", self.width.size().0, self.scheme.name())
    }

    /// The window becomes so. `pixels` a CSS pixel: 1 on an old screen, 3 on a new phone.
    pub(crate) async fn apply(self, window: &WebDriver, pixels: u32) -> WebDriverResult<()> {
        let (width, height) = self.width.size();
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": pixels, "mobile": false});
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": self.scheme.name()}]});
        let cdp = window.cdp();
        cdp.send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
        cdp.send_raw("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }
}
