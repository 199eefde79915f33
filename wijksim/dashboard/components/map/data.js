// What the server sends of each run, unpacked into columns; see wijksim/dashboard/frames.py.
const mapData = {
  // A column of so many months: compressed, and each month as its difference from the one before.
  async unpack(text, count, Sort) {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    const flow = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const out = new Sort(await new Response(flow).arrayBuffer());
    const wide = out.length / count;
    for (let n = wide; n < out.length; n++) out[n] += out[n - wide];
    return out;
  },
  // A run: `layers` (month, bed), `means` (month, block) and `things` (month, row), the width of each
  // in `wide`; beds by block in `rows`, and when each bed changes within a month in `turn`.
  async unpacked(run) {
    const count = run.weeks.length;
    const map = { run: Vue.toRaw(run), layers: {}, means: {}, things: {}, wide: {} };
    map.cell = await this.unpack(run.cell, 1, Uint16Array);
    map.beds = map.cell.length;
    const numbers = ["initiative_place", "team_place", "post_base"];
    for (const one of ["layers", "means", "things"]) {
      for (const name in run[one]) {
        const sort = numbers.includes(name) ? Uint16Array : Uint8Array;
        map[one][name] = await this.unpack(run[one][name], count, sort);
        map.wide[name] = map[one][name].length / count;
      }
    }
    map.rows = Array.from({ length: run.width * run.height }, () => []);
    map.cell.forEach((cell, row) => map.rows[cell].push(row));
    map.blocks = map.rows.map((_, n) => n).filter((n) => map.rows[n].length);
    map.side = map.rows.map((one) => Math.max(1, Math.ceil(Math.sqrt(one.length))));
    map.turn = Uint8Array.from(
      { length: map.beds },
      (_, row) => Math.imul(row + 1, 2654435761) >>> 24,
    );
    return map;
  },
  async take() {
    const asked = this.runs;
    const maps = [];
    for (const run of asked) maps.push(await this.unpacked(run));
    if (asked !== this.runs) return;
    this.box.maps = maps;
    const near = this.runs[0].weeks.findIndex((one) => one >= this.week);
    if (!this.ready) {
      this.at = this.week ? (near < 0 ? this.last : near) : 0;
      this.box.now = this.calm = this.at;
    }
    this.ready += 1;
    await this.$nextTick();
    (this.$refs.grounds || []).forEach((one) => this.watcher.observe(one));
    this.size();
  },
};
