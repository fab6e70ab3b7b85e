//! Proving who one is (kCheck).

use kauth_core::app::{IdentityDocument, PictureKind};

use super::App;
use crate::CoreError;

#[uniffi::export]
impl App {
    /// Agrees to what `CheckView::Consent` says. Answers when the provider knows.
    ///
    /// # Errors
    /// `nothing_to_do`, `check_over`, `offline`, …
    pub async fn consent(&self) -> Result<(), CoreError> {
        Ok(self.core.consent().await?)
    }

    /// Gives the mobile number as the person typed it, with its country code; a code comes by SMS.
    ///
    /// # Errors
    /// `number_invalid`, `number_refused`, `too_many`, `nothing_to_do`, `offline`, …
    pub async fn check_number(&self, number: String) -> Result<(), CoreError> {
        Ok(self.core.check_number(number).await?)
    }

    /// Gives the code of the SMS.
    ///
    /// # Errors
    /// `code_invalid`, `digits_wrong`, `nothing_to_do`, `offline`, …
    pub async fn check_code(&self, code: String) -> Result<(), CoreError> {
        Ok(self.core.check_code(code).await?)
    }

    /// Asks for another code to the same number.
    ///
    /// # Errors
    /// Those of `check_number`.
    pub async fn check_code_again(&self) -> Result<(), CoreError> {
        Ok(self.core.check_code_again().await?)
    }

    /// Goes to the page of the number, to type another one.
    ///
    /// # Errors
    /// `nothing_to_do`.
    pub async fn other_number(&self) -> Result<(), CoreError> {
        Ok(self.core.other_number().await?)
    }

    /// Gives the place where the phone is: degrees (WGS 84) and the radius in metres within which it is. Sent only with the
    /// pictures, encrypted like them.
    ///
    /// # Errors
    /// `location_invalid` for no place on Earth, `nothing_to_do`, `offline`, …
    pub async fn check_location(
        &self,
        latitude: f64,
        longitude: f64,
        accuracy_m: f64,
    ) -> Result<(), CoreError> {
        Ok(self.core.check_location(latitude, longitude, accuracy_m).await?)
    }

    /// Goes on without saying where the phone is.
    ///
    /// # Errors
    /// `location_required`, `nothing_to_do`, `offline`, …
    pub async fn decline_location(&self) -> Result<(), CoreError> {
        Ok(self.core.decline_location().await?)
    }

    /// Chooses which document is photographed. Pictures of another one are forgotten.
    ///
    /// # Errors
    /// `nothing_to_do`, `offline`, …
    pub async fn choose_document(&self, document: IdentityDocument) -> Result<(), CoreError> {
        Ok(self.core.choose_document(document).await?)
    }

    /// Judges a camera frame while `CheckView::Picture` of this kind is shown: what to do better and the outline to draw
    /// come with the view, what is to be heard and felt as effects. True if the picture is to be taken now and given to
    /// `check_picture`. A frame whose bytes do not fit its size shows nothing.
    ///
    /// `luma`, `width`, `height` and `row_stride` as in `frame`; `rotation_degrees` is how far the frame must be turned
    /// clockwise to be upright: 0, 90, 180 or 270. Takes about a tenth of a second: on the camera's thread, never on a UI
    /// thread.
    pub fn sight(
        &self,
        kind: PictureKind,
        luma: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        rotation_degrees: i32,
    ) -> bool {
        self.core.sight(kind, luma, width, height, row_stride, rotation_degrees)
    }

    /// Takes a picture (JPEG, PNG or WebP, as a camera or a file gives it) for the dossier: judges it, re-encodes it without
    /// anything but pixels, encrypts and keeps it. One that is not good enough is kept, too, and the page says why.
    ///
    /// # Errors
    /// `picture_unreadable`, `nothing_to_do`, `locked`, `vault_…`.
    pub async fn check_picture(&self, kind: PictureKind, bytes: Vec<u8>) -> Result<(), CoreError> {
        Ok(self.core.check_picture(kind, bytes).await?)
    }

    /// Sends a picture although it is not good enough; marked so. After two refusals.
    ///
    /// # Errors
    /// `nothing_to_do`.
    pub async fn send_anyway(&self, kind: PictureKind) -> Result<(), CoreError> {
        Ok(self.core.send_anyway(kind).await?)
    }

    /// Goes to the page of one picture, to take it once more.
    ///
    /// # Errors
    /// `nothing_to_do`, `locked`.
    pub async fn retake(&self, kind: PictureKind) -> Result<(), CoreError> {
        Ok(self.core.retake(kind).await?)
    }

    /// A picture as it will be sent: JPEG.
    ///
    /// # Errors
    /// `nothing_to_do`, `locked`, `vault_…`.
    pub async fn picture_of(&self, kind: PictureKind) -> Result<Vec<u8>, CoreError> {
        Ok(self.core.picture_of(kind).await?)
    }

    /// Sends the dossier, at once or as soon as the network costs nothing (`metered`). Answers when that is decided and
    /// kept; how far it is shows in `CheckView::Sending`.
    ///
    /// # Errors
    /// `nothing_to_do`, `locked`, `vault_…`.
    pub async fn send_check(&self, wifi_only: bool) -> Result<(), CoreError> {
        Ok(self.core.send_check(wifi_only).await?)
    }

    /// Withdraws the check. Answers when the provider knows and nothing is left on this phone.
    ///
    /// # Errors
    /// `nothing_to_do`, `offline`, …
    pub async fn withdraw_check(&self) -> Result<(), CoreError> {
        Ok(self.core.withdraw_check().await?)
    }

    /// Opens the page on which an accepted recovery is finished.
    ///
    /// # Errors
    /// `nothing_to_do`.
    pub async fn finish_check(&self) -> Result<(), CoreError> {
        Ok(self.core.finish_check().await?)
    }

    /// The person has read how it ended.
    ///
    /// # Errors
    /// `nothing_to_do`.
    pub async fn close_check(&self) -> Result<(), CoreError> {
        Ok(self.core.close_check().await?)
    }

    /// The network costs (mobile data) or not (Wi-Fi).
    pub async fn metered(&self, is_metered: bool) -> Result<(), CoreError> {
        Ok(self.core.metered(is_metered).await?)
    }
}
