# One text for each kind of error of the core (`error-` and the kind): what happened, then what to do next.
# Nothing was changed when one of these is shown.

## Reading a code, a link or a picture
error-not-a-link = This is not something kAuth can use. Scan the QR code on the provider’s page again, or paste the whole link.
error-link-invalid = This link is damaged or incomplete. Go back to the page that showed it and scan the code again.
error-link-expired = This link has expired. Ask for a new code on the page that showed it.
error-link-used = This link has already been used. Ask for a new code on the page that showed it.
error-link-unknown = The provider does not know this link. Ask for a new code on its page.
error-link-void = Another phone tried to use the same link, so it was cancelled on both. Ask for a new code and let nobody else see it.
error-link-refused = The link was cancelled on the page. If that was not intended, ask for a new code there.
error-link-limit = This account is already linked with as many phones as the provider allows. Remove one on the provider’s page, then try again.
error-import-encrypted = This file is locked with a password. Export it again in the other app without one, choose that file here, and delete it afterwards.
error-import-unknown = kAuth can read neither a picture nor another app’s accounts here. Choose a PNG, JPEG or WebP picture, or export the accounts again without a password.
error-import-empty = There are no accounts with codes in this export. Check in the other app that they were exported.
error-picture-unreadable = This picture cannot be opened. Choose a PNG, JPEG or WebP picture of a reasonable size.
error-picture-without-code = There is no QR code in this picture. Choose one in which the whole code is sharp and upright.
error-host-invalid = This is not a provider’s address. Type it as on its web page, for example login.example.com.

error-otp-invalid = With these details, no correct codes can be made. Compare each of them with what the provider shows.

## Is it really the provider?
error-plain-http = The connection to this address would not be encrypted, so kAuth does not use it. Ask the provider for an address that begins with https.
error-server-key-mismatch = The server could not prove that it is the one the link names. Do not go on; ask for a new code on the provider’s own page.
error-certificate = The server’s certificate is not the right one, so somebody may be listening in. Try another network; if it stays like this, tell the provider.
error-foreign-key = You are already linked with a provider at this address, but this link comes with another key. Do not go on, and ask the provider whether it has moved.
error-update-needed = This needs a newer version of kAuth. Update the app, then try again.

## Talking to the provider
error-offline = There is no connection. Check the network and try again; your codes work without it.
error-timed-out = The provider did not answer in time. Try again in a moment.
error-bad-answer = The provider’s answer could not be understood. Try again later; if it stays like this, tell the provider.
error-provider-down = The provider has a problem of its own. Try again in a few minutes; your codes still work.
error-too-many = That was too often in a short time. Wait a moment, then try again.
error-provider-refused = The provider refused this. Nothing was deleted; try again, or link this phone once more on the provider’s page.
error-link-again = This phone’s keys for this account are gone. Link the phone again on the provider’s page.
error-link-gone = The provider has ended this link. Link the phone again if you want to go on using it.
error-sign-in-mismatch = The sign-in page sent back something that does not belong to this sign-in. Begin again in kAuth.
error-sign-in-denied = The sign-in was ended on the page. Begin again if that was not intended.

## Answering a request
error-digits-invalid = These are not the right number of digits. Type exactly the digits that the browser shows.
error-digits-wrong = These are not the digits that the browser shows. Look there and compare before you type them again.
error-request-over = This request is over. If you still want to sign in, begin again in the browser.
error-request-answered = This request has already been answered. There is nothing more to do.
error-request-unknown = This request no longer exists. If you are waiting in a browser, ask for a new one there.
error-signature-declined = Your answer was not confirmed with your finger, face or passphrase, so nothing was sent. Answer again to confirm it.

## The app itself
error-locked = kAuth is locked. Unlock it first.
error-wrong-passphrase = This is not the right passphrase. Check capital letters and keyboard language, then try again.
error-passphrase-invalid = This passphrase is too short or too long. Use at least 8 characters; several words are easy to remember.
error-passphrases-differ = The two passphrases are not the same. Type the new one twice.
error-account-unknown = This account is no longer on this phone. Go back to the list.
error-text-invalid = This text is too long or contains characters that cannot be shown. Shorten it or type it anew.
error-nothing-to-do = There is nothing here that this could apply to. Go back and look at the present state.
error-vault-newer = The data was saved by a newer version of kAuth. Update the app to open it; nothing was changed.
error-vault-damaged = The saved data is damaged and was left as it is. Restore a copy, or move it away and link your accounts again.
error-vault-key = The saved data belongs to another device or another key. Open it where it was made, or link your accounts again here.
error-vault-full = There is no space left on this device. Free some and try again; nothing was lost.
error-vault-in-use = The saved data is in use by { $process }. Close that first, then try again.
error-vault-failed = The saved data could not be read or written. Restart kAuth; if it stays like this, restart the device.
error-key-store = This device’s key storage did not work. Check that a screen lock is set up, then restart the device and try again.
error-stopped = kAuth is closing. Open it again and repeat this.

## How long to wait, said after an error
error-retry-in = You can try again in { $duration }.

## Proving who you are
error-reviewers-mismatch = Other people would read your documents than the link names. Nothing was sent. Ask for a new code on the provider’s own page.
error-check-void = Another phone used the same code, so it was cancelled on both. Ask for a new code and let nobody else see it.
error-check-over = This code has been used or has expired. Ask for a new one on the provider’s page.
error-check-under-way = Another identity check is under way on this phone. Finish or withdraw it first.
error-number-invalid = This is not a mobile number. Type it with its country code, for example +41 79 123 45 67.
error-number-refused = No message can be sent to this number. Use another mobile number.
error-code-invalid = The code of the SMS has six digits. Type all of them.
error-location-invalid = Your location could not be found out. Try again, or go on without it where that is possible.
error-location-required = This provider cannot go on without your location. You can still give it, or withdraw.
