//! What the demo tells a person to try: two tours, with the addresses and logins of this run.

use std::path::Path;

use kauth_tests::website::Person;

/// What the tours name.
pub(crate) struct Tours<'a> {
    /// The provider's address.
    pub(crate) url: &'a str,
    /// Signs in with the phone.
    pub(crate) demo: &'a Person,
    /// Forgets the password.
    pub(crate) forgetful: &'a Person,
    /// Reads dossiers.
    pub(crate) support: &'a Person,
    /// Where the drawn pictures are.
    pub(crate) pictures: &'a Path,
    /// Seconds until an accepted check counts.
    pub(crate) wait: i64,
}

impl Tours<'_> {
    /// The steps, as they are printed before the phone opens.
    pub(crate) fn steps(&self) -> String {
        let Self { url, demo, forgetful, support, pictures, wait } = self;
        let pictures = pictures.display();
        format!(
            "\
kAuth demo

  Open      {url}
  Mails     {url}/outbox (and short messages)
  Password  {password} (everybody's)

Sign in with the phone: {demo}
  1. Sign in there, open Two-step sign-in, choose Activate, kAuth app, Next.
  2. In the phone press +, paste the link under the QR code (or give a
     screenshot's path), agree, and type the phone's six digits on the page.
  3. Save the ten recovery codes, sign out, sign in again: the phone asks.

Get back in without the password: {forgetful}
  1. Support needs a key first. In another browser (a private window will do)
     sign in as {support}; under Checks, Reviewers' keys,
     make a key and add it to the list.
  2. In the first browser choose Forgotten password, give the address, and say
     that you have access to none of them. The link is under the QR code.
  3. In the phone press + and paste it, agree. The number is {number},
     its code stands in Mails; the place is two numbers, such as 46.2, 6.1.
     Take the identity card. These pictures of it, and of somebody who holds
     it, were drawn; twice refused, a picture may be sent anyway. Then send.
       {pictures}/front.jpg
       {pictures}/back.jpg
       {pictures}/selfie.jpg
  4. As support open Checks: the pictures are decrypted in that browser. Ask
     for the selfie again; send it again from the phone; accept.
  5. That counts after {wait} seconds here, elsewhere after an hour at the
     earliest, so that the owner can stop it. Then Go on in the phone: choose
     a new password, sign in with it. The dossier is gone, and the pages say
     so. The demo shows at its end who looked at it.
",
            password = demo.password,
            demo = demo.login,
            forgetful = forgetful.login,
            number = forgetful.number,
            support = support.login,
        )
    }
}
