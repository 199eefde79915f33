// How figures, places and moments are called, in the language of the visitor.
const mapWords = {
  date(n) {
    return this.dates[n];
  },
  figure(value, decimals) {
    return this.pens.plain[decimals].format(value);
  },
  share(value) {
    return this.pens.share.format(value);
  },
  // A figure of the whole neighbourhood.
  shown(measure, value) {
    if (measure === "residents") return this.figure(value, 0);
    if (measure === "contact") return this.words.hours.replace("{n}", this.figure(value, 1));
    if (measure === "trust") return this.figure(value * 100, 0) + " / 100";
    return this.share(value);
  },
  // The mean of a block, from the byte that stands for it; 255 where nobody lives.
  level(layer, byte) {
    if (byte === 255) return "–";
    if (layer === "contact")
      return this.words.hours.replace("{n}", this.figure((byte / 254) * 15, 1));
    if (layer === "reach") return this.share(byte / 254);
    return this.figure((byte / 254) * 100, 0) + " / 100";
  },
  mean(map, block) {
    return this.level(this.layer, map.means[this.layer][this.at * map.rows.length + block]);
  },
  quoted(name) {
    return this.lang === "nl" ? `‘${name}’` : `“${name}”`;
  },
  // What the maps show in a month, in one sentence; {a} and {A} are figure and name of the first.
  sentence(n) {
    const forms = this.words.told[this.layer];
    const told = forms[this.runs.length - 1].replace("{date}", this.date(n));
    return this.runs
      .reduce(
        (text, run, p) =>
          text
            .replace("{" + "ab"[p] + "}", () => this.shown(this.layer, run.totals[this.layer][n]))
            .replace("{" + "AB"[p] + "}", () => this.quoted(this.names[p])),
        told,
      )
      .replace(/^./u, (one) => one.toLocaleUpperCase(this.lang));
  },
  blockName(b) {
    const wide = this.runs[0].width;
    return this.words.block_name
      .replace("{row}", Math.floor(b / wide) + 1)
      .replace("{column}", (b % wide) + 1);
  },
  // The name of what is chosen: a letter and a row, see wards.py.
  name(kind, n) {
    const run = this.runs[0];
    const words = this.words;
    const tail = (text) => (/\d+$/.exec(text) || [""])[0];
    if (kind === "p") return run.place_names[n] || words.places[run.place_kinds[n]] || "";
    if (kind === "i")
      return `${words.houses[run.institution_kinds[n]]} ${tail(run.institution_names[n] || "")}`.trim();
    if (kind === "t") return `${words.team} ${n + 1}`;
    if (kind === "n") return `${words.signs.initiative} ${n + 1}`;
    return `${words.posts[run.disciplines[n]] || words.signs.post} ${n + 1}`;
  },
};
