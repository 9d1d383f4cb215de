import RingtreeCLI

@main
struct Main {
  static func main() {
    Ringtree.run()
  }
}
