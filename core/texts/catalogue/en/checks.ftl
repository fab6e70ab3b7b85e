# Proving who one is (kCheck), page by page.

## Before anything is sent
check-agree-title = Prove who you are to this provider?
check-agree-text = Continue only if you started this yourself on a page of this address, or got its mail. Next you see what it wants to know; nothing is sent before you agree.
check-agree-known = This phone is linked with this provider.
check-consent-title = This is what you agree to
check-consent-agree = I agree
check-consent-decline = I do not agree
check-only-if-you = Only if you started this yourself. Whoever asks you on the phone or in a chat to do this wants your documents.
check-unknown-provider = This phone is not linked with this provider. Make sure that the address is the right one.
check-why = Why
check-account = Account
check-sent = What is sent
check-sent-pictures = Your mobile number, pictures of your document and of you
check-sent-location = Your mobile number, your location, pictures of your document and of you
check-sent-location-optional = Your mobile number, your location if you like, pictures of your document and of you
check-readers = Who reads it
check-readers-text = { $count ->
    [1] One reviewer of the provider. It is encrypted for that person on this phone.
   *[other] { $count } reviewers of the provider. It is encrypted for them on this phone.
}
check-kept = Kept
check-kept-text = Until it is settled, never longer than { $time }
check-trigger-forgotten-password = The password is forgotten
check-trigger-forgotten-login = The login address is forgotten or gone
check-trigger-two-step-off = Two-step sign-in is to be switched off
check-trigger-unlock = The account is locked
check-trigger-first-payout = The first payout
check-trigger-suspect-order = An order needs a closer look

## Number and code
check-number-title = Your mobile number
check-number-text = You get a code by SMS, which shows that this number is yours. Type it with its country code.
check-number-field = Mobile number
check-number-send = Send me a code
check-code-title = The code from the SMS
check-code-text = It was sent to { $number }. This can take a minute.
check-code-failed = Too many wrong codes. Withdraw this check and begin again on the provider’s page.
check-code-wrong = { $tries ->
    [0] That was not the code of the SMS, and no try is left.
    [one] That is not the code of the SMS. { $tries } try is left.
   *[other] That is not the code of the SMS. { $tries } tries are left.
}
check-code-field = Code
check-code-again = Send another code
check-code-other-number = Use another number

## Location
check-location-title = Where you are
check-location-text = Your location helps the reviewer to see that it is you. It is sent once, encrypted, and deleted with everything else.
check-location-required = This provider cannot go on without it.
check-location-refused = kAuth is not allowed to know your location. It can be allowed in the system’s settings.
check-location-share = Share my location
check-location-decline = Go on without

## Document and pictures
check-document-title = Which document?
check-document-text = Have it at hand. It must be valid.
check-document-other = Use another document
check-document-change = If you choose another one here, the pictures of the one before are deleted.
check-identity-card = Identity card
check-identity-card-text = Front and back
check-passport = Passport
check-passport-text = The page with the photo
check-picture-front = Front of the card
check-picture-back = Back of the card
check-picture-photo-page = Page with the photo
check-picture-selfie = You with the document
check-picture-card-text = Lay the card on a dark surface in good light, all four corners in the frame.
check-picture-page-text = Open the passport at the page with the photo and lay it flat, the whole page in the frame.
check-picture-selfie-text = Hold the document beside your face, its photo towards the camera. Both must be in the frame.
check-picture-take = Take the picture
check-picture-choose = Choose a picture
check-picture-anyway = Send it anyway
check-camera-refused = The camera is not allowed. You can still choose pictures; the camera can be allowed in the system’s settings.
hint-no-document = Show the whole document.
hint-too-far = Move closer.
hint-too-near = Move away a little.
hint-too-dark = It is too dark. Find more light.
hint-too-bright = It is too bright. Turn away from the light.
hint-blurred = It is blurred. Hold still and let the camera focus.
hint-glare = Light is reflected. Tilt the document a little.
hint-cut-off = A corner is missing. Show the whole document.
hint-tilted = Hold the phone parallel to the document.
hint-wrong-side = This looks like the other side. Turn the document over.
hint-no-face = Your face cannot be seen. Look into the camera.
hint-no-portrait = The photo on the document cannot be seen.
hint-hold-still = Hold still…
sight-complaint = It has not worked for a while. { $hint } You can also take the picture yourself.

