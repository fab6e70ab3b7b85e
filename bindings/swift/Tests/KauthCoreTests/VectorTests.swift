import Foundation
import KauthCore
import Testing

private struct CodeVector: Decodable {
    let secretBase32: String
    let algorithm: String
    let digits: Int
    let code: String
    let counter: UInt64?
    let period: Int?
    let unixSeconds: Int64?
}

private struct Vectors: Decodable {
    let hotp: [CodeVector]
    let totp: [CodeVector]
}

/// The shared vectors, through the surface: what other shells must show, this one must.
@Suite(.timeLimit(.minutes(1))) struct VectorTests {
    private func vectors() throws -> Vectors {
        let repository = try #require(ProcessInfo.processInfo.environment["KAUTH_REPOSITORY"])
        let file = URL(filePath: repository).appending(path: "tests/vectors/otp.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Vectors.self, from: Data(contentsOf: file))
    }

    @Test func timeBasedCodes() async throws {
        var checked = 0
        for vector in try vectors().totp {
            let app = try await open(at: try #require(vector.unixSeconds))
            let uri =
                "otpauth://totp/V:v?secret=\(vector.secretBase32)&algorithm=\(vector.algorithm)"
                + "&digits=\(vector.digits)&period=\(vector.period ?? 30)"
            try await app.scan(text: uri)
            let shown = try #require(try await app.accounts().first?.code)
            #expect(shown.filter { !$0.isWhitespace } == vector.code)
            await app.shutdown()
            checked += 1
        }
        #expect(checked > 10)
    }

    @Test func counterBasedCodes() async throws {
        for vector in try vectors().hotp {
            let app = try await open()
            let entry = ManualEntry(
                issuer: "V", name: "v", secret: vector.secretBase32, algorithm: vector.algorithm,
                digits: "\(vector.digits)", period: "", counter: "\(try #require(vector.counter))")
            let id = try await app.addByHand(entry: entry)
            try await app.nextCounterCode(account: id)
            let shown = try #require(try await app.accounts().first?.code)
            #expect(shown.filter { !$0.isWhitespace } == vector.code)
            await app.shutdown()
        }
    }
}
