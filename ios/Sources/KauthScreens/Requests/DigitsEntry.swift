import KauthCore
import SwiftUI

/// Large boxes for digits, over a field that takes them.
struct DigitsEntry: View {
    let count: Int
    var text: String?
    let label: String
    let digits: Binding<String>
    @Environment(\.palette) private var palette

    var body: some View {
        VStack(spacing: 10) {
            if let text { Text(text).font(.headline).multilineTextAlignment(.center) }
            HStack(spacing: 8) {
                ForEach(Array(0..<count), id: \.self) { place in
                    Text(figure(place)).font(.system(.title, weight: .semibold).monospacedDigit())
                        .frame(minWidth: 44, minHeight: 56)
                        .background(palette.field, in: RoundedRectangle(cornerRadius: 8))
                }
            }
            .accessibilityHidden(true)
            .overlay {
                TextField("", text: digits)
                    .keyboardType(.numberPad)
                    .textContentType(.oneTimeCode)
                    .opacity(0.02)
                    .accessibilityLabel(label)
            }
        }
    }

    private func figure(_ place: Int) -> String {
        let typed = digits.wrappedValue.filter { !$0.isWhitespace }
        return place < typed.count ? String(typed[typed.index(typed.startIndex, offsetBy: place)]) : " "
    }
}

extension AskedDigits {
    var count: Int {
        switch self {
        case .none: 0
        case .two: 2
        case .six: 6
        }
    }
}
