import KauthModel
import SwiftUI

/// A label with its value, never cut: beside each other where there is room, else below.
struct PairRow: View {
    let label: String
    let value: String
    @Environment(\.palette) private var palette

    var body: some View {
        ViewThatFits(in: .horizontal) {
            HStack(alignment: .firstTextBaseline, spacing: 12) {
                Text(label).foregroundStyle(palette.faint)
                Text(value).multilineTextAlignment(.trailing).frame(maxWidth: .infinity, alignment: .trailing)
            }
            VStack(alignment: .leading, spacing: 2) {
                Text(label).font(.footnote).foregroundStyle(palette.faint)
                Text(value)
            }
            .frame(maxWidth: .infinity, alignment: .leading)
        }
        .font(.subheadline)
        .accessibilityElement(children: .combine)
    }
}

/// A code to be read: large, in figures of one width, spoken digit by digit.
struct CodeText: View {
    let code: String
    let style: Font.TextStyle

    init(_ code: String, style: Font.TextStyle = .title) {
        self.code = code
        self.style = style
    }

    var body: some View {
        Text(code).font(.system(style, weight: .semibold).monospacedDigit()).tracking(1)
            .accessibilityLabel(spokenDigits(code))
            .privacySensitive()
    }
}

/// A passphrase or a secret key; what was typed can be looked at.
struct SecretField: View {
    let label: String
    let show: String
    let hide: String
    let text: Binding<String>
    @State private var isShown = false

    var body: some View {
        HStack {
            if isShown { TextField(label, text: text).textInputAutocapitalization(.never).autocorrectionDisabled() }
            if !isShown { SecureField(label, text: text) }
            Button {
                isShown = !isShown
            } label: {
                Image(systemName: isShown ? "eye.slash" : "eye").frame(minWidth: 44, minHeight: 44)
            }
            .buttonStyle(.borderless)
            .accessibilityLabel(isShown ? hide : show)
        }
    }
}
