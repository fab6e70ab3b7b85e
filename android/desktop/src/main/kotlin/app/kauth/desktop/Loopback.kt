package app.kauth.desktop

import com.sun.net.httpserver.HttpServer
import java.net.InetAddress
import java.net.InetSocketAddress

/** Listens on this machine for the browser that comes back from a sign-in page; the core decides what its address is worth. */
class Loopback : AutoCloseable {
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)

    /** Where the page is to lead back to. */
    val address = "http://127.0.0.1:${server.address.port}/oauth"

    /** Hands on each address that comes. */
    fun start(onBack: (String) -> Unit) {
        server.createContext("/oauth") { exchange ->
            exchange.use {
                onBack("$address?${it.requestURI.rawQuery.orEmpty()}")
                val page = PAGE.toByteArray()
                it.responseHeaders.add("Content-Type", "text/html; charset=utf-8")
                it.responseHeaders.add("Content-Security-Policy", "default-src 'none'")
                it.sendResponseHeaders(OK, page.size.toLong())
                it.responseBody.write(page)
            }
        }
        server.start()
    }

    override fun close() = server.stop(0)

    private companion object {
        const val OK = 200

        /** No words: the window says how it went. */
        const val PAGE = "<!doctype html><meta charset=utf-8><title>kAuth</title><h1>kAuth &#10003;</h1>"
    }
}
