// What a visitor does with the maps: a click, a key, the clock.
const mapSteering = {
  // A click chooses the sign, the resident or the block beneath it, in this order.
  hit(event, place) {
    const sheet = [].concat(this.$refs.sheets)[place];
    const box = sheet.getBoundingClientRect();
    const x = (event.clientX - box.left) * sheet.ratio;
    const y = (event.clientY - box.top) * sheet.ratio;
    const r = this.runs[0];
    const map = this.box.maps[place];
    const near = (sheet.found || [])
      .map((one) => [Math.hypot(one.x - x, one.y - y) - one.big, one.key])
      .sort((a, b) => a[0] - b[0])[0];
    if (near && near[0] < 3 * sheet.ratio) {
      this.chosen = near[1];
      return;
    }
    const cell = Math.floor(y / sheet.unit) * r.width + Math.floor(x / sheet.unit);
    if (y >= sheet.unit * r.height || !map.rows[cell]) return;
    const home = map.rows[cell]
      .map((row) => {
        const s = this.homeAt(sheet, map, row);
        return [Math.hypot(s[0] - x, s[1] - y), row];
      })
      .sort((a, b) => a[0] - b[0])[0];
    const lives = home && map.layers.trust[Math.round(this.box.now) * map.beds + home[1]];
    this.chosen = home && lives && home[0] < sheet.unit / 6 ? "r" + home[1] : "b" + cell;
  },
  // Arrows go from block to block, Enter from resident to resident, space plays.
  key(event) {
    const r = this.runs[0];
    const cells = r.width * r.height;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -r.width, ArrowDown: r.width };
    if (event.key === " ") {
      event.preventDefault();
      this.toggle();
      return;
    }
    if (event.key === "Escape") {
      this.chosen = "";
      return;
    }
    if (event.key === "Enter" && this.block >= 0 && this.dwellers.length) {
      event.preventDefault();
      const n = this.chosen[0] === "r" ? this.dwellers.indexOf(+this.chosen.slice(1)) + 1 : 0;
      this.chosen = "r" + this.dwellers[n % this.dwellers.length];
      return;
    }
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = this.block < 0 ? this.blocks[0] : this.block + steps[event.key];
    if (next >= 0 && next < cells) this.chosen = "b" + next;
  },
  scrub(value) {
    this.playing = false;
    this.at = +value;
    this.box.now = this.at;
    this.draw();
  },
  toggle() {
    if (this.playing) {
      this.playing = false;
      return;
    }
    if (this.at >= this.last) this.at = 0;
    this.box.now = this.at;
    this.playing = true;
    let before = performance.now();
    const go = (time) => {
      if (!this.playing) return;
      this.box.now = Math.min(
        this.last,
        this.box.now + (Math.max(0, time - before) / 1000) * (this.last / this.pace),
      );
      before = time;
      this.at = Math.floor(this.box.now);
      this.paint();
      if (this.box.now >= this.last) this.playing = false;
      else requestAnimationFrame(go);
    };
    requestAnimationFrame(go);
  },
};
