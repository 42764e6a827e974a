import ArgumentParser

@main
struct Kith: ParsableCommand {
  func run() { print("kith") }
}
