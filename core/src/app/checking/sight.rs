//! What the viewfinder shows, and what is heard and felt of it.

use crate::app::actor::Actor;
use crate::app::command::{PermissionKind, PermissionState};
use crate::app::effect::{EffectKind, Vibration};
use crate::app::view::{CheckView, PictureKind, Screen};
use crate::app::viewfinder::Seen;

impl Actor {
    /// Takes what a frame showed. True if the picture is to be taken now; never where none is.
    pub(in crate::app) fn sight(&mut self, seen: Seen) -> bool {
        if self.state.checking.is_reading || self.picture_on_screen() != Some(seen.kind) {
            return false;
        }
        let shutter = seen.shutter;
        let before = self.state.checking.sight.as_ref();
        let says = |seen: &Seen| (seen.kind, seen.hint, seen.complaint);
        if before.map(says) != Some(says(&seen)) {
            let text = self.sight_view(&seen).text;
            self.state.effect(EffectKind::Speak { text });
        }
        if shutter {
            self.state.effect(EffectKind::Vibrate { pattern: Vibration::Succeeded });
        }
        self.state.checking.sight = Some(seen);
        self.touch();
        shutter
    }

    fn picture_on_screen(&self) -> Option<PictureKind> {
        match self.screen() {
            Screen::Check(CheckView::Picture(view)) => Some(view.kind),
            _ => None,
        }
    }

    /// Asks for the camera when there is first a picture to take with it, and not again: a shell that comes back tells that
    /// nothing is known yet while the system's question is still open.
    pub(in crate::app) fn ask_for_camera(&mut self) {
        if self.config.shell.camera
            && !self.state.checking.asked_for_camera
            && self.state.permission(PermissionKind::Camera) == PermissionState::Unknown
            && self.picture_on_screen().is_some()
        {
            self.state.checking.asked_for_camera = true;
            self.ask_permission(PermissionKind::Camera);
            self.touch();
        }
    }
}
