/// A colour of the screen and of the printer.
struct DrawingColor: Hashable, Sendable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  init(_ rgb: UInt32) {
    red = UInt8(truncatingIfNeeded: rgb >> 16)
    green = UInt8(truncatingIfNeeded: rgb >> 8)
    blue = UInt8(truncatingIfNeeded: rgb)
  }

  /// `#56B4E9`.
  var hexText: String {
    "#"
      + [red, green, blue].map { byte in
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }

  /// The text colour that stands out more on this one: black or white.
  ///
  /// The relative luminance of WCAG 2.1 with a gamma of 2. Black and white contrast equally with a
  /// ground of luminance 0.18.
  var textColor: DrawingColor {
    let luminance = 2126 * square(red) + 7152 * square(green) + 722 * square(blue)
    return luminance >= 1800 * square(255) ? .black : .white
  }

  private func square(_ channel: UInt8) -> Int { Int(channel) * Int(channel) }

  /// This colour mixed with white: `share` parts of a hundred remain.
  func tint(_ share: Int) -> DrawingColor {
    func mix(_ channel: UInt8) -> UInt32 {
      UInt32((Int(channel) * share + 255 * (100 - share)) / 100)
    }
    return DrawingColor(mix(red) << 16 | mix(green) << 8 | mix(blue))
  }

  static let black = DrawingColor(0x000000)
  static let white = DrawingColor(0xFFFFFF)

  // The palette of Okabe and Ito, which people with any kind of colour vision tell apart.
  static let orange = DrawingColor(0xE69F00)
  static let skyBlue = DrawingColor(0x56B4E9)
  static let bluishGreen = DrawingColor(0x009E73)
  static let yellow = DrawingColor(0xF0E442)
  static let blue = DrawingColor(0x0072B2)
  static let vermillion = DrawingColor(0xD55E00)
  static let reddishPurple = DrawingColor(0xCC79A7)
  static let grey = DrawingColor(0x999999)
}

/// The outline of a node. Only outlines that take little more room than their text.
enum NodeShape: String, Sendable, CaseIterable {
  case box, ellipse, octagon, note, tab, folder, component, box3d, underline
  case roundedBox, doubleBox, cutBox

  /// The attributes that draw it.
  var attributes: String {
    switch self {
    case .box, .ellipse, .octagon, .note, .tab, .folder, .component, .box3d, .underline:
      "shape=\(rawValue),style=\"\(style)\""
    case .roundedBox, .cutBox: "shape=box,style=\"\(style)\""
    case .doubleBox: "shape=box,peripheries=2,style=\"\(style)\""
    }
  }

  /// The value of `style`, to which a kind of line may be added.
  var style: String {
    switch self {
    case .roundedBox: "filled,rounded"
    case .cutBox: "filled,diagonals"
    case .box, .ellipse, .octagon, .note, .tab, .folder, .component, .box3d, .underline, .doubleBox:
      "filled"
    }
  }
}

/// How the nodes of a label look: the same in every picture.
struct LabelStyle: Hashable, Sendable {
  var shape: NodeShape
  var fill: DrawingColor
  /// Texts rather than things: set smaller, in wider lines.
  var isRemark: Bool
  /// Something that happens or is said, and does not end: it is never drawn as ended.
  var isOccurrence: Bool
  /// Whether the node's own date is worth a line of its label.
  var showsDate: Bool

  private init(_ shape: NodeShape, _ fill: DrawingColor, _ traits: Trait...) {
    self.shape = shape
    self.fill = fill
    isRemark = traits.contains(.remark)
    isOccurrence = traits.contains(.occurrence)
    showsDate = !traits.contains(.undated)
  }

  private enum Trait { case remark, occurrence, undated }

  /// The labels that kith's own graphs use, in the order of the legend. A node of several labels
  /// looks like the first of them here.
  private static let known: [(label: String, style: LabelStyle)] = [
    ("Person", LabelStyle(.ellipse, .skyBlue)),
    ("Group", LabelStyle(.roundedBox, DrawingColor.skyBlue.tint(30))),
    ("Role", LabelStyle(.tab, DrawingColor.skyBlue.tint(55))),
    ("Organisation", LabelStyle(.box, .orange)),
    ("Organization", LabelStyle(.box, .orange)),
    ("Network", LabelStyle(.doubleBox, DrawingColor.orange.tint(55))),
    ("WorkingGroup", LabelStyle(.roundedBox, .yellow)),
    ("Programme", LabelStyle(.folder, .bluishGreen)),
    ("Project", LabelStyle(.component, .bluishGreen)),
    ("Service", LabelStyle(.roundedBox, DrawingColor.bluishGreen.tint(40))),
    ("Event", LabelStyle(.tab, .vermillion, .occurrence)),
    ("Contribution", LabelStyle(.note, DrawingColor.vermillion.tint(40), .occurrence, .undated)),
    ("Document", LabelStyle(.note, DrawingColor.grey.tint(60), .occurrence)),
    ("Law", LabelStyle(.note, .blue)),
    ("Place", LabelStyle(.box3d, .reddishPurple)),
    ("Topic", LabelStyle(.underline, .white)),
    ("Measure", LabelStyle(.doubleBox, DrawingColor.grey.tint(25), .remark, .occurrence)),
    ("Change", LabelStyle(.cutBox, DrawingColor.reddishPurple.tint(35), .remark, .occurrence)),
    ("Statement", LabelStyle(.note, .white, .remark, .occurrence, .undated)),
    ("Source", LabelStyle(.folder, DrawingColor.grey.tint(60), .occurrence))
  ]

  private static let order: [String: Int] = Dictionary(
    uniqueKeysWithValues: known.enumerated().map { ($1.label, $0) })

  /// The label that decides how a node looks and where the legend names it; nil without labels.
  static func primary(of labels: [String]) -> String? {
    labels.count == 1 ? labels[0] : labels.min { rank($0) < rank($1) }
  }

  /// The labels in the order of the legend.
  static func sorted(_ labels: [String]) -> [String] {
    labels.count < 2 ? labels : labels.sorted { rank($0) < rank($1) }
  }

  /// Sorts labels as legends list them: the well-known ones first, then the others by name.
  static func rank(_ label: String) -> (Int, String) { (order[label] ?? known.count, label) }

  /// The look of a label. One that is not well-known gets its look from its letters.
  static func of(_ label: String?) -> LabelStyle {
    guard let label else { return LabelStyle(.ellipse, .white) }
    if let index = order[label] { return known[index].style }
    let hash = hash(label)
    let shapes = otherShapes[Int(hash % UInt64(otherShapes.count))]
    let colors = otherColors[Int(hash / 64 % UInt64(otherColors.count))]
    return LabelStyle(shapes, colors)
  }

  private static let otherShapes: [NodeShape] = [
    .box, .ellipse, .roundedBox, .octagon, .tab, .folder, .component, .box3d, .note, .cutBox,
    .doubleBox
  ]

  private static let otherColors: [DrawingColor] = {
    let hues: [DrawingColor] = [
      .orange, .skyBlue, .bluishGreen, .yellow, .blue, .vermillion, .reddishPurple
    ]
    return hues + hues.map { $0.tint(45) }
  }()

  /// FNV-1a with 64 bits: the same on every machine and in every run, which `Hasher` is not.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
