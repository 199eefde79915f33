// The beds of all residents as points, drawn into one picture a map; only points that change are.
const mapDrawing = {
  // Measures the maps anew: at the start, when the window or the colours change.
  size() {
    if (!this.ready) return;
    const r = this.runs[0];
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const style = getComputedStyle(document.documentElement);
    this.box.colours = Object.fromEntries(
      this.inks().map((one) => [one, style.getPropertyValue(one).trim()]),
    );
    this.box.stamps = {};
    this.box.letter = (12 * parseFloat(style.fontSize)) / 16;
    [].concat(this.$refs.sheets || []).forEach((sheet, place) => {
      const unit = Math.floor((sheet.parentNode.clientWidth * ratio) / r.width);
      const map = this.box.maps[place];
      if (unit < 2 || !map) return;
      sheet.width = unit * r.width;
      sheet.height = unit * (r.height + 1.6);
      sheet.style.width = sheet.width / ratio + "px";
      sheet.pen = sheet.getContext("2d", { alpha: false });
      sheet.unit = unit;
      sheet.ratio = ratio;
      sheet.found = null;
      sheet.picture = sheet.pen.createImageData(sheet.width, sheet.height);
      sheet.words32 = new Uint32Array(sheet.picture.data.buffer);
      this.ground(sheet, map, this.ink("--paper"), this.ink("--panel"));
    });
    this.draw();
  },
  // Paper and blocks, and where in the picture each bed begins.
  ground(sheet, map, paper, panel) {
    const out = sheet.words32;
    const wide = sheet.width;
    const unit = sheet.unit;
    const across = this.runs[0].width;
    const gap = this.gap(sheet);
    out.fill(paper);
    sheet.start = new Int32Array(map.beds);
    sheet.dots = new Uint8Array(map.rows.length);
    sheet.inked = new Uint32Array(map.beds).fill(panel);
    map.rows.forEach((rows, cell) => {
      const x = (cell % across) * unit;
      const y = Math.floor(cell / across) * unit;
      const side = map.side[cell];
      const pitch = (unit - gap) / side;
      const dot = Math.max(1, Math.floor(pitch) - (pitch > 2.5 ? 1 : 0));
      const pad = gap + (pitch - dot) / 2;
      for (let line = y + gap; line < y + unit; line++)
        out.fill(panel, line * wide + x + gap, line * wide + x + unit);
      sheet.dots[cell] = dot;
      rows.forEach((row, n) => {
        sheet.start[row] =
          (y + Math.floor(pad + Math.floor(n / side) * pitch)) * wide +
          x +
          Math.floor(pad + (n % side) * pitch);
      });
    });
  },
  // Paints at the next picture of the screen, however often it is asked until then.
  draw() {
    if (!this.box || this.box.wanted) return;
    this.box.wanted = true;
    requestAnimationFrame(() => {
      this.box.wanted = false;
      this.paint();
    });
  },
  paint() {
    const inks = ["--panel", ...this.ramps()[this.layer]].map((one) => this.ink(one));
    const parts = [0, 1, 2, 3, 4].map((n) => this.ink("--d" + n));
    [].concat(this.$refs.sheets || []).forEach((sheet, place) => {
      const map = this.box.maps[place];
      if (!map || !sheet.pen) return;
      this.homes(sheet, map, this.apart && place ? parts : null, inks);
      sheet.pen.putImageData(sheet.picture, 0, 0);
      this.marks(sheet, map, place, (name) => this.box.colours[name]);
    });
    this.box.painted = (this.box.painted || 0) + 1;
    this.$el.dataset.painted = this.box.painted;
  },
  // Points of this moment: within a month beds change one after the other, each at its `turn`.
  homes(sheet, map, parts, inks) {
    const out = sheet.words32;
    const wide = sheet.width;
    const start = sheet.start;
    const inked = sheet.inked;
    const turn = map.turn;
    const now = map.layers[this.layer];
    const from = Math.floor(this.box.now);
    const next = Math.min(from + 1, this.last) * map.beds;
    const here = from * map.beds;
    const share = (this.box.now - from) * 256;
    for (let cell = 0; cell < map.rows.length; cell++) {
      const rows = map.rows[cell];
      const flat = parts ? parts[this.step(cell, from)] : 0;
      const dot = sheet.dots[cell];
      for (let n = 0; n < rows.length; n++) {
        const row = rows[n];
        const kind = now[(turn[row] < share ? next : here) + row];
        const ink = (kind && flat) || inks[kind];
        if (ink === inked[row]) continue;
        inked[row] = ink;
        for (let line = 0, spot = start[row]; line < dot; line++, spot += wide)
          for (let across = 0; across < dot; across++) out[spot + across] = ink;
      }
    }
  },
  // How the second run differs from the first in a block: five steps, 2 for as good as equal.
  step(cell, frame) {
    const one = this.box.maps[0].means[this.layer];
    const two = (this.box.maps[1] || this.box.maps[0]).means[this.layer];
    const wide = this.box.maps[0].rows.length;
    const a = one[frame * wide + cell];
    const b = two[frame * wide + cell];
    if (a === 255 || b === 255) return 2;
    const apart = (b - a) / 254;
    const [some, much] = this.bounds()[this.layer];
    if (apart <= -much) return 0;
    if (apart <= -some) return 1;
    if (apart < some) return 2;
    return apart < much ? 3 : 4;
  },
  gap(sheet) {
    return Math.max(1, Math.round(sheet.unit / 34));
  },
  // The middle of a bed.
  homeAt(sheet, map, row) {
    const r = map.run;
    const cell = map.cell[row];
    const side = map.side[cell];
    const gap = this.gap(sheet);
    const pitch = (sheet.unit - gap) / side;
    const n = map.rows[cell].indexOf(row);
    return [
      (cell % r.width) * sheet.unit + gap + ((n % side) + 0.5) * pitch,
      Math.floor(cell / r.width) * sheet.unit + gap + (Math.floor(n / side) + 0.5) * pitch,
    ];
  },
  // The middle of a block.
  middle(sheet, cell) {
    const r = this.box.maps[0].run;
    return [((cell % r.width) + 0.5) * sheet.unit, (Math.floor(cell / r.width) + 0.5) * sheet.unit];
  },
};
