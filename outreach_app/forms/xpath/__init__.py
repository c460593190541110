"""XPath as forms speak it: text in, closures out. It knows trees and values, no forms."""
