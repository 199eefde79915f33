// What is known of what was chosen: rows of a name and a figure for each run.
const mapFacts = {
  about(kind, n) {
    const tellers = {
      b: this.ofBlock,
      p: this.ofPlace,
      i: this.ofInstitution,
      t: this.ofTeam,
      n: this.ofInitiative,
      h: this.ofPost,
    };
    return (tellers[kind] || this.ofResident)(n, this.words.facts);
  },
  each(tell) {
    return this.runs.map((run, place) => tell(this.box.maps[place], run));
  },
  seen(map, key, row) {
    return map.things[key][this.at * map.wide[key] + row];
  },
  yes(one) {
    return one ? this.words.yes : this.words.no;
  },
  count(number) {
    return this.figure(number, 0);
  },
  where(run, place) {
    return place < 0 ? this.words.outside : this.name("p", place) || this.words.street;
  },
  // Where something stands whose column counts from `first`, the number of no place but elsewhere.
  stands(map, run, key, n, first, nowhere) {
    const told = this.seen(map, key, n);
    return told ? this.where(run, told - first) : nowhere;
  },
  ofBlock(n, heads) {
    const lives = (map) => (bed) => map.layers.trust[this.at * map.beds + bed];
    return [
      [heads.residents, ...this.each((map) => this.count(map.rows[n].filter(lives(map)).length))],
      ...["need", "trust", "contact", "reach"].map((layer) => [
        this.words.means[layer],
        ...this.each((map) => this.level(layer, map.means[layer][this.at * map.rows.length + n])),
      ]),
    ];
  },
  ofPlace(n, heads) {
    const based = (map) => {
      let posts = 0;
      for (let k = 0; k < map.wide.post_base; k++) {
        if (this.seen(map, "post_base", k) === n + 2) posts++;
      }
      return this.count(posts);
    };
    return [
      [heads.kind, ...this.each((_, run) => this.words.places[run.place_kinds[n]])],
      [heads.open, ...this.each((map) => this.yes(this.seen(map, "place_open", n)))],
      [heads.visits, ...this.each((map) => this.count(this.seen(map, "place_visits", n) * 4))],
      [heads.posts, ...this.each(based)],
    ];
  },
  ofInstitution(n, heads) {
    return [
      [heads.works, ...this.each((map) => this.yes(this.seen(map, "institution_works", n)))],
      [heads.where, ...this.each((_, run) => this.where(run, run.institution_places[n]))],
      [heads.staff, ...this.each((map) => this.count(this.seen(map, "institution_posts", n)))],
    ];
  },
  ofTeam(n, heads) {
    return [
      [heads.works, ...this.each((map) => this.yes(this.seen(map, "team_place", n)))],
      [heads.where, ...this.each((map, run) => this.stands(map, run, "team_place", n, 2, "–"))],
      [heads.staff, ...this.each((map) => this.count(this.seen(map, "team_posts", n)))],
    ];
  },
  ofInitiative(n, heads) {
    const place = (map, run) => this.stands(map, run, "initiative_place", n, 1, "–");
    return [
      [heads.works, ...this.each((map) => this.yes(this.seen(map, "initiative_place", n)))],
      [heads.where, ...this.each(place)],
      [heads.members, ...this.each((map) => this.count(this.seen(map, "initiative_members", n)))],
    ];
  },
  ofPost(n, heads) {
    const place = (map, run) => this.stands(map, run, "post_base", n, 2, this.words.vacant);
    const employer = (_, run) => (run.employers[n] < 0 ? "–" : this.name("i", run.employers[n]));
    return [
      [heads.where, ...this.each(place)],
      [heads.employer, ...this.each(employer)],
      [heads.cases, ...this.each((map) => this.count(this.seen(map, "post_cases", n)))],
    ];
  },
  ofResident(n, heads) {
    const words = this.words;
    const layers = ["need", "trust", "contact", "reach"].map((layer) => [
      words.measures_one[layer],
      ...this.each((map) => {
        const kind = map.layers[layer][this.at * map.beds + n];
        return kind ? words.classes[layer][kind - 1] : words.nobody;
      }),
    ]);
    if (!this.known) return layers;
    const now = this.known.map((run) => run[this.page]);
    const same = (one, n) => (n ? this.yes(one.id >= 0 && one.id === now[0].id) : "–");
    return [
      [heads.age, ...now.map((one) => (one.age < 0 ? "–" : this.count(one.age)))],
      [heads.household, ...now.map((one) => words.households[one.household])],
      ...layers,
      [heads.ties, ...now.map((one) => this.count(one.ties.length))],
      [
        heads.helper,
        ...now.map((one) => (one.helper < 0 ? words.nobody_helps : this.name("h", one.helper))),
      ],
      ...(now.length < 2 ? [] : [[heads.same, ...now.map(same)]]),
    ];
  },
};
