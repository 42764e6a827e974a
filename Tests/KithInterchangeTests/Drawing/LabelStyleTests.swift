import Foundation
import KithCore
import Testing

@testable import KithInterchange

struct LabelStyleTests {
  private static let wellKnown = [
    "Person", "Group", "Role", "Organisation", "Network", "WorkingGroup", "Programme", "Project",
    "Service", "Event", "Contribution", "Document", "Law", "Place", "Topic", "Measure", "Change",
    "Statement", "Source"
  ]

  @Test func `no two of the labels that kith's graphs use look alike`() {
    #expect(Set(Self.wellKnown.map { LabelStyle.of($0) }).count == Self.wellKnown.count)
  }

  @Test func `another label has the same look in every picture`() {
    #expect(LabelStyle.of("Committee") == LabelStyle.of("Committee"))
    #expect(LabelStyle.of("Committee").shape == .note)
    #expect(LabelStyle.of("Committee").fill.hexText == "#B2DDF5")
    #expect(LabelStyle.of(nil).fill.hexText == "#FFFFFF")
  }

  @Test func `text is black on light colours and white on dark ones`() {
    #expect(DrawingColor.orange.textColor == .black)
    #expect(DrawingColor.vermillion.textColor == .black)
    #expect(DrawingColor.blue.textColor == .white)
    #expect(DrawingColor.black.textColor == .white)
    for label in Self.wellKnown { #expect(contrast(LabelStyle.of(label)) >= 4.5, "\(label)") }
  }

  @Test func `the first label of the legend decides how a node looks`() {
    #expect(LabelStyle.primary(of: ["Place", "Organisation"]) == "Organisation")
    #expect(LabelStyle.primary(of: ["Zebra", "Antelope"]) == "Antelope")
    #expect(LabelStyle.primary(of: ["Antelope", "Place"]) == "Place")
    #expect(LabelStyle.primary(of: []) == nil)
  }

  /// The contrast ratio of WCAG 2.1, which asks for 4.5.
  private func contrast(_ style: LabelStyle) -> Double {
    let luminances = [style.fill, style.fill.textColor].map { color in
      zip([0.2126, 0.7152, 0.0722], [color.red, color.green, color.blue]).reduce(0.0) {
        let channel = Double($1.1) / 255
        let linear = channel <= 0.03928 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
        return $0 + $1.0 * linear
      }
    }.sorted()
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)
  }
}
