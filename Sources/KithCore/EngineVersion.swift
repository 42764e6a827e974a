/// The version of kith: the shell, the manual page and `dbms.components()` tell it.
package enum EngineVersion {
  package static let text = "0.1.0"
}
