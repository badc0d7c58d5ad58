/// The look of a picture that stands by itself, as `site/assets/tokenbook.css` has it for those in pages: the same
/// rules and the same colours. A test holds the two together.
package enum PictureStyle {
  /// The style that stands within a file of a picture.
  package static let element = """
    <style>
    .p-paper { fill: var(--paper); }
    svg { \(light) --sans: -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; }
    @media (prefers-color-scheme: dark) { svg { \(dark) } }
    \(rules)
    </style>

    """

  /// The colours on a light page.
  package static let light = """
    --paper: #fdfdfb; --panel: #f5f5f0; --line: #deded5; --edge: #85897f; --ink: #1b2023; --soft: #555d62; \
    --accent: #0b5a63; --good: #17633b; --good-soft: #e4f2e8; --warn: #7a4d00; --bad: #9c231d;
    """

  /// The colours on a dark page.
  package static let dark = """
    --paper: #14181a; --panel: #1b2023; --line: #30373b; --edge: #78838a; --ink: #e3e7e8; --soft: #a2adb2; \
    --accent: #7ecbd3; --good: #85d3a5; --good-soft: #163024; --warn: #e6bb66; --bad: #f4a096;
    """

  /// What each look is drawn with.
  package static let rules = """
    .p-box { fill: var(--panel); stroke: var(--edge); }
    .p-edge, .p-axis { fill: none; stroke: var(--edge); }
    .p-axis { stroke: var(--line); }
    .p-today { fill: none; stroke: var(--accent); stroke-width: 2; }
    .p-span { fill: none; stroke: var(--edge); }
    .p-good { fill: var(--good-soft); stroke: var(--good); }
    .p-bad { stroke: var(--bad); }
    .p-goes { stroke-dasharray: 4 3; }
    .p-bar { fill: var(--accent); }
    .p-warn-bar { fill: var(--warn); }
    .p-bad-bar { fill: var(--bad); }
    .p-overdue { fill: var(--bad); }
    .p-due { fill: var(--warn); }
    .p-later { fill: var(--paper); stroke: var(--accent); stroke-width: 1.5; }
    .p-dot { fill: var(--ink); stroke: var(--paper); stroke-width: 2; }
    .p-name, .p-small, .p-head, .p-words { font-family: var(--sans); fill: var(--ink); }
    .p-name { font-size: 13px; font-weight: 600; }
    .p-small, .p-words { font-size: 12px; }
    .p-small, .p-head { fill: var(--soft); }
    .p-head { font-size: 12px; font-weight: 600; }
    .p-count { fill: var(--ink); }
    .p-on { fill: var(--paper); }
    .p-good-words { fill: var(--good); }
    .p-bad-words { fill: var(--bad); }
    """
}
