// A stand-in for Apple's SwiftUI on Linux: type-checks the screens, renders them as HTML, and lets tests look at them and tap.
// Its signatures are our own: green here is not green in Xcode, and its layout is CSS.
@_exported import Foundation
@_exported import Observation

/// One drawn element, and whether it takes all the room it is offered.
struct Piece {
    var html: String
    var isWide = false
    var isTall = false
    var isSection = false
    var rowStyle = ""

    @MainActor static func element(
        _ name: String, _ kind: String = "", style: String = "", attributes: String = "", wide: Bool? = nil,
        tall: Bool? = nil, _ inner: [Piece]
    ) -> Piece {
        let wide = wide ?? inner.contains(where: \.isWide)
        let tall = tall ?? inner.contains(where: \.isTall)
        let kinds = "\(kind)\(wide ? " wide" : "")\(tall ? " tall" : "")".trimmingCharacters(in: .whitespaces)
        let css = style.isEmpty ? "" : " style=\"\(style)\""
        let html = "<\(name) class=\"\(kinds)\"\(css)\(attributes)>\(inner.map(\.html).joined())</\(name)>"
        return Piece(html: html, isWide: wide, isTall: tall, rowStyle: inner.first?.rowStyle ?? "")
    }
}

/// What can be tapped: its label as a screen reader says it.
public struct Control {
    public let label: String
    public let isEnabled: Bool
    public let action: @MainActor () -> Void
}

/// What can be typed into.
public struct Field {
    public let label: String
    public let isSecret: Bool
    public let text: Binding<String>
    public let submit: @MainActor () -> Void
}

@MainActor public final class RenderContext {
    public var environment = EnvironmentValues()
    public internal(set) var controls: [Control] = []
    public internal(set) var fields: [Field] = []
    var path: [String] = []
    var boxes: [String: AnyObject] = [:]
    var scene: [String: String] = [:]
    var changes: [@MainActor () -> Void] = []
    /// What is watched, by its place in the tree, as long as it is drawn.
    var watched: [String: AnyObject] = [:]
    var watchedBefore: [String: AnyObject] = [:]
    var overlays: [String] = []
    var bar = Bar()
    static var current = RenderContext()

    struct Bar {
        var title = ""
        var items: [(place: ToolbarItemPlacement, html: String)] = []
    }

    func scoped<R>(_ step: String, _ change: (inout EnvironmentValues) -> Void = { _ in }, _ body: () -> R) -> R {
        let saved = environment
        path.append(step)
        change(&environment)
        defer {
            environment = saved
            path.removeLast()
        }
        return body()
    }

    func draw<V: View>(_ view: V) -> [Piece] {
        if let node = view as? any Drawn { return node.draw(self) }
        return scoped("\(V.self)") {
            for (place, child) in Mirror(reflecting: view).children.enumerated() {
                (child.value as? any Kept)?.keep(self, path.joined(separator: "/") + "#\(place)")
            }
            return draw(view.body)
        }
    }
}

/// A screen on a device that a test holds: look, tap, type.
@MainActor public final class Device<Root: View> {
    public let context = RenderContext()
    private let root: Root

    public init(_ root: Root) { self.root = root }

    /// Draws anew. What changes set off is done before it answers.
    @discardableResult public func render() -> String {
        var html = ""
        for _ in 0..<4 {
            context.controls = []
            context.fields = []
            context.changes = []
            (context.watchedBefore, context.watched) = (context.watched, [:])
            context.overlays = []
            RenderContext.current = context
            html = context.draw(root).map(\.html).joined()
            if context.changes.isEmpty { break }
            for change in context.changes { change() }
        }
        return "<div class=screen><div class=status><b>9:41</b></div>\(html)\(context.overlays.joined())</div>"
    }

    /// All that can be read on the screen, in reading order, labels for screen readers included.
    public func words() -> String {
        let spoken = render().replacingOccurrences(
            of: "<[^>]* aria-label=\"([^\"]*)\"[^>]*>", with: " $1 ", options: .regularExpression)
        return plain(spoken.replacingOccurrences(of: "<", with: " <"))
    }

    /// Taps what has this label; false if nothing has, or it cannot be tapped.
    public func tap(_ label: String) -> Bool {
        render()
        guard let control = context.controls.last(where: { $0.label == label && $0.isEnabled }) else { return false }
        control.action()
        return true
    }

    /// Types over what stands in the field; false if there is none.
    public func type(_ text: String, into label: String, submit: Bool = false) -> Bool {
        render()
        guard let field = context.fields.last(where: { $0.label == label }) else { return false }
        field.text.wrappedValue = text
        if submit {
            render()
            context.fields.last { $0.label == label }?.submit()
        }
        return true
    }

    /// The screen as a page beside `style.css`.
    public func page(_ kinds: String, language: String) -> String {
        "<!doctype html><html lang=\"\(escaped(language))\"><meta charset=utf-8>"
            + "<link rel=stylesheet href=style.css><link rel=stylesheet href=symbols.css><body class=\"\(kinds)\">\(render())"
    }
}

@MainActor protocol Drawn: View where Body == Never { func draw(_ context: RenderContext) -> [Piece] }
extension Drawn { public var body: Never { fatalError("drawn, not composed") } }

func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
        .replacingOccurrences(of: "\"", with: "&quot;")
}
func plain(_ html: String) -> String {
    html.replacingOccurrences(of: "<svg.*?</svg>", with: "", options: .regularExpression)
        .replacingOccurrences(of: "<[^>]*>", with: "", options: .regularExpression)
        .replacingOccurrences(of: "\\s+", with: " ", options: .regularExpression)
        .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&quot;", with: "\"")
        .replacingOccurrences(of: "&amp;", with: "&").trimmingCharacters(in: .whitespaces)
}
