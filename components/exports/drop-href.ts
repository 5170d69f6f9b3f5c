const pages: Readonly<Record<string, string>> = {
  rejected: "/pairs?state=rejected",
  tied: "/pairs?state=tied",
  undecided: "/pairs?state=undecided",
  equal_texts: "?filter=identical",
  unknown: "?filter=unknown",
  truncated: "?filter=truncated",
  min_margin: "/pairs?sort=margin",
  max_pairs_per_question: "/pairs?sort=-margin",
  gold_marked_wrong: "/audit",
};

/** Where in a run the pairs or questions behind a reason stand; null where no filter of it names them. */
export function dropHref(reason: string, runId: string): string | null {
  const page = pages[reason];
  return page === undefined ? null : `/runs/${runId}${page}`;
}
