/// A view with a change to what surrounds it, and to how each of its pieces is drawn.
public struct Modified<Content: View>: Drawn {
    let view: Content
    var change: (inout EnvironmentValues) -> Void = { _ in }
    let wrap: @MainActor ([Piece], RenderContext) -> [Piece]
    func draw(_ context: RenderContext) -> [Piece] {
        wrap(context.scoped("m", change) { context.draw(view) }, context)
    }
}
extension View {
    func each(_ wrap: @escaping @MainActor (Piece) -> Piece) -> Modified<Self> {
        Modified(view: self) { pieces, _ in pieces.map(wrap) }
    }
    func styled(_ style: String, wide: Bool? = nil, tall: Bool? = nil) -> Modified<Self> {
        each { .element("div", "w", style: style, wide: wide, tall: tall, [$0]) }
    }
    func surrounded(_ change: @escaping (inout EnvironmentValues) -> Void) -> Modified<Self> {
        Modified(view: self, change: change) { pieces, _ in pieces }
    }
    func noted(_ note: @escaping @MainActor (RenderContext) -> Void) -> Modified<Self> {
        Modified(view: self) { pieces, context in
            note(context)
            return pieces
        }
    }

    // MARK: looks
    public func font(_ font: Font?) -> some View { styled(font?.css ?? "") }
    public func fontWeight(_ weight: Font.Weight?) -> some View { styled("font-weight:\(weight?.rawValue ?? 400)") }
    public func tracking(_ points: Double) -> some View { styled("letter-spacing:\(points)px") }
    public func monospacedDigit() -> some View { styled("font-variant-numeric:tabular-nums") }
    public func foregroundStyle<S: ShapeStyle>(_ style: S) -> some View { styled("color:\(style.css)") }
    public func tint(_ color: Color?) -> some View { styled("--tint:\(color?.css ?? "")") }
    public func background<S: ShapeStyle>(_ style: S) -> some View { styled("background:\(style.css)") }
    public func background<S: ShapeStyle, F: Shape>(_ style: S, in shape: F) -> some View {
        styled("background:\(style.css);border-radius:\(shape.radius)")
    }
    public func clipShape<F: Shape>(_ shape: F) -> some View { styled("border-radius:\(shape.radius);overflow:hidden") }
    public func opacity(_ value: Double) -> some View { styled("opacity:\(value)") }
    public func rotationEffect(_ angle: Angle) -> some View { styled("transform:rotate(\(angle.value)deg)") }
    public func overlay<V: View>(@ViewBuilder _ content: () -> V) -> some View {
        let over = content()
        return Modified(view: self) { pieces, context in
            [.element("div", "z", pieces + [.element("div", "over", context.scoped("over") { context.draw(over) })])]
        }
    }
    public func multilineTextAlignment(_ alignment: TextAlignment) -> some View {
        styled("text-align:\(alignment.rawValue)")
    }
    public func preferredColorScheme(_ scheme: ColorScheme?) -> some View {
        surrounded { values in scheme.map { values.colorScheme = $0 } }
    }
    public func animation(_ animation: Animation?, value: some Equatable) -> some View { self }
    public func privacySensitive() -> some View { self }

    // MARK: room
    public func padding(_ length: Double) -> some View { padding(.all, length) }
    public func padding(_ edges: Edge.Set = .all, _ length: Double? = nil) -> some View {
        let sides: [Edge.Set] = [.top, .trailing, .bottom, .leading]
        let css = sides.map { "\(edges.contains($0) ? length ?? 16 : 0)px" }.joined(separator: " ")
        return styled("padding:\(css)")
    }
    public func frame(width: Double? = nil, height: Double? = nil, alignment: Alignment = .center) -> some View {
        let css = [
            width.map { "width:\($0)px;min-width:\($0)px;flex:none" },
            height.map { "height:\($0)px;justify-content:center" },
        ].compactMap { $0 }
        return styled(css.joined(separator: ";"), wide: width == nil ? nil : false, tall: height == nil ? nil : false)
    }
    public func frame(
        minWidth: Double? = nil, maxWidth: Double? = nil, minHeight: Double? = nil, maxHeight: Double? = nil,
        alignment: Alignment = .center
    ) -> some View {
        let css = [
            minWidth.map { "min-width:\($0)px" }, minHeight.map { "min-height:\($0)px" },
            "align-items:\(alignment.horizontal);justify-content:\(alignment.vertical)",
        ].compactMap { $0 }
        return styled(
            css.joined(separator: ";"), wide: maxWidth == .infinity ? true : nil,
            tall: maxHeight == .infinity ? true : nil)
    }
    public func safeAreaInset<V: View>(edge: VerticalEdge, @ViewBuilder content: () -> V) -> some View {
        let inset = content()
        return Modified(view: self) { pieces, context in
            let drawn = context.scoped("inset") { context.draw(inset) }
            let strip = drawn.isEmpty ? [] : [Piece.element("div", "inset", wide: true, drawn)]
            return [.element("div", "v", style: "align-items:center", edge == .top ? strip + pieces : pieces + strip)]
        }
    }
    public func listRowBackground<V: View>(_ view: V?) -> some View { row("background:\((view as? Color)?.css ?? "")") }
    public func scrollContentBackground(_ visibility: Visibility) -> some View { self }
    private func row(_ style: String) -> some View {
        each { piece in
            var piece = piece
            piece.rowStyle += style + ";"
            return piece
        }
    }

