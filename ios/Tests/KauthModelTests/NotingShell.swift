import Foundation
import KauthCore
import KauthModel

/// A system that notes what it is asked. Its prompt stays open until the test answers it or the model closes it.
@MainActor
final class NotingShell: Shell {
    private(set) var asked: [String] = []
    private(set) var closedPrompts = 0
    private var changes = AsyncStream<Void>.makeStream()
    private var answers: [AsyncStream<SignatureResult>.Continuation] = []

    func answer(_ result: SignatureResult) { answers.last?.yield(result) }

    /// Waits until it was asked so much.
    func until(_ isEnough: () -> Bool) async {
        var happenings = changes.stream.makeAsyncIterator()
        while !isEnough() { _ = await happenings.next() }
    }

    private func note(_ words: String) {
        asked.append(words)
        changes.continuation.yield()
    }

    func openUrl(_ url: String) async throws {
        note("open \(url)")
        if url.isEmpty { throw NotDone() }
    }
    func notify(_ notice: RequestNotice, labels: Labels) async { note("notify \(notice.request)") }
    func withdrawNotification(request: String) async { note("withdraw \(request)") }
    func notifyRecovery(_ notice: RecoveryNotice) async { note("notify recovery \(notice.recovery)") }
    func withdrawRecoveryNotification(recovery: String) async { note("withdraw recovery \(recovery)") }
    func copy(_ text: String, sensitive: Bool, clearAfterMs: UInt64?) async { note("copy") }
    func saveText(fileName: String, text: String) async { note("save \(fileName)") }
    func printText(title: String, text: String) async { note("print \(title)") }
    func vibrate(_ pattern: Vibration) async { note("vibrate \(pattern)") }
    func speak(_ text: String) async { note("speak \(text)") }
    func askPermission(_ kind: PermissionKind, reason: String, labels: Labels) async -> PermissionState {
        note("ask \(kind)")
        return .granted
    }
    func openSystemSettings(_ page: SettingsPage) async { note("settings \(page)") }
    func returnToBrowser() async { note("return") }
    func registerPush(instance: String, vapidKey: String?) async { note("push \(instance)") }
    func sign(key: String, bytes: Data, reason: String, labels: Labels) async -> SignatureResult {
        let (stream, continuation) = AsyncStream<SignatureResult>.makeStream()
        answers.append(continuation)
        note("sign \(key)")
        var results = stream.makeAsyncIterator()
        let result = await results.next()
        if Task.isCancelled {
            closedPrompts += 1
            changes.continuation.yield()
        }
        return result ?? .declined
    }
}
