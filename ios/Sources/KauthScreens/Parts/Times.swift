import KauthModel
import SwiftUI

/// A ring that empties with the time that is left, with the seconds in it.
struct Ring: View {
    let state: PhoneState
    let endsInMs: UInt64
    let wholeMs: UInt64
    @Environment(\.palette) private var palette
    @Environment(\.accessibilityReduceMotion) private var reduceMotion

    var body: some View {
        TimelineView(.periodic(from: Date(), by: 1)) { _ in
            let left = state.left(endsInMs)
            let part = wholeMs == 0 ? 0 : min(1, Double(left) / Double(wholeMs))
            ZStack {
                Circle().stroke(palette.line, lineWidth: 3)
                Circle().trim(from: 0, to: part)
                    .stroke(palette.primary, style: StrokeStyle(lineWidth: 3, lineCap: .round))
                    .rotationEffect(.degrees(-90))
                    .animation(reduceMotion ? nil : .linear(duration: 1), value: part)
                Text(timeText(left)).font(.system(.caption, weight: .medium).monospacedDigit())
                    .foregroundStyle(palette.faint)
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel("\(state.labels.timeLeft): \(timeText(left))")
        }
    }
}

/// The time that is left, in words and figures.
struct TimeLeft: View {
    let state: PhoneState
    let endsInMs: UInt64
    @Environment(\.palette) private var palette

    var body: some View {
        TimelineView(.periodic(from: Date(), by: 1)) { _ in
            HStack(spacing: 6) {
                Text(state.labels.timeLeft)
                Text(timeText(state.left(endsInMs))).monospacedDigit().fontWeight(.semibold)
            }
            .font(.subheadline)
            .foregroundStyle(palette.faint)
            .accessibilityElement(children: .combine)
        }
    }
}
