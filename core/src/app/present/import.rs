//! What another authenticator's export holds, before anything of it is added.

use kauth_protocol::display;

use crate::app::actor::Actor;
use crate::app::command::PermissionState;
use crate::app::import::is_there;
use crate::app::view::{AddChoice, AddChoiceView, ImportGroupView, ImportRow, ImportView};
use crate::transfer::{Entry, Source};

impl Actor {
    pub(super) fn import_view(&self) -> Option<ImportView> {
        let texts = self.state.texts();
        let batches = self.state.import.as_ref()?;
        let import = batches.import();
        let there = self.state.person.as_ref()?.uris();
        let (known, fresh): (Vec<&Entry>, Vec<&Entry>) =
            import.taken.iter().partition(|entry| is_there(&there, &entry.uri));
        let found = import.taken.len().saturating_add(import.refused.len());
        let rows = |entries: &[&Entry]| entries.iter().map(|entry| self.import_row(entry)).collect();
        let refused = import.refused.iter().map(|refused| {
            let name = display::sanitise(&refused.name, display::MAX_VALUE);
            let title = if name.is_empty() { texts.import_nameless() } else { name };
            ImportRow { title, text: refused.reason.text(texts) }
        });
        let groups = [
            (texts.import_group_new(), rows(&fresh)),
            (texts.import_group_known(), rows(&known)),
            (texts.import_group_refused(), refused.collect::<Vec<_>>()),
        ];
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        Some(ImportView {
            title: texts.import_title(count(found)),
            text: match import.source {
                Source::Codes => texts.import_from_codes(),
                Source::Text => texts.import_from_text(),
                Source::File(app) => texts.import_from_file(app),
            },
            another: batches.missing().map(|(read, of)| self.another(read, of)),
            problem: self.state.nav.problem_text(),
            groups: groups
                .into_iter()
                .filter(|(_, rows)| !rows.is_empty())
                .map(|(title, rows)| ImportGroupView { title, rows })
                .collect(),
            hint: (import.source != Source::Codes).then(|| texts.import_delete_file()),
            add: (!fresh.is_empty()).then(|| texts.import_add(count(fresh.len()))),
            leave: if fresh.is_empty() { texts.label_close() } else { texts.label_cancel() },
        })
    }

    fn another(&self, read: usize, of: usize) -> AddChoiceView {
        let texts = self.state.texts();
        let refused =
            matches!(self.state.settings.camera, PermissionState::Declined | PermissionState::Blocked);
        let camera = self.config.shell.camera && !refused;
        AddChoiceView {
            choice: if camera { AddChoice::Scan } else { AddChoice::Picture },
            label: if camera { texts.import_scan_another() } else { texts.import_another_picture() },
            text: texts.import_missing(&of.to_string(), &read.to_string()),
        }
    }

    fn import_row(&self, entry: &Entry) -> ImportRow {
        let (issuer, account) = (shown(entry.uri.issuer()), shown(entry.uri.account()));
        match (issuer.is_empty(), account.is_empty()) {
            (true, true) => ImportRow { title: self.state.texts().import_nameless(), text: String::new() },
            (true, false) => ImportRow { title: account, text: String::new() },
            _ => ImportRow { title: issuer, text: account },
        }
    }
}

/// A stranger's name as it may be shown.
fn shown(name: &str) -> String {
    display::sanitise(name, display::MAX_LABEL)
}
