package app.kauth.desktop

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.Executors

/** Listens on this machine for the browser that comes back from a sign-in page; the core decides what its address is worth. */
class Loopback : AutoCloseable {
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)

    // One that connects and says nothing holds nobody up.
    private val threads = Executors.newCachedThreadPool()

    /** Where the page is to lead back to. */
    val address = "http://127.0.0.1:${server.address.port}$PATH"

    /** Hands on each address that a browser can have come back to; the page it gets says these words. */
    fun start(words: () -> String, onBack: (String) -> Unit) {
        server.executor = threads
        server.createContext("/") { exchange ->
            exchange.use {
                val query = it.requestURI.rawQuery
                when {
                    it.requestURI.rawPath != PATH || query.isNullOrEmpty() -> it.sendResponseHeaders(NOT_FOUND, NOTHING)
                    it.requestMethod != "GET" -> it.sendResponseHeaders(NOT_ALLOWED, NOTHING)
                    else -> {
                        onBack("$address?$query")
                        answer(it, words())
                    }
                }
            }
        }
        server.start()
    }

    private fun answer(exchange: HttpExchange, words: String) {
        val page = "<!doctype html><meta charset=utf-8><title>kAuth</title><h1>kAuth</h1><p>$words</p>".toByteArray()
        exchange.responseHeaders.add("Content-Type", "text/html; charset=utf-8")
        exchange.responseHeaders.add("Content-Security-Policy", "default-src 'none'")
        exchange.sendResponseHeaders(OK, page.size.toLong())
        exchange.responseBody.write(page)
    }

    override fun close() {
        server.stop(0)
        threads.shutdownNow()
    }

    private companion object {
        const val PATH = "/oauth"
        const val OK = 200
        const val NOT_FOUND = 404
        const val NOT_ALLOWED = 405
        const val NOTHING = -1L
    }
}
