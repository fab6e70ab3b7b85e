//! Every screen in every state, with finished text: what shells make their pictures from, so that all of them draw the
//! same. The views come out of the real presenters, over a state that is put together by hand instead of lived through;
//! time stands still, nothing is asked of a network, and the same call gives the same views.

mod accounts;
mod checks;
mod imports;
mod linking;
mod recoveries;
mod requests;
mod settings;
mod stage;
#[cfg(test)]
mod tests;

use kauth_texts::{Language, Texts};

use super::labels::Labels;
use super::view::AppView;
use crate::error::{CoreError, ErrorKind};
use stage::Stage;

/// One picture.
#[derive(Clone, Debug, PartialEq)]
pub struct GalleryItem {
    /// `screen--state`, in `snake_case`; stable, for file names.
    pub name: String,
    /// What to draw.
    pub view: AppView,
    /// The labels in the same language.
    pub labels: Labels,
}

/// Puts a state on the stage. None where the data of this folder is wrong, which a test excludes.
type Scene = fn(&mut Stage) -> Option<()>;

/// The name of a picture, and how it comes about.
type Entry = (&'static str, Scene);

fn entries() -> impl Iterator<Item = &'static Entry> {
    let all = [
        accounts::SCENES,
        recoveries::SCENES,
        checks::SCENES,
        linking::SCENES,
        imports::SCENES,
        requests::SCENES,
        settings::SCENES,
    ];
    all.into_iter().flatten()
}

/// All pictures in a language: `en`, `de`, `fr`, `it`, `es`, or `pseudo` for the language that shows what a layout cuts
/// off. Another tag gives English.
#[must_use]
pub fn gallery(language: &str) -> Vec<GalleryItem> {
    let language = of_tag(language);
    let Some(mut stage) = Stage::build() else { return vec![] };
    let play = |(name, scene): &Entry| {
        let view = stage.play(language, *scene)?;
        Some(GalleryItem { name: (*name).to_owned(), view, labels: stage.labels() })
    };
    entries().filter_map(play).collect()
}

/// An error of a kind in a language (as for [`gallery`]), so that a shell's tests can see each of them.
#[must_use]
pub fn error(kind: ErrorKind, language: &str) -> CoreError {
    CoreError::new(kind, Texts::of(of_tag(language)))
}

fn of_tag(tag: &str) -> Language {
    match tag {
        "pseudo" => Language::Pseudo,
        tag => Language::from_tag(tag).unwrap_or_default(),
    }
}
