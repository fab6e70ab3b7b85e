public struct Font: Sendable {
    let css: String
    public enum Weight: Int, Sendable {
        case regular = 400
        case medium = 500
        case semibold = 600
        case bold = 700
    }
    public enum Design: Sendable { case `default`, rounded, monospaced }
    public enum TextStyle: Sendable {
        case largeTitle, title, title2, title3, headline, body, subheadline, footnote, caption
    }
    static func style(_ weight: Int, _ size: Int, _ line: Int, _ scale: String = "--type") -> Font {
        Font(css: "font:\(weight) calc(\(size)px*var(\(scale)))/calc(\(line)px*var(\(scale))) var(--face)")
    }
    public static let largeTitle = style(700, 34, 41, "--title")
    public static let title = style(400, 28, 34, "--title")
    public static let title2 = style(400, 22, 28, "--title")
    public static let title3 = style(400, 20, 25, "--title")
    public static let headline = style(600, 17, 22)
    public static let body = style(400, 17, 22)
    public static let subheadline = style(400, 15, 20)
    public static let footnote = style(400, 13, 18)
    public static let caption = style(400, 12, 16)
    public static func system(_ style: TextStyle, design: Design? = nil, weight: Weight? = nil) -> Font {
        let all: [Font] = [largeTitle, title, title2, title3, headline, body, subheadline, footnote, caption]
        let order: [TextStyle] = [
            .largeTitle, .title, .title2, .title3, .headline, .body, .subheadline, .footnote, .caption,
        ]
        let font = all[order.firstIndex(of: style) ?? 5]
        return Font(css: font.css + (weight.map { ";font-weight:\($0.rawValue)" } ?? ""))
    }
    public func monospacedDigit() -> Font { Font(css: css + ";font-variant-numeric:tabular-nums") }
    public func weight(_ weight: Weight) -> Font { Font(css: css + ";font-weight:\(weight.rawValue)") }
}

public protocol ShapeStyle { var css: String { get } }
public struct Color: ShapeStyle, Sendable {
    public let css: String
    public enum RGBColorSpace: Sendable { case sRGB }
    init(css: String) { self.css = css }
    public init(_ space: RGBColorSpace = .sRGB, red: Double, green: Double, blue: Double, opacity: Double = 1) {
        let part = { (value: Double) in Int((value * 255).rounded()) }
        css = "rgba(\(part(red)),\(part(green)),\(part(blue)),\(opacity))"
    }
    public static let clear = Color(css: "transparent")
}
extension Color: Drawn {
    func draw(_ context: RenderContext) -> [Piece] {
        [.element("div", style: "background:\(css)", wide: true, tall: true, [])]
    }
}

public protocol Shape { var radius: String { get } }
public struct RoundedRectangle: Shape, Sendable {
    public let radius: String
    public init(cornerRadius: Double) { radius = "\(cornerRadius)px" }
}
public struct StrokeStyle: Sendable {
    let width: Double
    public init(lineWidth: Double, lineCap: LineCap = .butt) { width = lineWidth }
    public enum LineCap: Sendable { case butt, round }
}
/// Whole or a part of a ring, as an outline.
public struct Circle: Shape, Drawn {
    public let radius = "50%"
    var part = 1.0
    var line = "none"
    var width = 0.0
    public init() {}
    public func trim(from: Double, to: Double) -> Circle { changed { $0.part = to - from } }
    public func stroke<S: ShapeStyle>(_ style: S, lineWidth: Double) -> Circle {
        changed { ($0.line, $0.width) = (style.css, lineWidth) }
    }
    public func stroke<S: ShapeStyle>(_ style: S, style stroke: StrokeStyle) -> Circle {
        self.stroke(style, lineWidth: stroke.width)
    }
    private func changed(_ change: (inout Circle) -> Void) -> Circle {
        var circle = self
        change(&circle)
        return circle
    }
    func draw(_ context: RenderContext) -> [Piece] {
        let length = part * 100
        let circle =
            "<circle cx=18 cy=18 r=15.9155 fill=none stroke=\"\(line)\" stroke-width=\"\(width * 1.2)\" "
            + "stroke-linecap=round stroke-dasharray=\"\(length) \(100 - length)\"/>"
        return [
            .element("div", "ring", wide: true, tall: true, [Piece(html: "<svg viewBox=\"0 0 36 36\">\(circle)</svg>")])
        ]
    }
}
public struct Angle: Sendable {
    let value: Double
    public static func degrees(_ value: Double) -> Angle { Angle(value: value) }
}

public enum HorizontalAlignment: String, Sendable {
    case leading = "flex-start"
    case center
    case trailing = "flex-end"
}
public enum VerticalAlignment: String, Sendable {
    case top = "flex-start"
    case center
    case bottom = "flex-end"
    case firstTextBaseline = "baseline"
}
public enum Alignment: Sendable {
    case leading, center, trailing, top, bottom, bottomTrailing
    var horizontal: String {
        self == .leading ? "flex-start" : [.trailing, .bottomTrailing].contains(self) ? "flex-end" : "center"
    }
    var vertical: String {
        self == .top ? "flex-start" : [.bottom, .bottomTrailing].contains(self) ? "flex-end" : "center"
    }
}
public enum TextAlignment: String, Sendable {
    case leading = "start"
    case center
    case trailing = "end"
}
public enum VerticalEdge: Sendable { case top, bottom }
public enum Axis: Sendable { case horizontal, vertical }
public enum Edge: Sendable {
    public struct Set: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
        public static let top = Set(rawValue: 1)
        public static let leading = Set(rawValue: 2)
        public static let bottom = Set(rawValue: 4)
        public static let trailing = Set(rawValue: 8)
        public static let horizontal: Set = [.leading, .trailing]
        public static let vertical: Set = [.top, .bottom]
        public static let all: Set = [.horizontal, .vertical]
    }
}
public struct ButtonRole: Equatable, Sendable {
    let place: Int
    public static let destructive = ButtonRole(place: 1)
    public static let cancel = ButtonRole(place: 2)
}
public struct Animation: Sendable {
    public static func easeInOut(duration: Double) -> Animation { Animation() }
    public static func linear(duration: Double) -> Animation { Animation() }
}
public struct AccessibilityTraits: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let isHeader = AccessibilityTraits(rawValue: 1)
}
public enum AccessibilityChildBehavior: Sendable { case combine, ignore, contain }
public enum UIKeyboardType: Sendable {
    case numberPad, phonePad
    // swift-format-ignore
    case URL
}
public enum UITextContentType: Sendable {
    case password, newPassword, oneTimeCode, telephoneNumber
    // swift-format-ignore
    case URL
}
public struct TextInputAutocapitalization: Sendable { public static let never = TextInputAutocapitalization() }
public enum SubmitLabel: Sendable { case done, go, search }
public enum Visibility: Sendable { case automatic, hidden }
