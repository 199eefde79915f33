// The look of the map: colours are names of the style sheet's, so that day and night differ there.
const mapLook = {
  // The ink of each class of a layer, from no one there on.
  ramps() {
    return {
      need: ["--q1", "--q2", "--q4", "--q5"],
      trust: ["--q1", "--q2", "--q3", "--q4", "--q5"],
      contact: ["--q1", "--q2", "--q3", "--q4", "--q5"],
      reach: ["--q1", "--r-helped", "--r-waits", "--r-unseen"],
    };
  },
  // From which difference on two runs differ, and differ much, by layer (shares of the scale).
  bounds() {
    return { need: [0.02, 0.06], trust: [0.02, 0.05], contact: [0.02, 0.05], reach: [0.1, 0.3] };
  },
  // Each kind of sign: its name among the words, its outline in a square of 14, its ink.
  paths() {
    return [
      ["place", "M7 1a6 6 0 1 0 .01 0z", "--m-place"],
      ["institution", "M2 2h10v10H2z", "--m-house"],
      ["initiative", "M7 0l2 5h5l-4 3.4 1.6 5.6L7 10.6 2.4 14 4 8.4 0 5h5z", "--m-start"],
      ["post", "M7 2l6 10H1z", "--m-post"],
    ];
  },
  // Whether a kind of place has a sign: not the desk, an office or a kitchen table.
  drawn(kind) {
    return kind > 0 && kind !== 9 && kind !== 10;
  },
  inks() {
    return [
      "--paper",
      "--panel",
      "--ink",
      "--soft",
      ...new Set(Object.values(this.ramps()).flat()),
      ...[0, 1, 2, 3, 4].map((n) => "--d" + n),
      ...this.paths().map((one) => one[2]),
      "--m-tie",
    ];
  },
  // A colour as the four bytes of a point in a picture.
  ink(name) {
    const n = parseInt(this.box.colours[name].slice(1), 16);
    return ((255 << 24) | ((n & 255) << 16) | (n & 65280) | (n >> 16)) >>> 0;
  },
};