    // MARK: controls
    public func buttonStyle(_ style: PrimitiveButtonStyle) -> some View { surrounded { $0.buttonKind = style.kind } }
    public func controlSize(_ size: ControlSize) -> some View { self }
    public func pickerStyle(_ style: PickerStyle) -> some View { self }
    public func labelsHidden() -> some View { self }
    public func tag<T: Hashable>(_ value: T) -> some View { Tagged(view: self, value: value) }
    public func disabled(_ isDisabled: Bool) -> some View { surrounded { $0.isEnabled = $0.isEnabled && !isDisabled } }
    public func keyboardType(_ type: UIKeyboardType) -> some View { self }
    public func textContentType(_ type: UITextContentType?) -> some View { self }
    public func textInputAutocapitalization(_ kind: TextInputAutocapitalization?) -> some View { self }
    public func autocorrectionDisabled() -> some View { self }
    public func submitLabel(_ label: SubmitLabel) -> some View { self }
    public func onSubmit(_ action: @escaping @MainActor () -> Void) -> some View { surrounded { $0.submit = action } }
    public func task(_ action: @escaping @MainActor @Sendable () async -> Void) -> some View { self }
    public func refreshable(action: @escaping @MainActor @Sendable () async -> Void) -> some View { self }
    public func searchable<S: StringProtocol>(text: Binding<String>, prompt: S) -> some View {
        surrounded { $0.search = (String(prompt), text) }
    }

    // MARK: accessibility
    public func accessibilityLabel<S: StringProtocol>(_ label: S) -> some View {
        let label = String(label)
        return surrounded { $0.spokenLabel = label }
            .each { .element("div", "w", attributes: " aria-label=\"\(escaped(label))\"", [$0]) }
    }
    public func accessibilityHidden(_ isHidden: Bool) -> some View {
        each { .element("div", "w", attributes: isHidden ? " aria-hidden=true" : "", [$0]) }
    }
    public func accessibilityElement(children: AccessibilityChildBehavior) -> some View { self }
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View { self }

    // MARK: what surrounds
    public func navigationTitle<S: StringProtocol>(_ title: S) -> some View {
        noted { $0.bar.title = "+" + escaped(String(title)) }
    }
    public func navigationBarTitleDisplayMode(_ mode: TitleDisplayMode) -> some View {
        noted { if mode == .inline, !$0.bar.title.isEmpty { $0.bar.title = "-" + $0.bar.title.dropFirst() } }
    }
    public func toolbar<V: View>(@ViewBuilder content: () -> V) -> some View {
        let items = content()
        return noted { context in _ = context.scoped("bar", { $0.buttonKind = "" }, { context.draw(items) }) }
    }
    public func environment<T>(_ path: WritableKeyPath<EnvironmentValues, T>, _ value: T) -> some View {
        surrounded { $0[keyPath: path] = value }
    }
    public func sheet<V: View>(isPresented: Binding<Bool>, @ViewBuilder content: @escaping () -> V) -> some View {
        noted { context in
            guard isPresented.wrappedValue else { return }
            let close = DismissAction { isPresented.wrappedValue = false }
            let drawn = context.scoped(
                "sheet", { ($0.dismiss, $0.buttonKind, $0.spokenLabel) = (close, "", nil) }, { context.draw(content()) }
            )
            context.overlays.append(
                "<div class=shade></div><div class=sheet role=dialog>\(drawn.map(\.html).joined())</div>")
        }
    }
    public func onChange<T: Equatable>(
        of value: T, initial: Bool = false, _ action: @escaping @MainActor (T, T) -> Void
    ) -> some View {
        noted { context in
            let key = context.path.joined(separator: "/") + " \(T.self)"
            context.watched[key] = Box(value)
            guard let old = (context.watchedBefore[key] as? Box<T>)?.value ?? (initial ? value : nil) else { return }
            if old != value || context.watchedBefore[key] == nil { context.changes.append { action(old, value) } }
        }
    }
}
public enum TitleDisplayMode: Sendable { case inline, large }
