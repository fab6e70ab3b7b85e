import KauthCore

/// The newest view with its labels, and when it came.
public struct PhoneState: Equatable, Sendable {
    public let view: AppView
    public let labels: Labels
    public let takenAt: ContinuousClock.Instant

    public init(view: AppView, labels: Labels, takenAt: ContinuousClock.Instant = .now) {
        self.view = view
        self.labels = labels
        self.takenAt = takenAt
    }

    /// Milliseconds left now of a time that was left when the view came.
    public func left(_ ms: UInt64, at now: ContinuousClock.Instant = .now) -> UInt64 {
        let passed = takenAt.duration(to: now).components
        let passedMs = passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
        return passedMs <= 0 ? ms : ms - min(ms, UInt64(passedMs))
    }
}

/// Minutes and seconds that begin, as `m:ss`, or seconds alone under a minute.
public func timeText(_ ms: UInt64) -> String {
    let seconds = (ms + 999) / 1000
    let (minutes, rest) = (seconds / 60, seconds % 60)
    return minutes == 0 ? "\(rest)" : "\(minutes):\(rest < 10 ? "0" : "")\(rest)"
}

/// What a screen reader says of a code: each digit by itself.
public func spokenDigits(_ code: String) -> String {
    code.filter { !$0.isWhitespace }.map(String.init).joined(separator: " ")
}
