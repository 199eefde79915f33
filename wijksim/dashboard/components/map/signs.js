// What stands upon the beds: places, institutions, teams, initiatives and professionals, and ties.
const MAP_SHAPES = { p: 0, i: 1, t: 1, n: 2, h: 3 };

const mapSigns = {
  // Where each sign stands in a month: what shares a block stands beside and below each other.
  signsOf(sheet, map) {
    const frame = Math.round(this.box.now);
    if (sheet.found && sheet.frame === frame && sheet.shown === map) return sheet.found;
    sheet.frame = frame;
    sheet.shown = map;
    const run = map.run;
    const found = [];
    const taken = {};
    const unit = sheet.unit;
    const small = Math.max(3.2 * sheet.ratio, unit * 0.16);
    const seen = (key, n) => map.things[key][frame * map.wide[key] + n];
    const next = (spot) => (taken[spot] = (taken[spot] || 0) + 1) - 1;
    const put = (kind, n, cell, x, y, big, live) => {
      const middle = this.middle(sheet, cell);
      const spot = { x: middle[0] + x * unit, y: middle[1] + y * unit };
      found.push({ key: kind + n, kind, ...spot, big, live });
    };
    const house = (kind, n, place, live) => {
      const cell = place >= 0 ? run.place_cells[place] : -1;
      if (cell < 0) {
        const spot = { x: unit * (0.7 + 0.95 * next("outside")), y: unit * (run.height + 1.05) };
        found.push({ key: kind + n, kind, ...spot, big: small, live });
        return;
      }
      const turn = next(cell);
      const [x, y] = [-0.42 + 0.38 * (turn % 3), -0.42 - 0.4 * Math.floor(turn / 3)];
      put(kind, n, cell, x, y, small * 0.95, live);
    };
    run.place_cells.forEach((cell, n) => {
      if (cell < 0 || !this.drawn(run.place_kinds[n])) return;
      const big = small * (1 + Math.sqrt(seen("place_visits", n)) / 14);
      put("p", n, cell, 0, 0, big, seen("place_open", n));
    });
    run.institution_kinds.forEach((_, n) =>
      house("i", n, run.institution_places[n], seen("institution_works", n)),
    );
    for (let n = 0; n < map.wide.team_place; n++) {
      if (seen("team_place", n)) house("t", n, seen("team_place", n) - 2, 1);
    }
    for (let n = 0; n < map.wide.initiative_place; n++) {
      const place = seen("initiative_place", n) - 1;
      if (place < 0) continue;
      const cell = run.place_cells[place];
      const turn = next("n" + cell);
      const [x, y] = [0.42 - 0.3 * (turn % 3), 0.42 + 0.35 * Math.floor(turn / 3)];
      if (cell >= 0) put("n", n, cell, x, y, small * 1.1, 1);
    }
    for (let n = 0; n < map.wide.post_base; n++) {
      const place = seen("post_base", n) - 2;
      if (place < 0) continue;
      const cell = run.place_cells[place];
      const turn = next("h" + cell);
      const [x, y] = [-0.36 + 0.18 * (turn % 5), 0.28 + 0.2 * Math.floor(turn / 5)];
      if (cell >= 0) put("h", n, cell, x, y, small * 0.6, 1);
    }
    return found;
  },
  // Signs, ties, and what is chosen with whom it has to do.
  marks(sheet, map, place, colour) {
    const { pen, ratio } = sheet;
    const run = map.run;
    sheet.found = this.signsOf(sheet, map);
    if (this.ties) {
      for (const [a, b, count] of run.bundles[this.page]) {
        const wide = Math.min(5, 0.5 + count / 6) * ratio;
        const ends = [this.middle(sheet, a), this.middle(sheet, b)];
        this.line(pen, ends, colour("--m-tie"), wide, 0.42);
      }
    }
    pen.font = `${this.box.letter * ratio}px system-ui, sans-serif`;
    pen.fillStyle = colour("--soft");
    pen.textBaseline = "alphabetic";
    pen.fillText(this.words.outside, 2 * ratio, sheet.unit * (run.height + 0.62));
    if (this.known && "rh".includes(this.chosen[0])) {
      this.relations(sheet, map, this.known[place][this.page], colour);
    }
    for (const one of sheet.found) {
      const stamp = this.stamp(one, ratio);
      const corner = [one.x - stamp.width / 2, one.y - stamp.height / 2];
      pen.drawImage(stamp, ...corner.map(Math.round));
    }
    this.encircle(sheet, map, colour);
  },
  line(pen, [from, to], ink, wide, alpha) {
    pen.globalAlpha = alpha;
    pen.strokeStyle = ink;
    pen.lineWidth = wide;
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
    pen.globalAlpha = 1;
  },
  // Lines from a chosen resident to ties and helper, or from a professional to those helped.
  relations(sheet, map, now, colour) {
    const { pen, ratio } = sheet;
    const kind = this.chosen[0];
    const sign = (key) => sheet.found.find((one) => one.key === key);
    const bed = (row) => this.homeAt(sheet, map, row);
    if (kind === "r") {
      const own = bed(+this.chosen.slice(1));
      const helper = sign("h" + now.helper);
      for (const one of now.ties) {
        this.line(pen, [own, bed(one)], colour("--ink"), 1.6 * ratio, 0.9);
      }
      if (helper) this.line(pen, [own, [helper.x, helper.y]], colour("--m-post"), 3 * ratio, 1);
    }
    const post = kind === "h" && sign(this.chosen);
    if (!post) return;
    for (const one of now) {
      this.line(pen, [[post.x, post.y], bed(one)], colour("--m-post"), 1.8 * ratio, 0.9);
    }
  },
  // A ring around what is chosen, and a frame around a block.
  encircle(sheet, map, colour) {
    const { pen, ratio, unit } = sheet;
    const kind = this.chosen[0];
    const row = +this.chosen.slice(1);
    const twice = (halo, wide, shape) => {
      pen.strokeStyle = colour("--paper");
      pen.lineWidth = halo * ratio;
      shape();
      pen.strokeStyle = colour("--ink");
      pen.lineWidth = wide * ratio;
      shape();
    };
    const ring = (x, y, size) =>
      twice(5, 2.4, () => {
        pen.beginPath();
        pen.arc(x, y, size, 0, 7);
        pen.stroke();
      });
    const sign = sheet.found.find((one) => one.key === this.chosen);
    if (sign) ring(sign.x, sign.y, sign.big + 5 * ratio);
    if (kind === "r" && row < map.beds) ring(...this.homeAt(sheet, map, row), 6 * ratio);
    if (kind === "b") {
      const [x, y] = this.middle(sheet, row);
      twice(6, 3, () => pen.strokeRect(x - unit / 2, y - unit / 2, unit, unit));
    }
  },
  // A sign as a small picture, drawn once for each kind and size.
  stamp(one, ratio) {
    const big = Math.round(one.big * 2) / 2;
    const key = [one.kind, big, one.live ? 1 : 0, ratio].join(" ");
    if (this.box.stamps[key]) return this.box.stamps[key];
    const [, path, name] = this.paths()[MAP_SHAPES[one.kind]];
    const shape = new Path2D(path);
    const scale = (big * 2) / 14;
    const ink = this.box.colours[name];
    const halo = this.box.colours["--paper"];
    const made = document.createElement("canvas");
    made.width = made.height = Math.ceil(2 * (big + 3 * ratio));
    const pen = made.getContext("2d");
    const line = (wide, colour) => {
      pen.lineWidth = (wide * ratio) / scale;
      pen.strokeStyle = colour;
      pen.stroke(shape);
    };
    pen.translate(made.width / 2 - big, made.height / 2 - big);
    pen.scale(scale, scale);
    line(one.kind === "h" ? 2 : 3, halo);
    pen.fillStyle = one.live ? ink : halo;
    pen.fill(shape);
    if (!one.live) line(1.4, ink);
    return (this.box.stamps[key] = made);
  },
};
