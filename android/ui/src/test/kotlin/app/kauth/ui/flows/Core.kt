package app.kauth.ui.flows

import app.kauth.core.App
import kotlinx.coroutines.runBlocking

/** What the system would tell the app: the browser came back. */
internal fun App.oauth(url: String) = runBlocking { opened(url) }

/** What the system would tell the app: a link was opened. */
internal fun App.opens(link: String) = runBlocking { scan(link) }

/** What the system would tell the app: the network came back. The core asks again at once. */
internal fun App.hearsAgain() = runBlocking { networkChanged() }

/** Asks all providers now. */
internal fun App.refreshes() = runBlocking { refresh() }

/** What the system would tell the app: it is not on screen any more. */
internal fun App.leavesTheScreen() = runBlocking { paused() }

/** What the system would tell the app: it is on screen again. */
internal fun App.comesBack() = runBlocking { resumed() }

/** What a push would tell the app in the background: there is news. */
internal fun App.wakes() = runBlocking { woken() }
