public struct Button<Content: View>: Drawn {
    let role: ButtonRole?
    let action: @MainActor () -> Void
    let label: Content
    public init(
        role: ButtonRole? = nil, action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Content
    ) {
        self.role = role
        self.action = action
        self.label = label()
    }
    func draw(_ context: RenderContext) -> [Piece] {
        let inner = context.draw(label)
        let isEnabled = context.environment.isEnabled
        let words = context.environment.spokenLabel ?? plain(inner.map(\.html).joined())
        context.controls.append(Control(label: words, isEnabled: isEnabled, action: action))
        let kind = "\(context.environment.buttonKind)\(role == .destructive ? " destructive" : "")"
        return [.element("button", kind, attributes: isEnabled ? "" : " disabled", inner)]
    }
}
extension Button where Content == Text {
    public init<S: StringProtocol>(_ text: S, role: ButtonRole? = nil, action: @escaping @MainActor () -> Void) {
        self.init(role: role, action: action) { Text(text) }
    }
}
extension Button where Content == Label {
    public init<S: StringProtocol>(
        _ text: S, systemImage: String, role: ButtonRole? = nil, action: @escaping @MainActor () -> Void
    ) {
        self.init(role: role, action: action) { Label(text, systemImage: systemImage) }
    }
}

public struct PrimitiveButtonStyle: Sendable {
    let kind: String
    public static let plain = PrimitiveButtonStyle(kind: "plain")
    public static let bordered = PrimitiveButtonStyle(kind: "bordered")
    public static let borderless = PrimitiveButtonStyle(kind: "")
    public static let borderedProminent = PrimitiveButtonStyle(kind: "prominent")
}
public enum ControlSize: Sendable { case regular, large }

public struct TextField: Drawn {
    let label: String
    let text: Binding<String>
    let isTall: Bool
    public init<S: StringProtocol>(_ label: S, text: Binding<String>, axis: Axis = .horizontal) {
        self.label = String(label)
        self.text = text
        isTall = axis == .vertical
    }
    func draw(_ context: RenderContext) -> [Piece] { [field(context, label, text, secret: false)] }
}
public struct SecureField: Drawn {
    let label: String
    let text: Binding<String>
    public init<S: StringProtocol>(_ label: S, text: Binding<String>) {
        self.label = String(label)
        self.text = text
    }
    func draw(_ context: RenderContext) -> [Piece] { [field(context, label, text, secret: true)] }
}
@MainActor private func field(_ context: RenderContext, _ label: String, _ text: Binding<String>, secret: Bool) -> Piece
{
    let spoken = context.environment.spokenLabel ?? label
    context.fields.append(Field(label: spoken, isSecret: secret, text: text, submit: context.environment.submit))
    let typed = text.wrappedValue
    let shown = secret ? String(repeating: "•", count: typed.count) : escaped(typed)
    return Piece(
        html: typed.isEmpty
            ? "<div class=\"field wide empty\">\(escaped(label))</div>"
            : "<div class=\"field wide\" aria-label=\"\(escaped(spoken))\">\(shown)</div>", isWide: true)
}
public struct Toggle: Drawn {
    let label: String
    let isOn: Binding<Bool>
    public init<S: StringProtocol>(_ label: S, isOn: Binding<Bool>) {
        self.label = String(label)
        self.isOn = isOn
    }
    func draw(_ context: RenderContext) -> [Piece] {
        let isOn = isOn
        context.controls.append(
            Control(label: label, isEnabled: context.environment.isEnabled) { isOn.wrappedValue.toggle() })
        let knob = "<b class=\"switch \(isOn.wrappedValue ? "on" : "off")\"></b>"
        return [Piece(html: "<div class=\"toggle wide\">\(escaped(label))\(knob)</div>", isWide: true)]
    }
}
public struct PickerStyle: Sendable {
    public static let inline = PickerStyle()
}
/// One of several, as rows with a tick.
public struct Picker<Value: Hashable, Content: View>: Drawn {
    let chosen: Binding<Value>
    let content: Content
    public init<S: StringProtocol>(_ label: S, selection: Binding<Value>, @ViewBuilder content: () -> Content) {
        chosen = selection
        self.content = content()
    }
    func draw(_ context: RenderContext) -> [Piece] {
        let chosen = chosen
        let pick = Pick(
            isChosen: { chosen.wrappedValue as AnyHashable == $0 },
            choose: { if let value = $0 as? Value { chosen.wrappedValue = value } })
        return context.scoped("pick", { $0.pick = pick }, { context.draw(content) })
    }
}
struct Pick {
    let isChosen: @MainActor (AnyHashable) -> Bool
    let choose: @MainActor (AnyHashable) -> Void
}
struct Tagged<V: View>: Drawn {
    let view: V
    let value: AnyHashable
    func draw(_ context: RenderContext) -> [Piece] {
        let inner = context.draw(view)
        guard let pick = context.environment.pick else { return inner }
        let words = plain(inner.map(\.html).joined())
        let value = value
        context.controls.append(Control(label: words, isEnabled: context.environment.isEnabled) { pick.choose(value) })
        let tick = pick.isChosen(value) ? "<i class=tick><i class=icon data-name=checkmark></i></i>" : ""
        return [.element("div", "choice", wide: true, inner + [Piece(html: tick)])]
    }
}
