//! Pictures: judged and re-encoded off the actor's task, encrypted, and only then kept.

use kauth_protocol::checks::BlobKind;
use zeroize::Zeroizing;

use super::StillRead as Read;
use crate::app::actor::{Actor, Message};
use crate::app::handle::Reply;
use crate::app::nav::Page;
use crate::app::picture::{Still, still};
use crate::app::store::Kind;
use crate::app::view::PictureKind;
use crate::checks::dossier;
use crate::checks::session::{Event, Next};
use crate::error::{CoreError, ErrorKind};

/// A picture was looked at.
pub(in crate::app) struct StillRead {
    pub id: u64,
    pub kind: PictureKind,
    pub still: Result<Still, ErrorKind>,
    pub reply: Reply,
}

impl Actor {
    /// A picture was taken or chosen: it is looked at on a thread that may take its time.
    pub(in crate::app) fn check_picture(&mut self, kind: PictureKind, bytes: Vec<u8>, reply: Reply) {
        if let Err(error) = self.takes(kind) {
            return self.reply(reply, Err(error));
        }
        (self.state.checking.is_reading, self.state.checking.sight) = (true, None);
        let (id, messages) = (self.state.checking.id, self.messages.clone());
        let bytes = Zeroizing::new(bytes);
        tokio::task::spawn_blocking(move || {
            let still = still(&bytes, kind);
            let _stopped = messages.send(Message::StillRead(Box::new(Read { id, kind, still, reply })));
        });
    }

    fn takes(&self, kind: PictureKind) -> Result<(), CoreError> {
        self.check_secrets()?;
        if self.check()?.takes(kind.blob()) { Ok(()) } else { Err(self.error(ErrorKind::NothingToDo)) }
    }

    pub(in crate::app) async fn still_read(&mut self, read: Read) {
        let Read { id, kind, still, reply } = read;
        self.state.checking.is_reading = false;
        let kept = match still {
            _ if id != self.state.checking.id => Err(self.error(ErrorKind::NothingToDo)),
            Ok(still) => self.keep_picture(kind, still).await,
            Err(kind) => Err(self.error(kind)),
        };
        if let Err(error) = &kept {
            self.state.nav.problem = Some(error.clone());
        }
        self.reply(reply, kept);
    }

    async fn keep_picture(&mut self, kind: PictureKind, still: Still) -> Result<(), CoreError> {
        self.takes(kind)?;
        let check = self.check()?;
        let (blob, attempt) = (kind.blob(), check.attempt(kind.blob()));
        let sealed = dossier::seal(
            &check.id,
            self.check_secrets()?,
            blob,
            attempt,
            &still.jpeg,
            &*self.platform.random,
        )
        .map_err(|_| self.error(ErrorKind::KeyStore))?;
        let bytes = sealed.bytes.len() as u64;
        if bytes > kauth_protocol::checks::MAX_BLOB as u64 {
            return Err(self.error(ErrorKind::PictureUnreadable));
        }
        if matches!(blob, BlobKind::Back | BlobKind::PhotoPage | BlobKind::Front) {
            let mrz = still.mrz.clone();
            // The side without a zone does not take away what the other one said.
            if mrz.is_some() || blob != BlobKind::Front {
                self.change_secrets(|secrets| secrets.mrz = mrz).await?;
            }
        }
        self.state.nav.problem = None;
        let taken = Event::Taken { kind: blob, sha256: sealed.sha256, bytes, verdicts: still.verdicts };
        self.check_event(taken, Some(sealed.bytes)).await?;
        self.after_picture(blob);
        Ok(())
    }

    /// A picture that can be sent leaves its page.
    fn after_picture(&mut self, kind: BlobKind) {
        let usable = self.state.checking.check.as_ref().and_then(|check| check.picture(kind));
        if usable.is_some_and(crate::checks::Picture::is_usable) {
            self.state.nav.leave(|page| matches!(page, Page::CheckPicture { .. }));
        }
    }

    /// The person sends a picture although the phone advises against it.
    pub(in crate::app) async fn send_anyway(&mut self, kind: PictureKind) -> Result<(), CoreError> {
        let may = self.check()?.picture(kind.blob()).is_some_and(crate::checks::Picture::may_be_sent_anyway);
        if !may {
            return Err(self.error(ErrorKind::NothingToDo));
        }
        self.check_event(Event::SendAnyway(kind.blob()), None).await?;
        self.after_picture(kind.blob());
        Ok(())
    }

    /// Goes to the page of one picture, to take it once more. What is there stays until another is.
    pub(in crate::app) fn retake(&mut self, kind: PictureKind) -> Result<(), CoreError> {
        self.takes(kind)?;
        self.state.nav.go(Page::CheckPicture { kind });
        Ok(())
    }

    /// A picture as it will be sent, JPEG.
    pub(in crate::app) async fn picture_of(&self, kind: PictureKind) -> Result<Vec<u8>, CoreError> {
        let secrets = self.check_secrets()?;
        let check = self.check()?;
        if !matches!(check.next(), Next::Review | Next::Picture(_)) {
            return Err(self.error(ErrorKind::NothingToDo));
        }
        let picture = check.picture(kind.blob()).filter(|picture| !picture.sent);
        let picture = picture.ok_or_else(|| self.error(ErrorKind::NothingToDo))?;
        let blobs = self.store.load_bytes(Kind::CheckBlob).await;
        let blobs = blobs.map_err(|failure| failure.error(self.state.texts()))?;
        let id = picture.blob_id(&check.id);
        let sealed = blobs.iter().find(|(blob, _)| *blob == id).map(|(_, bytes)| bytes);
        let sealed = sealed.ok_or_else(|| self.error(ErrorKind::VaultDamaged))?;
        let jpeg = dossier::open(&check.id, secrets, picture, sealed.expose());
        jpeg.map(|jpeg| jpeg.to_vec()).map_err(|_| self.error(ErrorKind::VaultDamaged))
    }
}