## Review and sending
check-review-title = Look at everything once more
check-review-text = You can take any picture again. After sending, only the reviewer can ask for another one.
check-review-text-again = Take what was asked for again once more if you like. Everything else stays as it was sent.
check-review-flagged = Marked: it may be hard to read
check-review-enlarge = Enlarge
check-review-retake = Take again
check-review-location-given = Is sent
check-review-location-declined = Not sent
check-review-lines = Lines of the document
check-review-read = Read on this phone
check-review-not-read = Could not be read; the reviewer reads them
check-review-wifi-only = Wait for Wi-Fi
check-review-send = Send
check-sending-title = Sending…
check-sending-text = You can leave the app. Sending goes on when it can.
check-sending-begins = Preparing…
check-sending-size = { $whole }.{ $tenths }
check-sending-progress = { $done } of { $total } MB
check-sending-progress-left = { $done } of { $total } MB, about { $left } left
check-sending-waits-wifi = Waiting for Wi-Fi.
check-sending-waits-network = No connection. It goes on by itself.
check-sending-now = Send now all the same
check-withdraw = Withdraw
check-withdraw-title = Withdraw the identity check?
check-withdraw-text = Everything that { $host } has of it is deleted, and what is on this phone too. To prove who you are later, you begin anew on the provider’s page.

## Where it stands
check-banner = { $host }: { $status }
check-banner-action = Show
check-title-open = Not sent yet
check-title-submitted = Received
check-title-in-review = Being looked at
check-title-retake = Please take a picture again
check-title-accepted = Accepted
check-title-refused = Not accepted
check-title-expired = Time is up
check-title-withdrawn = Withdrawn
check-title-replaced = Replaced
check-title-unreadable = Nobody could read it
check-title-stopped = Stopped
check-text-open = Your check is not finished.
check-text-submitted = The provider has everything. You can close the app and look again later.
check-text-in-review = A reviewer is looking at your pictures.
check-text-retake = The reviewer needs this once more. Everything else stays as it is.
check-text-accepted = You have proved who you are. Go on here, on this phone.
check-text-accepted-only = You have proved who you are. There is nothing more to do here.
check-text-finished = You have proved who you are, and it is done.
check-text-lapsed = You have proved who you are, but it was not finished in time. Begin again on the provider’s page.
check-text-refused = The provider could not confirm who you are. Ask its support what you can do.
check-text-refused-because = The provider could not confirm who you are: { $reason } Ask its support what you can do.
check-text-expired = It was not settled in time. Ask for a new code on the provider’s page.
check-text-withdrawn = Nothing of it is kept.
check-text-replaced = A newer check of the same account took its place.
check-text-unreadable = The people who could have read it are no longer there. Ask for a new code on the provider’s page.
check-text-stopped = Somebody who is told at the account’s addresses stopped it. If that was not you, ask the provider’s support.
check-status-usual = This usually takes { $time } in office hours.
check-status-deleted-at = Everything is deleted by { $time } at the latest.
check-status-deleted = Your pictures are deleted on this phone, and at the provider.
check-status-retake = Take it now
check-status-finish = Go on
check-finish-first = An accepted identity check can still be finished on this phone. Open it and go on there first.
check-status-finish-waits = You can go on in { $time }. Until then, the account’s addresses can stop it.
check-status-close = Done
check-reason-blurred = It is blurred.
check-reason-glare = Light hides something.
check-reason-too-dark = It is too dark.
check-reason-cut-off = A part is missing.
check-reason-wrong-side = It is another side or another document.
check-reason-expired-document = The document is no longer valid.
check-reason-face-hidden = Your face cannot be recognised.
check-reason-document-hidden = The document cannot be seen.
check-reason-no-match = It does not match what is on file.
check-reason-doubtful = The document does not look right.
check-reason-other = It could not be used.
