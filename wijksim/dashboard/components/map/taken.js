// Maps that are taken along: as a table of blocks, and drawn anew as SVG with a legend.
const mapTaken = {
  keep(kind, place) {
    const apart = this.apart && place ? this.words.apart_head : "";
    const caption = [this.names[place], apart, this.sentence(this.at)].filter(Boolean).join(" · ");
    const month = this.runs[0].days[this.at].slice(0, 7);
    const name = [this.stems[place], this.layer, month].join("-");
    const csv = kind === "CSV" ? this.cells(place) : "";
    const svg = this.sketch(place);
    window.wijksimTake(kind, { svg, caption, name, csv });
    svg.remove();
  },
  // The table of blocks, as CSV; contact is in hours, the rest in shares.
  cells(place) {
    const map = this.box.maps[place];
    const sizes = { need: 1, trust: 1, contact: 15, reach: 1 };
    const here = this.at * map.rows.length;
    const value = (name, block) => {
      const seen = map.means[name][here + block];
      return seen === 255 ? "" : Number(((seen / 254) * sizes[name]).toPrecision(3));
    };
    const means = Object.keys(sizes);
    const heads = [this.words.block, ...means.map((one) => this.words.means[one]), this.words.time];
    const rows = map.blocks.map((block) => [
      JSON.stringify(this.blockName(block)),
      ...means.map((name) => value(name, block)),
      this.runs[0].days[this.at],
    ]);
    const lines = [heads.map((one) => JSON.stringify(one)), ...rows].map((row) => row.join(","));
    return lines.join("\n") + "\n";
  },
  // The map as SVG, its legend below it; it stands unseen in the page until it is taken.
  sketch(place) {
    const sheet = [].concat(this.$refs.sheets)[place];
    const map = this.box.maps[place];
    const size = sheet.width / 56;
    const svg = this.piece(this.$el, "svg", "", { class: "unseen", "aria-hidden": "true" });
    this.sketchBeds(svg, sheet, map, this.apart && place);
    if (this.ties) this.sketchTies(svg, sheet, map.run);
    const spot = { x: this.gap(sheet), y: sheet.unit * (map.run.height + 0.62) };
    const letters = { style: `font-size: ${size}px` };
    this.piece(svg, "text", "--soft", { ...spot, ...letters }, this.words.outside);
    for (const one of sheet.found) this.sketchSign(svg, one);
    const end = this.sketchLegend(svg, sheet, size, this.apart && place);
    svg.setAttribute("viewBox", `0 0 ${sheet.width} ${end}`);
    return svg;
  },
  piece(parent, tag, ink, marks, text) {
    const one = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const name in marks) one.setAttribute(name, marks[name]);
    if (ink) one.style.fill = `var(${ink})`;
    if (text) one.textContent = text;
    parent.append(one);
    return one;
  },
  sketchBeds(svg, sheet, map, apart) {
    const { unit, start, width: wide } = sheet;
    const gap = this.gap(sheet);
    const month = Math.floor(this.box.now);
    const kinds = map.layers[this.layer];
    const paths = {};
    map.rows.forEach((rows, cell) => {
      const x = (cell % map.run.width) * unit + gap;
      const y = Math.floor(cell / map.run.width) * unit + gap;
      this.piece(svg, "rect", "--panel", { x, y, width: unit - gap, height: unit - gap });
      const dot = sheet.dots[cell];
      const flat = apart ? "--d" + this.step(cell, month) : "";
      for (const row of rows) {
        const kind = kinds[month * map.beds + row];
        if (!kind) continue;
        const ink = flat || this.ramps()[this.layer][kind - 1];
        const corner = `M${start[row] % wide} ${Math.floor(start[row] / wide)}`;
        (paths[ink] = paths[ink] || []).push(`${corner}h${dot}v${dot}h-${dot}z`);
      }
    });
    for (const ink in paths) this.piece(svg, "path", ink, { d: paths[ink].join("") });
  },
  sketchTies(svg, sheet, run) {
    for (const [a, b, count] of run.bundles[this.page]) {
      const [x, y] = this.middle(sheet, a);
      const [to, down] = this.middle(sheet, b);
      const wide = Math.min(5, 0.5 + count / 6) * sheet.ratio;
      const look = `fill: none; stroke: var(--m-tie); opacity: 0.42; stroke-width: ${wide}`;
      this.piece(svg, "path", "", { d: `M${x} ${y}L${to} ${down}`, style: look });
    }
  },
  sketchSign(svg, one) {
    const [, path, ink] = this.paths()[MAP_SHAPES[one.kind]];
    const edge = one.live ? "--paper" : ink;
    this.piece(svg, "path", one.live ? ink : "--paper", {
      d: path,
      transform: `translate(${one.x - one.big} ${one.y - one.big}) scale(${one.big / 7})`,
      style: `stroke: var(${edge}); stroke-width: 1; paint-order: stroke`,
    });
  },
  // Inks and signs with their words, in lines as wide as the map; gives where they end.
  sketchLegend(svg, sheet, size, apart) {
    const square = "M0 0h12v12h-12z";
    const parted = this.words.parted.map((one) => one.replace("{a}", this.names[0]));
    const inks = apart
      ? parted.map((text, n) => [square, "--d" + n, text])
      : this.scale.map((one) => [square, one.ink, one.text]);
    const legend = [...inks, ...this.signs.map((one) => [one.path, one.ink, one.text])];
    let x = 0;
    let y = sheet.height + size;
    for (const [path, ink, text] of legend) {
      const long = (text.length * 0.62 + 3.4) * size;
      if (x + long > sheet.width) {
        x = 0;
        y += size * 1.7;
      }
      const transform = `translate(${x} ${y}) scale(${size / 14})`;
      this.piece(svg, "path", ink, { d: path, transform });
      const spot = { x: x + size * 1.35, y: y + size * 0.85, style: `font-size: ${size}px` };
      this.piece(svg, "text", "--ink", spot, text);
      x += long;
    }
    return y + size * 1.4;
  },
};
