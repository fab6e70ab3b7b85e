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
