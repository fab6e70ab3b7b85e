#if os(iOS)
    import SwiftUI

    /// Covers codes while the app is in the switcher, where the system takes its picture.
    struct PrivacyShield: View {
        var body: some View {
            ZStack {
                Rectangle().fill(.background)
                Image(systemName: "shield.fill").font(.largeTitle).foregroundStyle(.tint)
            }
            .ignoresSafeArea()
            .accessibilityHidden(true)
        }
    }
#endif
