//! Which command does what: one line each. Commands that wait for something keep their reply and answer later.

use kauth_texts::Language;

use super::actor::Actor;
use super::handle::{Answer, Command, Reply};
use super::labels::Labels;
use super::view::BannerKind;

impl Actor {
    pub(super) async fn command(&mut self, command: Command, reply: Reply) {
        let result = match command {
            Command::Next { after_revision } => return self.next(after_revision, reply),
            Command::Labels => {
                let labels = Labels::of(self.state.texts());
                return answer(reply, Ok(Answer::Labels(Box::new(labels))));
            }
            Command::Accounts => {
                self.tick();
                let rows = self.person().map(|_| Answer::Accounts(self.account_rows("", true)));
                return answer(reply, rows);
            }
            Command::Inbox => return answer(reply, Ok(Answer::Inbox(self.inbox()))),
            Command::AddByHand { entry } => {
                let added = self.add_by_hand(entry).await.map(Answer::Text);
                if let Err(error) = &added {
                    self.say(error);
                }
                self.touch();
                return answer(reply, added);
            }
            Command::Back => {
                let back = self.back().await;
                self.touch();
                return answer(reply, Ok(Answer::Flag(back)));
            }
            Command::Done { effect } => {
                if let Some(kind) = self.over(effect) {
                    self.recovery_notified(&kind).await;
                }
                return answer(reply, Ok(Answer::Done));
            }
            Command::Failed { effect } => {
                if let Some(kind) = self.over(effect) {
                    self.say_undone(&kind);
                }
                return answer(reply, Ok(Answer::Done));
            }
            Command::Picture { bytes } => return self.picture(bytes, reply),
            Command::Agree if self.agrees_to_check() => return self.agree_to_check(reply).await,
            Command::Agree => return self.agree(reply).await,
            Command::Consent => return self.consent(reply),
            Command::CheckNumber { number } => return self.check_number(&number, reply).await,
            Command::CheckCode { code } => return self.check_code(&code, reply),
            Command::CheckCodeAgain => return self.check_code_again(reply),
            Command::CheckLocation { location } => return self.check_location(location, reply).await,
            Command::DeclineLocation => return self.decline_location(reply),
            Command::ChooseDocument { document } => return self.choose_document(document, reply),
            Command::Sight { seen } => {
                let sight = self.sight(seen);
                return answer(reply, Ok(Answer::Flag(sight)));
            }
            Command::CheckPicture { kind, bytes } => return self.check_picture(kind, bytes, reply),
            Command::SendCheck { wifi_only } => return self.send_check(wifi_only, reply).await,
            Command::WithdrawCheck => return self.withdraw_check(reply),
            Command::PictureOf { kind } => {
                let picture = self.picture_of(kind).await.map(Answer::Bytes);
                return answer(reply, picture);
            }
            Command::Retry => return self.retry(reply).await,
            Command::SignInHere { host, loopback_redirect } => {
                return self.sign_in_here(&host, loopback_redirect, reply).await;
            }
            Command::Opened { url } => return self.opened(&url, reply).await,
            Command::Answer { request, decision, digits } => {
                return self.answer(&request, decision, digits, reply).await;
            }
            Command::Signed { op, result } => return self.signed(op, result, reply).await,
            Command::Refresh => return self.refresh(reply),
            Command::Woken => return self.refresh(reply),
            Command::Scan { text } => self.scan(&text).await,
            Command::FrameText { text } => self.scan_frame(&text).await,
            Command::PictureRead { found } => self.take_found(found).await,
            Command::AddImport => self.add_import().await,
            Command::OtherNumber => self.other_number(),
            Command::SendAnyway { kind } => self.send_anyway(kind).await,
            Command::Retake { kind } => self.retake(kind),
            Command::FinishCheck => self.finish_check(),
            Command::CloseCheck => self.close_check().await,
            Command::Metered { is_metered } => {
                self.metered(is_metered);
                Ok(())
            }
            Command::Cancel if self.makes_check() => {
                self.beginning_event(crate::checks::begin::Event::Cancelled).await;
                Ok(())
            }
            Command::Cancel => self.cancel().await,
            Command::CopyCode { account } => self.copy_code(&account),
            Command::NextCounterCode { account } => self.next_counter_code(&account).await,
            Command::Rename { account, name } => self.rename(&account, &name).await,
            Command::Note { account, note } => self.note(&account, &note).await,
            Command::Delete { account } => self.delete(&account).await,
            Command::Undo => self.undo().await,
            Command::Search { text } => {
                self.state.search = text;
                Ok(())
            }
            Command::RecoveryCodes { account, action } => self.recovery_codes(&account, action),
            Command::SavedRecoveryCodes => self.saved_recovery_codes().await,
            Command::ReturnToBrowser => {
                self.return_to_browser();
                Ok(())
            }
            Command::Show { destination } => self.show(destination),
            Command::BannerAction { kind, about } => self.banner_action(kind, &about).await,
            Command::DismissBanner { kind, about } => match kind {
                BannerKind::Recovery => self.dismiss_recovery(&about).await,
                _ => Ok(()),
            },
            Command::Unlock { passphrase } => self.unlock(passphrase).await,
            Command::Lock => self.lock().await,
            Command::SetPassphrase { current, new, repeated } => {
                self.set_passphrase(current, new, &repeated).await
            }
            Command::RemovePassphrase { current } => self.remove_passphrase(current).await,
            Command::SetLanguage { tag } => {
                let set = self.change_settings(|settings| settings.language = tag).await;
                self.choose_language();
                set
            }
            Command::SetTheme { theme } => self.change_settings(|settings| settings.theme = theme).await,
            Command::SetHideCodes { hide } => {
                self.change_settings(|settings| settings.hide_codes = hide).await
            }
            Command::SetStayReachable { stay } => self.set_stay_reachable(stay).await,
            Command::CopyDiagnostics => {
                self.copy_diagnostics();
                Ok(())
            }
            Command::Resumed => {
                self.come_back().await;
                Ok(())
            }
            Command::Paused => {
                self.go_away();
                Ok(())
            }
            Command::NetworkChanged => {
                self.poll_anew();
                self.check_comes_back();
                Ok(())
            }
            Command::ClockChanged { utc_offset_minutes } => {
                self.state.utc_offset_minutes = utc_offset_minutes;
                Ok(())
            }
            Command::LanguagesChanged { languages } => {
                self.config.languages = languages;
                self.choose_language();
                Ok(())
            }
            Command::Permission { kind, state } => self.permission(kind, state).await,
            Command::AskPermission { kind } => {
                self.allow(kind);
                Ok(())
            }
            Command::ScreenLock { is_set } => {
                self.state.has_screen_lock = Some(is_set);
                Ok(())
            }
            Command::BatterySaving { is_on } => {
                self.state.saves_battery = is_on;
                Ok(())
            }
            Command::PushEndpoint { instance, url } => self.push_endpoint(&instance, url).await,
        };
        self.reply(reply, result);
    }

    /// The language of texts: this run's, else the person's, else the system's.
    pub(super) fn choose_language(&mut self) {
        let chosen = self.config.language.as_deref().and_then(Language::from_tag);
        let set = Language::from_tag(&self.state.settings.language);
        self.state.language = chosen.or(set).unwrap_or_else(|| Language::negotiate(&self.config.languages));
        self.touch();
    }
}

fn answer(reply: Reply, answer: Result<Answer, crate::error::CoreError>) {
    let _caller_left = reply.send(answer);
}
