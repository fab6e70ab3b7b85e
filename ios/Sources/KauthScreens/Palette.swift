import SwiftUI
import Tokens

extension Color {
    /// A token's colour.
    init(_ argb: UInt32) {
        let part = { (shift: UInt32) in Double((argb >> shift) & 0xFF) / 255 }
        self.init(.sRGB, red: part(16), green: part(8), blue: part(0), opacity: part(24))
    }
}

/// The tokens' colours for what surrounds a view.
struct Palette {
    let tokens: Tokens.Palette

    var ink: Color { Color(tokens.onSurface) }
    var faint: Color { Color(tokens.onSurfaceVariant) }
    var ground: Color { Color(tokens.surface) }
    var card: Color { Color(tokens.surfaceContainer) }
    var field: Color { Color(tokens.surfaceVariant) }
    var line: Color { Color(tokens.outlineVariant) }
    var primary: Color { Color(tokens.primary) }
    var badge: Color { Color(tokens.primaryContainer) }
    var onBadge: Color { Color(tokens.onPrimaryContainer) }
    var success: Color { Color(tokens.success) }
    var warning: Color { Color(tokens.warning) }
    var warningGround: Color { Color(tokens.warningContainer) }
    var onWarning: Color { Color(tokens.onWarningContainer) }
    var danger: Color { Color(tokens.error) }
    var inverse: Color { Color(tokens.inverseSurface) }
    var onInverse: Color { Color(tokens.inverseOnSurface) }
    var inversePrimary: Color { Color(tokens.inversePrimary) }
}

extension EnvironmentValues {
    var palette: Palette { Palette(tokens: colorScheme == .dark ? Tokens.dark : Tokens.light) }
}
