/// Line drawings under the names of SF Symbols, which cannot be had here.
func symbol(_ name: String) -> String {
    let full = name.hasSuffix(".fill")
    let drawing = symbols[name] ?? "<circle cx=12 cy=12 r=9 />"
    return "<svg class=\"icon\(full ? " full" : "")\" viewBox=\"0 0 24 24\" data-name=\"\(name)\">\(drawing)</svg>"
}

private func lines(_ paths: String...) -> String { paths.map { "<path d=\"\($0)\"/>" }.joined() }

private let symbols: [String: String] = [
    "plus": lines("M12 5v14M5 12h14"),
    "xmark": lines("M6 6l12 12M18 6L6 18"),
    "checkmark": lines("M5 12.5l5 5L19.5 7"),
    "chevron.right": lines("M9 5l7 7-7 7"),
    "chevron.backward": lines("M15 5l-7 7 7 7"),
    "magnifyingglass": lines("M11 18a7 7 0 100-14 7 7 0 000 14zM16 16l5 5"),
    "gearshape": lines(
        "M12 15.2a3.2 3.2 0 100-6.4 3.2 3.2 0 000 6.4z",
        "M12 2.8v3M12 18.2v3M5.5 5.5l2.1 2.1M16.4 16.4l2.1 2.1M2.8 12h3M18.2 12h3M5.5 18.5l2.1-2.1M16.4 7.6l2.1-2.1"),
    "clock.arrow.circlepath": lines("M4 12a8 8 0 108-8 8.6 8.6 0 00-6.2 2.7L4 8.5M4 4v4.5h4.5M12 8v4.5l3 1.8"),
    "arrow.clockwise": lines("M20 12a8 8 0 11-2.3-5.7L20 8.5M20 4v4.5h-4.5"),
    "ellipsis.circle": lines("M12 21a9 9 0 100-18 9 9 0 000 18z", "M8 12h.01M12 12h.01M16 12h.01"),
    "exclamationmark.triangle.fill": lines("M12 3L2 20.5h20L12 3z", "M12 10v4.5M12 17.4v.1"),
    "checkmark.circle.fill": lines("M12 22a10 10 0 100-20 10 10 0 000 20z", "M7.5 12.3l3 3 6-6.6"),
    "xmark.circle.fill": lines("M12 22a10 10 0 100-20 10 10 0 000 20z", "M8.5 8.5l7 7M15.5 8.5l-7 7"),
    "hand.raised.fill": lines(
        "M7 12V6.5a1.5 1.5 0 013 0V11V4.5a1.5 1.5 0 013 0V11V6a1.5 1.5 0 013 0v6.5l1-1.2a1.6 1.6 0 012.5 2L16.500 18.500A6 6 0 0112 21a6 6 0 01-5-6z"
    ),
    "clock.fill": lines("M12 22a10 10 0 100-20 10 10 0 000 20z", "M12 7v5.300l3.500 2"),
    "lock.fill": lines(
        "M6 10.500h12a1.500 1.500 0 011.500 1.500v8a1.500 1.500 0 01-1.500 1.500H6A1.500 1.500 0 014.500 20v-8A1.500 1.500 0 016 10.500z"
    )
        + "<path d=\"M8 10.500V7a4 4 0 018 0v3.500\" style=\"fill:none;stroke:currentColor;stroke-width:2.200\"/>",
    "lock.open": lines("M5.500 11h13v10h-13zM8.500 11V7a3.700 3.700 0 017.200-1.200"),
    "lock": lines("M5.500 11h13v10h-13zM8.500 11V7a3.500 3.500 0 017 0v4"),
    "key": lines("M8 20a4.500 4.500 0 100-9 4.500 4.500 0 000 9zM11.200 12.300L20 3.500M16 7.500l3 3"),
    "iphone": lines(
        "M8 2.500h8a1.500 1.500 0 011.500 1.500v16a1.500 1.500 0 01-1.500 1.500H8A1.500 1.500 0 016.500 20V4A1.500 1.500 0 018 2.500zM10.500 18.700h3"
    ),
    "qrcode.viewfinder": lines(
        "M3 8V4.500A1.500 1.500 0 014.500 3H8M16 3h3.500A1.500 1.500 0 0121 4.500V8M21 16v3.500a1.500 1.500 0 01-1.500 1.500H16M8 21H4.500A1.500 1.500 0 013 19.500V16",
        "M8 8h3v3H8zM13.500 13.500h2.500V16h-2.500zM13.500 8H16v2.500h-2.500zM8 13.500h2.500V16H8z"),
    "photo": lines("M4 4.500h16v15H4zM4 16l5-5 4 4 2.500-2.500L20 16.500M15.500 9h.01"),
    "doc.on.clipboard": lines("M9 3.500h6v3H9zM9 5H6v16h12V5h-3M9 11.500h6M9 15.500h6"),
    "keyboard": lines("M3 6.500h18v11H3zM7 10h.01M11 10h.01M15 10h.01M7.500 14h9"),
    "person.badge.key": lines(
        "M10 11a4 4 0 100-8 4 4 0 000 8zM3 20.500a7 7 0 0111-5.700M17.500 18a2.300 2.300 0 100-4.600 2.300 2.300 0 000 4.600zM17.500 18v3.500"
    ),
    "doc.on.doc": lines("M8.500 8.500H19v12.500H8.500zM15.500 8.500V3H5v12.500h3.500"),
    "square.and.arrow.down": lines("M12 3v11M8 10.500l4 4 4-4M6 9.500H4.500V21h15V9.500H18"),
    "printer": lines("M7 8.500V3h10v5.500M7 17H3.500V8.500h17V17H17M7 13.500h10V21H7z"),
    "pencil": lines("M4 20l1-4.500L16.500 4l3.500 3.500L8.500 19 4 20z"),
    "note.text": lines("M4.500 4h15v16h-15zM8 9h8M8 12.500h8M8 16h5"),
    "trash": lines("M4 6.500h16M9.500 6.500V3.500h5v3M6 6.500l1 14.500h10l1-14.500M10 11v6M14 11v6"),
    "eye": lines(
        "M2 12s3.500-6.500 10-6.500S22 12 22 12s-3.500 6.500-10 6.500S2 12 2 12zM12 15a3 3 0 100-6 3 3 0 000 6z"),
    "eye.slash": lines(
        "M4 4l16 16M9.500 6a9.800 9.800 0 012.500-.500C18.500 5.500 22 12 22 12a18 18 0 01-3 3.700M6 7.800A17 17 0 002 12s3.500 6.500 10 6.500c1.500 0 2.800-.300 4-.800"
    ),
    "shield.fill": lines("M12 2.500l8 3v6c0 5-3.300 8.500-8 10-4.700-1.500-8-5-8-10v-6l8-3z"),
    "bell": lines("M18 16V11a6 6 0 10-12 0v5l-1.500 2h15L18 16zM10 21h4"),
    "camera": lines("M3 7.500h4l2-3h6l2 3h4v12H3zM12 17a3.800 3.800 0 100-7.600 3.800 3.800 0 000 7.600z"),
    "minus.circle": lines("M12 21a9 9 0 100-18 9 9 0 000 18zM8 12h8"),
]
