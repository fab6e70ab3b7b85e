import Foundation
import KauthCore
import Testing

/// Errors arrive with their kind and a finished text, in the person's language.
@Suite(.timeLimit(.minutes(1))) struct ErrorTests {
    @Test func whatIsRefusedSaysWhyInWords() async throws {
        let app = try await open()
        let refused: [(ErrorKind, () async throws -> Void)] = [
            (.notALink, { try await app.scan(text: "hello") }),
            (.linkInvalid, { try await app.scan(text: "kauth://link?v=1") }),
            (.otpInvalid, { try await app.scan(text: "otpauth://totp/a?secret=1889") }),
            (.importUnknown, { try await app.scan(text: "otpauth-migration://offline?data=AAAA") }),
            (.pictureUnreadable, { try app.picture(bytes: Data("GIF89a".utf8)) }),
            (.hostInvalid, { try await app.signInHere(host: "not an address", loopbackRedirect: nil) }),
            (.plainHttp, { try await app.signInHere(host: "http://example.org", loopbackRedirect: nil) }),
            (.accountUnknown, { try await app.copyCode(account: "none") }),
            (.requestUnknown, { try await app.answer(request: "none", decision: .deny, digits: nil) }),
            (.nothingToDo, { try await app.undo() }),
            (.nothingToDo, { try await app.agree() }),
            (
                .passphrasesDiffer,
                {
                    try await app.setPassphrase(current: nil, new: "correct horse", repeated: "another horse")
                }
            ),
            (.passphraseInvalid, { try await app.setPassphrase(current: nil, new: "a", repeated: "a") }),
        ]
        for (expected, command) in refused {
            do {
                try await command()
                Issue.record("\(expected) was not refused")
            } catch CoreError.Refused(let kind, let text, _) {
                #expect(kind == expected)
                #expect(text.count > 8 && text.last?.isPunctuation == true, "\(kind): \(text)")
            }
        }
        await app.shutdown()
        #expect(await kind { try await app.scan(text: "hello") } == .stopped)
        #expect(await kind { _ = try await app.next(afterRevision: 0) } == .stopped)
    }

    @Test func everyKindCrossesInFiveLanguages() throws {
        var english: Set<String> = []
        for kind in ErrorKind.allCases {
            var texts: Set<String> = []
            for language in ["en", "de", "fr", "it", "es"] {
                do {
                    try failWith(kind: kind, language: language)
                    Issue.record("\(kind) did not fail")
                } catch CoreError.Refused(let crossed, let text, _) {
                    #expect(crossed == kind)
                    texts.insert(text)
                    if language == "en" { english.insert(text) }
                }
            }
            #expect(texts.count == 5, "\(kind)")
        }
        #expect(english.count == ErrorKind.allCases.count)
    }

    @Test func theTextIsInThePersonsLanguage() async throws {
        let app = try await open()
        var texts: Set<String> = []
        for language in ["en", "de", "fr", "it", "es"] {
            let german = try await App.open(
                config: config(language: language), keys: MemoryKeys(), clock: StandingClock(unixSeconds: 0))
            do { try await german.scan(text: "hello") } catch CoreError.Refused(_, let text, _) { texts.insert(text) }
            await german.shutdown()
        }
        #expect(texts.count == 5)
        await app.shutdown()
    }

    @Test func aSecondProcessIsTold() async throws {
        let folder = temporaryFolder()
        let clock = StandingClock(unixSeconds: 0)
        let app = try await App.open(config: config(folder), keys: MemoryKeys(), clock: clock)
        #expect(
            await kind { _ = try await App.open(config: config(folder), keys: MemoryKeys(), clock: clock) }
                == .vaultInUse)
        await app.shutdown()
    }
}
