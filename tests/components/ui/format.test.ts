import { expect, test } from "vitest";
import {
  formatBytes,
  formatDuration,
  formatMoment,
  formatNoun,
  formatPercent,
  formatUsd,
} from "../../../components/ui/format.ts";

test("formatDuration(seconds) uses the two largest units that matter", () => {
  expect([0.2, 6, 59.4, 90, 3120, 5040, 7200, 273_600].map(formatDuration)).toEqual([
    "under 1 s",
    "6 s",
    "59 s",
    "2 min",
    "52 min",
    "1 h 24 min",
    "2 h",
    "3 d 4 h",
  ]);
});

test("formatDuration(seconds) never says 60 of a unit", () => {
  for (let seconds = 0; seconds < 200_000; seconds += 7)
    expect(formatDuration(seconds)).not.toMatch(/\b60 (s|min)/);
  expect(formatDuration(59.7)).toBe("1 min");
});

test("formatUsd(usd) tells a little from nothing", () => {
  expect([0, 0.0042, 0.00001, 11.65, 1234.5].map(formatUsd)).toEqual([
    "$0.00",
    "$0.0042",
    "$1.0e-5",
    "$11.65",
    "$1,234.50",
  ]);
});

test("formatBytes(bytes) counts in thousands", () => {
  expect([0, 812, 4100, 3_200_000, 999_999, 512e9].map(formatBytes)).toEqual([
    "0 B",
    "812 B",
    "4.1 kB",
    "3.2 MB",
    "1.0 MB",
    "512 GB",
  ]);
});

test("formatMoment(iso, now) says today and yesterday by the calendar, not by 24 hours", () => {
  const now = new Date("2026-11-21T00:30:00Z");
  expect(
    ["2026-11-21T00:10:00Z", "2026-11-20T23:50:00Z", "2026-11-18T12:00:00Z", "2025-11-18T12:00:00Z"].map(
      (iso) => formatMoment(iso, now),
    ),
  ).toEqual(["today 00:10", "yesterday", "18 Nov", "18 Nov 2025"]);
});

test("formatPercent and formatNoun say nothing and one as people do", () => {
  expect([formatPercent(null), formatPercent(0.616)]).toEqual(["–", "62"]);
  expect([formatNoun(1, "run"), formatNoun(10_226, "pair"), formatNoun(2, "leaf", "leaves")]).toEqual([
    "1 run",
    "10,226 pairs",
    "2 leaves",
  ]);
});
