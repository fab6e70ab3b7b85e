//! The person at the computer: who they are, their browsers by name, and one thing done after another.

use std::collections::BTreeMap;

use kauth_protocol::approvals::UserCheck;
use kauth_tests::flows::check::Agent;
use kauth_tests::phone::PATIENCE;
use kauth_tests::website::{self, Mail, Person};
use kauth_tests::world::{WorldError, must};
use tokio::sync::watch;

use crate::commands::{Action, Answer, Command, MailOnPage, PhoneOnPage, Proof, Request, Who};
use crate::provider::Provider;
use crate::proving;
use crate::seat::{LINK_STATES, Seat};

/// The provider, and everybody in front of it.
pub(crate) struct Desk {
    pub(crate) provider: Provider,
    people: BTreeMap<String, Person>,
    seats: BTreeMap<String, Seat>,
    agent: Option<Agent>,
    alone: watch::Receiver<bool>,
}

impl Desk {
    /// With nobody there yet. Once nobody asks any more (`alone`), nothing is waited for.
    pub(crate) fn new(provider: Provider, alone: watch::Receiver<bool>) -> Self {
        Self { provider, people: BTreeMap::new(), seats: BTreeMap::new(), agent: None, alone }
    }

    /// Does one thing, in [`PATIENCE`] at most.
    ///
    /// # Errors
    /// In words.
    pub(crate) async fn carry_out(&mut self, request: Request) -> Result<Answer, String> {
        let mut alone = self.alone.clone();
        let waits = matches!(request.command, Command::Waiting {} | Command::LinkState { until: Some(_) });
        let nobody = async move {
            let left = alone.wait_for(|alone| *alone).await.is_err();
            if left || !waits {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            done = self.perform(request) => done.map_err(|error| error.to_string()),
            () = tokio::time::sleep(PATIENCE) => Err(format!("not within {} seconds", PATIENCE.as_secs())),
            () = nobody => Err("nobody waits for it any more".into()),
        }
    }

    async fn perform(&mut self, request: Request) -> Result<Answer, WorldError> {
        let name = request.browser.as_str();
        match request.command {
            Command::SignUp { name: person } => self.sign_up(name, &person).await,
            Command::SignIn { login, password, who } => self.sign_in(name, login, password, who).await,
            Command::SetPolicy { policy, user_check } => {
                let user_check = user_check.map(|on| if on { UserCheck::Required } else { UserCheck::None });
                self.provider.rules(policy, user_check).await?;
                Ok(Answer::Done {})
            }
            Command::Outage { on } => {
                self.provider.outage(on).await?;
                Ok(Answer::Done {})
            }
            Command::Turn { seconds } => {
                self.provider.turn(seconds);
                Ok(Answer::Done {})
            }
            Command::NewPassword { password } => self.new_password(name, &password).await,
            Command::Mails {} => {
                let mails = website::mails(&self.seat(name)?.browser).await?;
                Ok(Answer::Mails { mails: mails.into_iter().map(mail).collect() })
            }
            Command::Hire {} => {
                self.agent = Some(proving::hire(&self.provider).await?);
                Ok(Answer::Done {})
            }
            Command::Forgotten { login } => self.seat(name)?.forgotten(&login).await,
            Command::Papers {} => proving::papers().await,
            Command::Review(decision) => {
                let agent = self.agent.as_ref();
                let agent = agent.ok_or_else(|| WorldError::Unmet("nobody was hired".into()))?;
                proving::review(agent, &self.provider, decision).await
            }
            Command::FinishCheck { url, password } => self.seat(name)?.finish_check(&url, &password).await,
            Command::TypeDigits { code } => self.seat(name)?.type_digits(&code).await,
            Command::LinkState { until } => {
                let until: Vec<&str> = until.iter().flatten().map(String::as_str).collect();
                let states = if until.is_empty() { LINK_STATES } else { &until };
                must(states.iter().all(|state| LINK_STATES.contains(state)), "until: no such state")?;
                Ok(Answer::LinkState { state: self.seat(name)?.link_state(states).await?, error: None })
            }
            Command::SignOut {} => {
                let seat = self.seat(name)?;
                let page = website::sign_out(&seat.browser).await?;
                Ok(seat.shown(&page))
            }
            Command::Waiting {} => self.seat(name)?.waiting().await,
            Command::OpenLink {} => self.seat(name)?.open_link().await,
            Command::Finish { remember } => self.seat(name)?.press("finish", remember).await,
            Command::Withdraw {} => self.seat(name)?.press("cancel", false).await,
            Command::AskAgain {} => self.seat(name)?.press("again", false).await,
            Command::TypeCode { code } => self.seat(name)?.type_proof(&Proof::Code(code)).await,
            Command::TypeRecoveryCode { code } => {
                self.seat(name)?.type_proof(&Proof::RecoveryCode(code)).await
            }
            Command::StartLink { login, proof } => {
                let (person, seat) = self.somebody(name, login)?;
                seat.start_link(&person, proof.as_ref()).await
            }
            Command::RecoveryCodes { saved, proof } => {
                let (person, seat) = self.somebody(name, None)?;
                seat.recovery_codes(&person, saved, proof.as_ref()).await
            }
            Command::NewRecoveryCodes { proof } => {
                let (person, seat) = self.somebody(name, None)?;
                seat.new_recovery_codes(&person, proof.as_ref()).await
            }
            Command::Phones {} => self.phones(name).await,
            Command::RevokePhone { name: phone, proof } => {
                let (person, seat) = self.somebody(name, None)?;
                seat.revoke_phone(&person, &phone, proof.as_ref()).await
            }
            Command::TurnOff { proof } => self.change(name, "/2fa/off", &[], proof).await,
            Command::Authorize { url, login, proof } => {
                let (person, seat) = self.somebody(name, login)?;
                seat.authorize(&person, &url, proof.as_ref()).await
            }
            Command::Action { kind: Action::Pay, proof } => self.change(name, "/pay", &[], proof).await,
            Command::Action { kind: Action::CloseAccount, proof } => {
                self.change(name, "/account/close", &[("confirm", "on")], proof).await
            }
        }
    }

    /// The browser of this name; a new one if there is none.
    fn seat(&mut self, name: &str) -> Result<&mut Seat, WorldError> {
        let new = Seat::new(self.provider.url())?;
        Ok(self.seats.entry(name.to_owned()).or_insert(new))
    }

    /// Who acts in a browser, and the browser.
    fn somebody(&mut self, name: &str, login: Option<String>) -> Result<(Person, &mut Seat), WorldError> {
        let login = match login {
            Some(login) => login,
            None => self.seat(name)?.login.clone().ok_or_else(|| {
                WorldError::Unmet(format!("nobody has signed up or in in the browser {name}: name a login"))
            })?,
        };
        let person = self.people.get(&login).cloned();
        let person = person.ok_or_else(|| WorldError::Unmet(format!("nobody signed up as {login}")))?;
        let seat = self.seat(name)?;
        seat.login = Some(login);
        Ok((person, seat))
    }

    async fn sign_up(&mut self, name: &str, called: &str) -> Result<Answer, WorldError> {
        let person = Person::called(called);
        must(!self.people.contains_key(&person.login), format!("{called} has an account already"))?;
        let seat = self.seat(name)?;
        let page = website::sign_up(&seat.browser, &person).await?;
        if page.name() != "account" {
            return Err(page.missing(&page.error().unwrap_or_else(|| "account".into())).into());
        }
        seat.login = Some(person.login.clone());
        let Person { login, password, number, .. } = person.clone();
        let answer = Answer::Account { login, password, number };
        self.people.insert(person.login.clone(), person);
        Ok(answer)
    }

    async fn sign_in(
        &mut self,
        name: &str,
        login: Option<String>,
        password: Option<String>,
        who: Who,
    ) -> Result<Answer, WorldError> {
        let (mut person, seat) = self.somebody(name, login)?;
        person.password = password.unwrap_or(person.password);
        if who == Who::Stranger {
            let mut new = Seat::new(self.provider.url())?;
            new.login = Some(person.login.clone());
            self.seats.insert(name.to_owned(), new);
        } else if seat.browser.open("/account").await?.name() == "account" {
            website::sign_out(&seat.browser).await?;
        }
        let seat = self.seat(name)?;
        let page = website::sign_in(&seat.browser, &person).await?;
        Ok(seat.shown(&page))
    }

    async fn new_password(&mut self, name: &str, password: &str) -> Result<Answer, WorldError> {
        let (person, seat) = self.somebody(name, None)?;
        let page = seat.browser.open("/new-password").await?;
        let page = seat.browser.submit(&page, "/new-password", &[("password", password)]).await?;
        let answer = seat.shown(&page);
        if page.error().is_none() {
            self.people.insert(person.login.clone(), Person { password: password.to_owned(), ..person });
        }
        Ok(answer)
    }

    async fn phones(&mut self, name: &str) -> Result<Answer, WorldError> {
        let (person, seat) = self.somebody(name, None)?;
        let page = seat.reach(&person, "/2fa", None).await?;
        if page.name() != "two-step" {
            return Ok(seat.shown(&page));
        }
        let left = page.attribute("[data-codes-left]", "data-codes-left");
        let phones = page.parts("li[data-link]");
        let phones = phones.iter().map(|phone| PhoneOnPage {
            name: phone.text("strong").unwrap_or_default(),
            about: phone.texts("span"),
        });
        Ok(Answer::Phones {
            state: page.state(),
            codes_left: left.and_then(|left| left.parse().ok()),
            phones: phones.collect(),
        })
    }

    async fn change(
        &mut self,
        name: &str,
        path: &str,
        fields: &[(&str, &str)],
        proof: Option<Proof>,
    ) -> Result<Answer, WorldError> {
        let (person, seat) = self.somebody(name, None)?;
        let page = seat.change(&person, path, fields, proof.as_ref()).await?;
        Ok(seat.shown(&page))
    }
}

fn mail(mail: Mail) -> MailOnPage {
    MailOnPage { kind: mail.kind, to: mail.to, text: mail.text, code: mail.code }
}
