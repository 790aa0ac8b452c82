/// The colours of paper and ink by day and by night.
let colourStyle = """
    :root { --paper: #fff; --ink: #1c1e21; --faint: #5f6670; --line: #d5d9de; --box: #f4f6f8;
      \(paletteVariables(\.light)) }
    @media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e4e6e9;
      --faint: #a0a7b0; --line: #3a3f46; --box: #1b2027;
      \(paletteVariables(\.dark)) } }
    """

/// What lines, marks and letters of a drawing look like, on a page and in a file of their own.
let drawingStyle = """
    .drawing { display: block; width: 100%; max-width: \(pageWidth.drawing); height: auto;
      fill: var(--ink); }
    .drawing text { font: 16px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
    .drawing .letter { font-weight: 600; }
    .drawing .level { font-size: 14px; paint-order: stroke; stroke: var(--paper); stroke-width: 3px;
      stroke-linejoin: round; }
    @media (min-width: 36rem) { .drawing text { font-size: 11px; }
      .drawing .level { font-size: 9.5px; } }
    .axis { stroke: var(--faint); stroke-width: 1; fill: none; }
    .rule { stroke: var(--line); stroke-width: 1; fill: none; }
    .height { stroke: var(--ink); stroke-width: .8; fill: none; opacity: .55; }
    .curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
    .halo { fill: none; stroke: var(--paper); stroke-width: 4.5; stroke-linejoin: round; }
    .mark { stroke: var(--paper); stroke-width: 1; }
    \(palette.indices.map { ".s\($0) { stroke: var(--c\($0)); }" }.joined(separator: " "))
    \(palette.indices.map { ".f\($0) { fill: var(--c\($0)); }" }.joined(separator: " "))
    .field { stroke: var(--paper); stroke-width: .5; stroke-linejoin: round; }
    .tip { fill: var(--faint); }
    .node { fill: var(--box); stroke: var(--faint); stroke-width: 1.2; }
    .drawing .small { font-size: 9px; }
    .drawing .value { fill: var(--c0); } .drawing .gradient { fill: var(--c1); }
    .drawing .label { fill: var(--faint); paint-order: stroke; stroke: var(--paper);
      stroke-width: 3px; stroke-linejoin: round; }
    """

/// How a page looks: on a screen by day and by night, on a phone, and on paper.
let styleSheet = """
    \(colourStyle)
    :root { --right: 21, 128, 61; --wrong: 194, 65, 12; }
    @media (prefers-color-scheme: dark) { :root { --right: 74, 190, 120; --wrong: 240, 120, 50; } }
    @media print { :root { --paper: #fff; --ink: #000; --faint: #444; --line: #bbb; --box: #fff;
      \(paletteVariables(\.light)) --right: 21, 128, 61; --wrong: 194, 65, 12; } }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
    main, footer { max-width: \(pageWidth.text); margin: 0 auto; padding: 0 1rem; }
    main { padding-top: 1.5rem; overflow-wrap: break-word; }
    footer { color: var(--faint); font-size: .85rem; padding-top: 2rem; padding-bottom: 2rem; }
    h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
    h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 .75rem; padding-top: .75rem;
      border-top: 1px solid var(--line); }
    .question { font-size: 1.15rem; color: var(--faint); margin: 0 0 1.5rem; }
    p, ul { margin: 0 0 1rem; } ul { padding-left: 1.25rem; }
    pre, code, table { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono",
      monospace; }
    code { font-size: .9em; display: inline-block; max-width: 100%; }
    pre { font-size: .85rem; line-height: 1.45; margin: 0 0 1rem; padding: .75rem 1rem;
      border-radius: .4rem; }
    pre.lines { border-left: 3px solid var(--line); border-radius: 0; padding: .1rem 0 .1rem 1rem; }
    .wide { margin: 0 0 1rem; }
    .wide, pre { --under: var(--paper); overflow-x: auto; background-color: var(--under);
      background-image: linear-gradient(to left, var(--under) 1rem, transparent),
        linear-gradient(to left, rgba(128, 128, 128, .6), transparent);
      background-position: right; background-repeat: no-repeat;
      background-size: 2rem 100%, .4rem calc(100% - 4px); background-attachment: local, scroll; }
    pre.formulas { --under: var(--box); }
    table { border-collapse: collapse; font-size: .85rem; }
    th, td { padding: .2rem .7rem; text-align: left; vertical-align: top; }
    td { white-space: nowrap; } .long { white-space: normal; min-width: 16ch; }
    thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; }
    tbody td { border-bottom: 1px solid var(--line); }
    .number { text-align: right; }
    .confusion th, .confusion td { padding: .1rem .2rem; text-align: right; border: 0;
      min-width: 1.7rem; }
    .confusion { font-size: .7rem; }
    .right { background: rgba(var(--right), var(--share)); }
    .wrong { background: rgba(var(--wrong), var(--share)); }
    figure { margin: 0 0 1.5rem; }
    figcaption { font-weight: 600; margin-bottom: .25rem; }
    .caption { color: var(--faint); font-size: .9rem; margin: .25rem 0 0; }
    .legend { list-style: none; margin: 0 0 .25rem; padding: 0; display: flex; flex-wrap: wrap;
      gap: 0 1rem; font-size: .9rem; }
    .legend svg { width: 2rem; height: .9rem; vertical-align: -.1rem; margin-right: .3rem; }
    \(drawingStyle)
    .pictures { display: flex; flex-wrap: wrap; gap: .75rem; } .row { flex-wrap: nowrap; }
    .pictures figure { margin: 0; min-width: 0; } .pictures img { display: block; width: 100%;
      height: auto; image-rendering: pixelated; outline: 1px solid var(--line); }
    .pictures figcaption { font-weight: normal; font-size: .85rem; text-align: center; margin: 0; }
    @page { margin: 1.5cm; }
    @media print { html { font-size: 87.5%; } h1, h2, figcaption { break-after: avoid; }
      figure, tr, .formulas { break-inside: avoid; } .formulas { padding: 0; }
      pre { white-space: pre-wrap; } .wide, pre { overflow: visible; background: none; }
      .pictures img { outline-offset: -1px; } .drawing { max-width: 30rem; }
      .drawing text { font-size: 13px; } .drawing .level { font-size: 11px; } .right, .wrong { print-color-adjust: exact;
      -webkit-print-color-adjust: exact; } }
    """
