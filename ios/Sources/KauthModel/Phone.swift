import Foundation
import KauthCore
import Observation

/// The core in a person's hand: one pump takes what is new, effects are begun once, commands are sent and their errors
/// dropped, because the core says them on its screens.
@MainActor
@Observable
public final class Phone {
    /// What to draw; none before the first update.
    public private(set) var state: PhoneState?
    /// The core was shut down.
    public private(set) var isOver = false

    @ObservationIgnored public let app: any AppProtocol
    @ObservationIgnored private let shell: any Shell
    @ObservationIgnored private var begun: Set<UInt64> = []
    @ObservationIgnored private var prompts: [UInt64: Task<Void, Never>] = [:]
    @ObservationIgnored private var search = Search()

    public init(app: any AppProtocol, shell: any Shell) {
        self.app = app
        self.shell = shell
    }

    /// The one pump. Ends with `shutdown()` of the core, not with its task: a cancelled call of the core would go on
    /// waiting there and swallow what comes next.
    public func run() async {
        var revision: UInt64 = 0
        while let update = try? await app.next(afterRevision: revision) {
            revision = update.revision
            await take(update)
        }
        for prompt in prompts.values { prompt.cancel() }
        isOver = true
    }

    /// Sends a command.
    public func send(_ command: @escaping @Sendable (any AppProtocol) async throws -> Void) {
        let app = app
        Task { try? await command(app) }
    }

    /// Sends a command and says whether it was carried out: for a dialogue that stays open otherwise.
    public func ask(_ command: @escaping @Sendable (any AppProtocol) async throws -> Void) async -> Bool {
        do {
            try await command(app)
            return true
        } catch {
            return false
        }
    }

    /// Searches for what was typed last; what was typed in between may be passed over, never overtaken.
    public func search(_ text: String) {
        search.wanted = text
        guard !search.isUnderWay else { return }
        search.isUnderWay = true
        Task {
            while let text = search.wanted {
                search.wanted = nil
                try? await app.search(text: text)
            }
            search.isUnderWay = false
        }
    }

    private struct Search {
        var wanted: String?
        var isUnderWay = false
    }

    private func take(_ update: Update) async {
        var labels = state?.labels
        if labels == nil || state?.view.language != update.view.language {
            labels = (try? await app.labels()) ?? labels
        }
        guard let labels else { return }
        state = PhoneState(view: update.view, labels: labels)
        begin(update.effects, labels)
    }

    private func begin(_ effects: [Effect], _ labels: Labels) {
        begun.formIntersection(effects.map(\.id))
        for effect in effects where begun.insert(effect.id).inserted { begin(effect, labels) }
    }

    private func begin(_ effect: Effect, _ labels: Labels) {
        if case .signatureNeeded(let op, let key, let bytes, let reason) = effect.kind {
            prompts[op] = Task { await sign(op, key, bytes, reason, labels) }
            return
        }
        if case .stopSignature(let op) = effect.kind { prompts.removeValue(forKey: op)?.cancel() }
        Task {
            do {
                try await carryOut(effect.kind, labels)
                try? await app.done(effect: effect.id)
            } catch {
                try? await app.failed(effect: effect.id)
            }
        }
    }

    private func sign(_ op: UInt64, _ key: String, _ bytes: Data, _ reason: String, _ labels: Labels) async {
        let result = await shell.sign(key: key, bytes: bytes, reason: reason, labels: labels)
        guard !Task.isCancelled else { return }
        prompts[op] = nil
        try? await app.signed(op: op, result: result)
    }

    private func carryOut(_ kind: EffectKind, _ labels: Labels) async throws {
        switch kind {
        case .openUrl(let url): try await shell.openUrl(url)
        case .notify(let request, let title, let body, let canApprove, let canDeny, let endsInMs):
            let notice = RequestNotice(
                request: request, title: title, body: body, canApprove: canApprove, canDeny: canDeny, endsInMs: endsInMs
            )
            await shell.notify(notice, labels: labels)
        case .withdrawNotification(let request): await shell.withdrawNotification(request: request)
        case .notifyRecovery(let recovery, let title, let body):
            await shell.notifyRecovery(RecoveryNotice(recovery: recovery, title: title, body: body))
        case .withdrawRecoveryNotification(let recovery):
            await shell.withdrawRecoveryNotification(recovery: recovery)
        case .copy(let text, let sensitive, let clearAfterMs):
            await shell.copy(text, sensitive: sensitive, clearAfterMs: clearAfterMs)
        case .saveText(let fileName, let text): try await shell.saveText(fileName: fileName, text: text)
        case .printText(let title, let text): try await shell.printText(title: title, text: text)
        case .vibrate(let pattern): await shell.vibrate(pattern)
        case .speak(let text): await shell.speak(text)
        case .askPermission(let kind, let reason):
            let answer = await shell.askPermission(kind, reason: reason, labels: labels)
            try? await app.permission(kind: kind, state: answer)
        case .registerPush(let instance, let vapidKey):
            await shell.registerPush(instance: instance, vapidKey: vapidKey)
        case .openSystemSettings(let page): try await shell.openSystemSettings(page)
        case .returnToBrowser: await shell.returnToBrowser()
        case .signatureNeeded, .stopSignature: break
        }
    }
}
