/**
 * The colours of the screens, light and dark, for what leaves them: a picture knows no style sheet. The values are those
 * of `app/globals.css`; `v0` … `v18` is the value scale, `g0` … `g18` what is legible on it.
 */
export const palette = {
  bg: ["#faf8f4", "#131210"],
  surface: ["#ffffff", "#1b1a17"],
  sunken: ["#f3f0ea", "#24221f"],
  line: ["#e5e0d7", "#33302b"],
  line2: ["#c9c2b6", "#4c4840"],
  edge: ["#8c857a", "#7f796e"],
  ink: ["#1c1a17", "#f3efe8"],
  ink2: ["#514c45", "#c2bbb0"],
  ink3: ["#6b655c", "#9b948a"],
  accent: ["#4a3fc4", "#aca6ff"],
  accentbg: ["#eceafb", "#2b2850"],
  onaccent: ["#ffffff", "#14122b"],
  good: ["#0b5d6c", "#63c9d6"],
  bad: ["#8f4209", "#f0a765"],
  warn: ["#7a5600", "#e9c25c"],
  warnbg: ["#fbf0d2", "#362c10"],
  danger: ["#b3261e", "#ff9087"],
  dangerbg: ["#fce9e7", "#3b1c19"],
  mark: ["#e3dffc", "#3a3668"],
  ans: ["#ffe9a8", "#584611"],
  v0: ["#8a4011", "#fea247"],
  g0: ["#ffffff", "#100e0b"],
  v1: ["#975224", "#eb9746"],
  g1: ["#ffffff", "#100e0b"],
  v2: ["#a46336", "#d78b45"],
  g2: ["#ffffff", "#100e0b"],
  v3: ["#b17547", "#c48043"],
  g3: ["#100e0b", "#100e0b"],
  v4: ["#be8758", "#b17540"],
  g4: ["#100e0b", "#100e0b"],
  v5: ["#cb996a", "#9f6a3e"],
  g5: ["#100e0b", "#ffffff"],
  v6: ["#d9ab7d", "#8d5f3b"],
  g6: ["#100e0b", "#ffffff"],
  v7: ["#e6bd90", "#7b5537"],
  g7: ["#100e0b", "#ffffff"],
  v8: ["#f3cfa4", "#6a4b33"],
  g8: ["#100e0b", "#ffffff"],
  v9: ["#e6e1d8", "#37342f"],
  g9: ["#100e0b", "#ffffff"],
  v10: ["#ace1e7", "#2d5968"],
  g10: ["#100e0b", "#ffffff"],
  v11: ["#97cfd7", "#336878"],
  g11: ["#100e0b", "#ffffff"],
  v12: ["#83bec8", "#3a7787"],
  g12: ["#100e0b", "#ffffff"],
  v13: ["#6eacb9", "#418697"],
  g13: ["#100e0b", "#100e0b"],
  v14: ["#5a9baa", "#4896a6"],
  g14: ["#100e0b", "#100e0b"],
  v15: ["#468a9b", "#4fa6b6"],
  g15: ["#100e0b", "#100e0b"],
  v16: ["#307a8d", "#56b6c6"],
  g16: ["#ffffff", "#100e0b"],
  v17: ["#176a7f", "#5ec7d5"],
  g17: ["#ffffff", "#100e0b"],
  v18: ["#005971", "#65d8e4"],
  g18: ["#ffffff", "#100e0b"],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

/** Turns a token of the palette into what stands in a `fill` or `stroke`. */
export type Paint = (token: string) => string;

/** The light theme's colours themselves. Throws RangeError on a token that is not of the palette. */
export const paintLight: Paint = (token) => {
  const colours: Readonly<Record<string, readonly [string, string]>> = palette;
  const pair = colours[token];
  if (!pair) throw new RangeError(`not a colour of the palette: ${token}`);
  return pair[0];
};

/** The tokens as CSS variables, for a page that defines them. */
export const paintByTheme: Paint = (token) => `var(--${token})`;
