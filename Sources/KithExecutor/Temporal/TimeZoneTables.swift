/// Which zone of the IANA database a zone is only another name of: `Europe/Stockholm` of `Europe/Berlin`.
///
/// The database's main data has one zone for places whose clocks have agreed since 1970, and gives the other
/// places' names as links to it. Distributions may build it with more (`backzone`): then such names have a
/// history of their own before 1970, and the same query would give other answers on another machine. The two
/// tables that come with the zone files tell which names these are:
///
/// ```
/// zone1970.tab   DE,DK,NO,SE,SJ <tab> +5230+01322 <tab> Europe/Berlin      a zone, and the countries it serves
/// zone.tab       SE <tab> +5920+01803 <tab> Europe/Stockholm               a name for a country
/// ```
///
/// A name that only `zone.tab` has is a link to the zone of its country whose clock agrees with its own since 1970.
struct TimeZoneTables: Sendable {
  private var zonesByCountry: [String: [String]] = [:]
  private var mainZones: Set<String> = []
  private var countryByName: [String: String] = [:]

  /// The texts of `zone1970.tab` and `zone.tab`; without them no name is a link.
  init(zones: String, names: String) {
    for (countries, zone) in Self.rows(zones) {
      mainZones.insert(zone)
      for country in countries.split(separator: ",") {
        zonesByCountry[String(country), default: []].append(zone)
      }
    }
    for (country, name) in Self.rows(names) { countryByName[name] = country }
  }

  /// The zones one of which the name may be a link to; none for a zone of the main data and for unknown names.
  func candidates(for name: String) -> [String] {
    guard !mainZones.contains(name), let country = countryByName[name] else { return [] }
    return zonesByCountry[country] ?? []
  }

  /// The first and the third field of each line.
  private static func rows(_ text: String) -> [(countries: String, name: String)] {
    text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count >= 3 else { return nil }
      return (countries: String(fields[0]), name: String(fields[2]))
    }
  }
}
