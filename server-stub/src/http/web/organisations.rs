//! Organisations and their members (G7).

#[cfg(test)]
mod tests;

use axum::extract::Path;
use axum::http::StatusCode;
use kauth_texts::Texts;
use serde::Deserialize;

use super::actions;
use super::sign_in::Nothing;
use super::stop::{Reply, Stop, Wrong, see_other};
use super::visit::{Posted, Visit};
use crate::domain::accounts as fields;
use crate::domain::actions::Task;
use crate::domain::failure::Failure;
use crate::domain::organisations::{Role, leaves_no_owner, may, wants_yes};
use crate::pages::{Member, Organisation, OrganisationPage, Organisations, Pair};
use crate::store::organisations as rows;
use crate::store::{StoreError, accounts};

fn role_name(t: &Texts, role: Role) -> String {
    match role {
        Role::LegalOwner => t.web_role_legal_owner(),
        Role::Administrator => t.web_role_administrator(),
        Role::Employee => t.web_role_employee(),
        Role::External => t.web_role_external(),
    }
}

pub(super) async fn list(visit: Visit) -> Reply {
    draw_list(&visit, Vec::new(), StatusCode::OK).await
}

async fn draw_list(visit: &Visit, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let (_, account) = visit.signed_in()?;
    let id = account.id.clone();
    let all = visit.state.store.read(move |tx| rows::of_account(tx, &id)).await?;
    let organisations = all
        .into_iter()
        .map(|one| Organisation { id: one.organisation, name: one.name, role: role_name(visit.t, one.role) })
        .collect();
    visit.page(status, &Organisations { f: visit.frame_with(errors), organisations })
}

#[derive(Deserialize)]
pub(super) struct NameForm {
    #[serde(default)]
    name: String,
}

pub(super) async fn create(Posted { visit, form }: Posted<NameForm>) -> Reply {
    let (_, account) = visit.signed_in()?;
    let Some(name) = fields::name(&form.name) else {
        let errors = vec![("name", visit.t.web_error_name())];
        return draw_list(&visit, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let (id, owner, now) = (visit.state.random.id()?, account.id.clone(), visit.state.now());
    let to = format!("/organisations/{id}");
    visit.state.store.write(move |tx| rows::create(tx, &id, &name, &owner, now)).await?;
    Ok(see_other(&to))
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    draw(&visit, &id, Vec::new(), StatusCode::OK).await
}

/// Whoever is no member learns nothing, not even that there is such an organisation.
async fn own_role(visit: &Visit, id: &str) -> Result<(String, Role), Stop> {
    let (_, account) = visit.signed_in()?;
    let (id, account) = (id.to_owned(), account.id.clone());
    let found = visit
        .state
        .store
        .read(move |tx| Ok::<_, StoreError>((rows::name(tx, &id)?, rows::role(tx, &id, &account)?)))
        .await?;
    match found {
        (Some(name), Some(role)) => Ok((name, role)),
        _ => Err(Wrong::NotFound.into()),
    }
}

async fn draw(visit: &Visit, id: &str, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let (name, own) = own_role(visit, id).await?;
    let t = visit.t;
    let organisation = id.to_owned();
    let members = visit.state.store.read(move |tx| rows::members(tx, &organisation)).await?;
    let choices = |from: Option<Role>| -> Vec<Pair> {
        Role::ALL
            .into_iter()
            .filter(|to| may(own, from, Some(*to)))
            .map(|to| Pair::new(role_name(t, to), to.as_str()))
            .collect()
    };
    let members = members
        .into_iter()
        .map(|member| Member {
            choices: choices(Some(member.role)),
            may_remove: may(own, Some(member.role), None),
            role: member.role.as_str().to_owned(),
            role_name: role_name(t, member.role),
            account: member.account,
            name: member.name,
            login: member.login,
        })
        .collect();
    let page = OrganisationPage {
        f: visit.frame_with(errors),
        id: id.to_owned(),
        name,
        own_role: t.web_org_your_role(&role_name(t, own)),
        members,
        choices: choices(None),
    };
    visit.page(status, &page)
}

#[derive(Deserialize)]
pub(super) struct MemberForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    role: String,
}

pub(super) async fn add(Path(id): Path<String>, Posted { visit, form }: Posted<MemberForm>) -> Reply {
    let role = Role::parse(&form.role).ok_or(Wrong::NotFound)?;
    own_role(&visit, &id).await?;
    let login = form.login.trim().to_lowercase();
    let person = visit.state.store.read(move |tx| accounts::by_login(tx, &login)).await?;
    match person {
        Some(person) => set(&visit, &id, &person.id, Some(role)).await,
        None => {
            let errors = vec![("login", visit.t.web_error_org_unknown())];
            draw(&visit, &id, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

#[derive(Deserialize)]
pub(super) struct RoleForm {
    #[serde(default)]
    role: String,
}

pub(super) async fn change(
    Path((id, account)): Path<(String, String)>,
    Posted { visit, form }: Posted<RoleForm>,
) -> Reply {
    let role = Role::parse(&form.role).ok_or(Wrong::NotFound)?;
    set(&visit, &id, &account, Some(role)).await
}

pub(super) async fn remove(Path((id, account)): Path<(String, String)>, posted: Posted<Nothing>) -> Reply {
    set(&posted.visit, &id, &account, None).await
}

enum Set {
    Done,
    Forbidden,
    LastOwner,
    WantsYes,
}

/// Decides and writes in one transaction, by the roles as they are then.
async fn set(visit: &Visit, id: &str, person: &str, to: Option<Role>) -> Reply {
    let here = format!("/organisations/{id}");
    let (_, account) = visit.stepped_up(&here)?;
    let (organisation, actor, whose) = (id.to_owned(), account.id.clone(), person.to_owned());
    let now = visit.state.now();
    let outcome = visit
        .state
        .store
        .write(move |tx| {
            let own = rows::role(tx, &organisation, &actor)?;
            let from = rows::role(tx, &organisation, &whose)?;
            let owners = rows::members(tx, &organisation)?
                .iter()
                .filter(|member| member.role == Role::LegalOwner)
                .count();
            Ok::<_, Failure>(match to {
                _ if !own.is_some_and(|own| may(own, from, to)) => Set::Forbidden,
                _ if leaves_no_owner(owners, from, to) => Set::LastOwner,
                _ if wants_yes(from, to) => Set::WantsYes,
                Some(role) => {
                    rows::set_role(tx, &organisation, &whose, role, now)?;
                    Set::Done
                }
                None => {
                    rows::remove(tx, &organisation, &whose)?;
                    Set::Done
                }
            })
        })
        .await?;
    match outcome {
        Set::Done => Ok(see_other(&format!("{here}?done=role"))),
        Set::Forbidden => Err(Wrong::Forbidden.into()),
        Set::LastOwner => {
            let errors = vec![("form", visit.t.web_error_org_last_owner())];
            draw(visit, id, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Set::WantsYes => {
            let task = Task::MakeLegalOwner { organisation: id.to_owned(), account: person.to_owned() };
            actions::begin(visit, task, &here).await
        }
    }
}
