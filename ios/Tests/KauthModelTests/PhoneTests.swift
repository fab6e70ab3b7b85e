import Foundation
import KauthCore
import KauthModel
import Testing

@MainActor @Suite(.timeLimit(.minutes(1))) struct PhoneTests {
    private let app = FakeApp()
    private let shell = NotingShell()
    private let phone: Phone
    private let english = gallery(language: "en")[0].view
    private let german = gallery(language: "de")[0].view

    init() { phone = Phone(app: app, shell: shell) }

    @Test func everyEffectIsCarriedOutOnceHoweverOftenItComes() async {
        let pump = Task { await phone.run() }
        let kinds: [EffectKind] = [
            .openUrl(url: "u"), .copy(text: "t", sensitive: true, clearAfterMs: 1), .saveText(fileName: "f", text: "t"),
            .printText(title: "p", text: "t"), .vibrate(pattern: .arrived), .speak(text: "s"),
            .askPermission(kind: .camera, reason: "r"), .registerPush(instance: "i", vapidKey: nil),
            .openSystemSettings(page: .notifications),
            .returnToBrowser, .withdrawNotification(request: "r"),
            .notify(request: "r", title: "", body: "", canApprove: true, canDeny: true, endsInMs: 1),
            .notifyRecovery(recovery: "r", title: "", body: ""), .withdrawRecoveryNotification(recovery: "r"),
        ]
        let effects = kinds.enumerated().map { Effect(id: UInt64($0.offset + 1), kind: $0.element) }
        app.put(english, effects)
        await app.until { heard in effects.allSatisfy { heard.contains("done \($0.id)") } }
        app.put(english, effects)
        app.put(german, effects + [Effect(id: 99, kind: .speak(text: "last"))])
        await app.until { $0.contains("done 99") }
        #expect(shell.asked.count == kinds.count + 1)
        #expect(Set(shell.asked).count == shell.asked.count)
        #expect(app.heard.filter { $0 == "permission granted" }.count == 1)
        await app.shutdown()
        await pump.value
    }

    @Test func whatCouldNotBeDoneIsToldAsSuch() async {
        let pump = Task { await phone.run() }
        app.put(english, [Effect(id: 1, kind: .openUrl(url: "")), Effect(id: 2, kind: .openUrl(url: "u"))])
        await app.until { $0.contains("failed 1") && $0.contains("done 2") }
        #expect(!app.heard.contains("done 1"))
        await app.shutdown()
        await pump.value
    }

    @Test func labelsAreFetchedWhenTheLanguageChangesOnly() async {
        let pump = Task { await phone.run() }
        for (number, view) in [english, english, german, german].enumerated() {
            app.put(view, [Effect(id: UInt64(number + 1), kind: .speak(text: "\(number)"))])
            await app.until { $0.contains("done \(number + 1)") }
        }
        #expect(app.heard.filter { $0 == "labels" }.count == 2)
        #expect(phone.state?.view == german)
        await app.shutdown()
        await pump.value
    }

    @Test func aPromptIsAnsweredOnce() async {
        let pump = Task { await phone.run() }
        let needed = Effect(id: 1, kind: .signatureNeeded(op: 7, key: "k", bytes: Data(), reason: "r"))
        app.put(english, [needed])
        await shell.until { !shell.asked.isEmpty }
        shell.answer(.declined)
        await app.until { $0.contains("signed 7") }
        app.put(english, [needed, Effect(id: 2, kind: .speak(text: "s"))])
        await app.until { $0.contains("done 2") }
        #expect(shell.asked.filter { $0 == "sign k" }.count == 1)
        #expect(!app.heard.contains("done 1"))
        await app.shutdown()
        await pump.value
    }

    @Test func stopSignatureClosesThePromptAndAnswersNothing() async {
        let pump = Task { await phone.run() }
        app.put(english, [Effect(id: 1, kind: .signatureNeeded(op: 7, key: "k", bytes: Data(), reason: "r"))])
        await shell.until { !shell.asked.isEmpty }
        app.put(english, [Effect(id: 2, kind: .stopSignature(op: 7))])
        await shell.until { shell.closedPrompts == 1 }
        await app.until { $0.contains("done 2") }
        #expect(!app.heard.contains("signed 7"))
        await app.shutdown()
        await pump.value
    }

    @Test func theEndClosesThePromptToo() async {
        let pump = Task { await phone.run() }
        app.put(english, [Effect(id: 1, kind: .signatureNeeded(op: 7, key: "k", bytes: Data(), reason: "r"))])
        await shell.until { !shell.asked.isEmpty }
        await app.shutdown()
        await pump.value
        await shell.until { shell.closedPrompts == 1 }
        #expect(phone.isOver)
    }

    @Test func aSearchIsNeverOvertakenByAnEarlierOne() async {
        app.hold()
        phone.search("a")
        await app.until { $0.contains("search a") }
        for text in ["ab", "abc", "abcd"] { phone.search(text) }
        app.release()
        await app.until { $0.contains("search abcd") }
        #expect(app.heard == ["search a", "search abcd"])
    }

    @Test func aRefusedCommandIsDroppedAndOneThatIsAskedIsTold() async {
        phone.send { try await $0.agree() }
        #expect(await phone.ask { try await $0.agree() } == false)
        #expect(await phone.ask { try await $0.lock() })
    }

    @Test func timeIsCountedFromTheMomentTheViewCame() {
        let then = ContinuousClock.now
        let state = PhoneState(view: english, labels: gallery(language: "en")[0].labels, takenAt: then)
        #expect(state.left(30_000, at: then) == 30_000)
        #expect(state.left(30_000, at: then + .milliseconds(12_500)) == 17_500)
        #expect(state.left(30_000, at: then + .seconds(31)) == 0)
        #expect(state.left(30_000, at: then - .seconds(1)) == 30_000)
        #expect(
            [timeText(0), timeText(1), timeText(59_001), timeText(60_001), timeText(125_000)] == [
                "0", "1", "1:00", "1:01", "2:05",
            ])
        #expect(spokenDigits("012 345") == "0 1 2 3 4 5")
    }
}
