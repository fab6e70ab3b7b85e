package app.kauth.desktop

import app.kauth.core.testing.Person
import app.kauth.ui.flows.SIX_DIGITS

/** From a link that was read to the recovery codes, which are not saved yet. */
internal fun OpenWindow.links(person: Person) {
    taps("Continue")
    consents("Link this phone with")
    person.typesDigits(reads(SIX_DIGITS))
    sees("Your recovery codes")
}

/** Says yes in the dialog that stands for a phone's fingerprint. */
internal fun OpenWindow.consents(reason: String) {
    sees(reason)
    taps("Yes")
}

/** Linked by the page's picture, and back in the list of accounts. */
internal fun OpenWindow.linked(computer: Computer, person: Person) {
    taps("Add an account")
    sees("From a picture or a file")
    check(drops(computer.file("code.png", person.qr())))
    links(person)
    taps("I saved them")
    // The page that this leaves has a way back of its own.
    misses("I saved them")
    taps("Back")
    sees("Accounts")
}
